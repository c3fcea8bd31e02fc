import type { LockInterpretation } from './lock-clock.ts';
import type { ServerOrder } from './order.ts';
import { listStepApprovers } from './order-groups.ts';
import type { HistorySummary } from './order-history.ts';

/**
 * Obstacles to a decision in time, worst first. `nobody`: the step has no approver. `cannot-log-in`: no approver can log in.
 * `mostly-late`: nearly all past requests of the route were late. `open`: none of these.
 */
export const OUTLOOKS = ['nobody', 'cannot-log-in', 'mostly-late', 'open'] as const;
export type Outlook = (typeof OUTLOOKS)[number];

/** True if only an administrator can unblock the request, so that no duration can be estimated. */
export const isStuck = (outlook: Outlook): outlook is 'nobody' | 'cannot-log-in' => outlook === 'nobody' || outlook === 'cannot-log-in';

export interface OutlookFacts {
  /** False if the source does not list approvers for every step; an empty list then means unknown. */
  readonly namesApprovers: boolean;
  /** Takes the id of a person, or the name if the source has no id; true if nothing is known to prevent the person from acting. */
  readonly mayAct: (key: string) => boolean;
  /** Whether nearly all requests of its route were late. */
  readonly isRouteLate: boolean;
}

export function getOutlook(
  { state, step }: Pick<ServerOrder, 'state' | 'step'>,
  { namesApprovers, mayAct, isRouteLate }: OutlookFacts,
): Outlook {
  if (state !== 'pending') return 'open';
  if (step !== null && namesApprovers) {
    const asked = listStepApprovers({ step }).filter(({ key }) => key !== '');
    if (asked.length === 0) return 'nobody';
    if (!asked.some(({ key }) => mayAct(key))) return 'cannot-log-in';
  }
  return isRouteLate ? 'mostly-late' : 'open';
}

/** Share that counts as "nearly all", and minimum number of requests for a statement (chosen for this product). */
const NEARLY_ALL = 0.9;
const MIN_OBSERVATIONS = 10;

export const isMostlyLate = ({ observations, late }: Pick<HistorySummary, 'observations' | 'late'>, reading: LockInterpretation): boolean =>
  observations >= MIN_OBSERVATIONS && late[reading] >= observations * NEARLY_ALL;
