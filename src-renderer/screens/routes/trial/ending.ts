import { lockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import {
  certainLateShare,
  type DaysHoldOf,
  daysHoldOf,
  type LockHealth,
  latePercent,
  lockState,
  stepsUntilDecision,
} from '#shared/domain/routes/health.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { DraftProblem } from '../view-model.ts';
import { type LockStanding, lockStanding, stepsWithUnknownApprovers } from './trial-view.ts';
import type { RouteDiagram } from './use-diagram.ts';
import type { TrialAnswer } from './use-trial.ts';

/** Statement that takes precedence over the days of the steps: past orders, or the late share with absences. */
export interface ShareLate {
  readonly ground: 'orders' | 'expected' | 'branches';
  /** Percent of orders decided after the lock; a minimum with `branches`. */
  readonly percent: number;
  readonly state: 'ready' | 'note' | 'risk';
}

/** Past orders take precedence over the days; expected days with absences only if some are late. `null` = the days apply. */
export function shareLate(lock: LockHealth | null): ShareLate | null {
  const state = lockState(lock);
  if (lock === null || lock.ground === 'assumed' || state === 'unknown') return null;
  const { ground } = lock;
  return state === 'ready' && ground !== 'orders' ? null : { ground, percent: latePercent(certainLateShare(lock)), state };
}

type Known = Pick<RouteDiagram, 'schedule' | 'reading' | 'passage'>;

/** Why a route's days are not a promise: problems, an incomplete route, or not everyone passes. */
export type Reserve = 'problems' | 'incomplete' | Exclude<DaysHoldOf, 'everybody' | 'nobody'>;

/** End of the line without a simulation. */
export type Expectation =
  /** No step decides. */
  | { readonly kind: 'undecided' }
  /** None of its users completes it. */
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'day';
      /** Calendar days after the request. */
      readonly days: number;
      /** Calendar days without branches; less than `days` only if a step has one. */
      readonly least: number;
      /** `null` if a step has no estimate. */
      readonly lock: LockStanding['verdict'] | null;
      /** In time for everyone, without any contradicting fact. */
      readonly promised: boolean;
      /** Past orders compared with the lock instead of days; `null` = none. */
      readonly late: ShareLate | null;
      readonly reserve: Reserve | null;
    };

export function expectation(
  { schedule, reading, passage }: Known,
  route: Route,
  problems: readonly Pick<DraftProblem, 'severity'>[],
  late: ShareLate | null,
): Expectation {
  if (schedule.days === null) return { kind: 'undecided' };
  const holdOf = daysHoldOf(passage);
  if (holdOf === 'nobody') return { kind: 'nobody' };
  const reserve = problems.some(({ severity }) => severity === 'block')
    ? 'problems'
    : holdOf !== 'everybody'
      ? holdOf
      : route.status === 'complete'
        ? null
        : 'incomplete';
  const { days } = schedule;
  const least = schedule.least ?? days;
  const latest = lockVerdict(days, reading);
  const lock = schedule.assumed ? null : lockVerdict(least, reading) === latest ? latest : 'by-branch';
  const inTime = late === null ? lock === 'within' : late.state === 'ready';
  return {
    kind: 'day',
    days,
    least,
    lock,
    promised: inTime && reserve === null,
    late,
    reserve,
  };
}

/** End of a simulation. */
export type TrialEnding =
  /** The applicant is stopped by the first blocking problem. */
  | { readonly kind: 'never'; readonly because: TrialAnswer['problems'][number] | null }
  | {
      readonly kind: 'ends';
      readonly day: string;
      readonly days: number;
      /** Days without branches; less than `days` only if a step has one. */
      readonly least: number;
      readonly standing: LockStanding;
      /** A step has no estimate, so the days give no verdict. */
      readonly assumed: boolean;
      /** Why the day is not a promise: incomplete route, or unknown deciders or access. */
      readonly reserve: Extract<Reserve, 'incomplete' | 'unasked'> | null;
      readonly late: ShareLate | null;
    };

/** A simulation that reaches the end. */
export type EndsTrial = Extract<TrialEnding, { kind: 'ends' }>;

/** Parts of a simulation that determine its end. */
type Ended = Pick<TrialAnswer, 'ends' | 'days' | 'least' | 'lock' | 'reading' | 'problems'> &
  Partial<Pick<TrialAnswer, 'stages' | 'openUntold'>>;

export function trialEnding(
  { ends, days, least, lock, reading, problems, stages = [], openUntold = false }: Ended,
  route: Route,
  late: ShareLate | null,
): TrialEnding {
  if (ends === null || days === null || lock === null)
    return { kind: 'never', because: problems.find(({ severity }) => severity === 'block') ?? null };
  const standing = lockStanding(lock, reading, least);
  const isUnasked = openUntold || stepsWithUnknownApprovers(stages).length > 0;
  return {
    kind: 'ends',
    day: ends,
    days,
    least: least ?? days,
    standing,
    assumed: stepsUntilDecision(route).some(({ expectedDays }) => expectedDays === null),
    reserve: route.status !== 'complete' ? 'incomplete' : isUnasked ? 'unasked' : null,
    late,
  };
}

/** Statement about a simulation's days and the lock, used by all views. */
export type AgainstLock =
  /** Past orders, shown beside the days. */
  | { readonly kind: 'orders'; readonly late: ShareLate }
  /** No statement, because a step has no estimate. */
  | { readonly kind: 'assumed' }
  /** The days are within the lock, but this is not a promise. */
  | { readonly kind: 'fits' }
  | { readonly kind: 'verdict' };

export function againstLock({ standing, assumed, reserve, late }: EndsTrial): AgainstLock {
  if (late !== null) return { kind: 'orders', late };
  if (assumed) return { kind: 'assumed' };
  return { kind: standing.verdict === 'within' && reserve !== null ? 'fits' : 'verdict' };
}
