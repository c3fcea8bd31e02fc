import type { LockReading } from './lock-clock.ts';
import type { ServerOrder } from './order.ts';
import { approversOf } from './order-groups.ts';
import type { HistorySummary } from './order-history.ts';

/**
 * What speaks against a pending request being decided in time, the worst first. `nobody`: nobody is asked at its step. `cannot-log-in`:
 * nobody who is asked can log in. `mostly-late`: nearly all requests of its route were decided after their lock. `open`: none of these.
 */
export const OUTLOOKS = ['nobody', 'cannot-log-in', 'mostly-late', 'open'] as const;
export type Outlook = (typeof OUTLOOKS)[number];

/** A request that stays where it is until an administrator moves it: no days can be expected of it. */
export const isStuck = (outlook: Outlook): outlook is 'nobody' | 'cannot-log-in' => outlook === 'nobody' || outlook === 'cannot-log-in';

export interface OutlookFacts {
  /** False where the source does not tell of every step who is asked: none named then means none told. */
  readonly namesApprovers: boolean;
  /** By id of a person, or a name where the source tells no id; true where nothing speaks against it. */
  readonly mayAct: (key: string) => boolean;
  /** Whether nearly all requests of its route were late. */
  readonly isRouteLate: boolean;
}

export function outlookOf(
  { state, step }: Pick<ServerOrder, 'state' | 'step'>,
  { namesApprovers, mayAct, isRouteLate }: OutlookFacts,
): Outlook {
  if (state !== 'pending') return 'open';
  if (step !== null && namesApprovers) {
    const asked = approversOf({ step }).filter(({ key }) => key !== '');
    if (asked.length === 0) return 'nobody';
    if (!asked.some(({ key }) => mayAct(key))) return 'cannot-log-in';
  }
  return isRouteLate ? 'mostly-late' : 'open';
}

/** Our choice: from this share on nearly all were late, and fewer requests than these say nothing. */
const NEARLY_ALL = 0.9;
const FEWEST_OBSERVATIONS = 10;

export const isMostlyLate = ({ observations, late }: Pick<HistorySummary, 'observations' | 'late'>, reading: LockReading): boolean =>
  observations >= FEWEST_OBSERVATIONS && late[reading] >= observations * NEARLY_ALL;
