import { lockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import {
  type DaysHoldOf,
  daysHoldOf,
  type LockHealth,
  latePercent,
  lockState,
  stepsUntilDecision,
  surelyLate,
} from '#shared/domain/routes/health.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { type LockStanding, lockStanding, untoldSteps } from './trial-view.ts';
import type { RouteDiagram } from './use-diagram.ts';
import type { TrialAnswer } from './use-trial.ts';
import type { DraftProblem } from './view-model.ts';

/** What stands over the days written on the steps: what orders took, or the share that is late once people are away. */
export interface ShareLate {
  readonly ground: 'orders' | 'expected' | 'branches';
  /** Percents of orders that are decided after the lock; of `branches` so many at least. */
  readonly percent: number;
  readonly state: 'ready' | 'note' | 'risk';
}

/**
 * Orders that were decided speak for the route whatever the days say; expected days with people away only where some orders are late, since
 * the days themselves are their ground. `null` = the days are all there is.
 */
export function shareLate(lock: LockHealth | null): ShareLate | null {
  const state = lockState(lock);
  if (lock === null || lock.ground === 'assumed' || state === 'unknown') return null;
  const { ground } = lock;
  return state === 'ready' && ground !== 'orders' ? null : { ground, percent: latePercent(surelyLate(lock)), state };
}

type Known = Pick<RouteDiagram, 'schedule' | 'reading' | 'passage'>;

/** Why the days of a route are no promise: problems to mend first, not completed, nobody asked who gets through, or only some do. */
export type Reserve = 'problems' | 'incomplete' | Exclude<DaysHoldOf, 'everybody' | 'nobody'>;

/** How the line of a route ends while nobody is tried. */
export type Expectation =
  /** Nobody decides, so that there is no day. */
  | { readonly kind: 'undecided' }
  /** Nobody of those who may use it gets there. */
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'day';
      /** Calendar days after the request. */
      readonly days: number;
      /** Calendar days of whoever takes no branch; fewer than `days` only where a step has one. */
      readonly least: number;
      /** `null` where some step has no estimate. */
      readonly lock: LockStanding['verdict'] | null;
      /** The day is in time, everybody gets there, and nothing stronger says otherwise. */
      readonly promised: boolean;
      /** Says how orders stand to the lock in place of the days; `null` = nothing does. */
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

/** How a trial ends. */
export type TrialEnding =
  /** The applicant gets stuck, at the first problem that blocks. */
  | { readonly kind: 'never'; readonly because: TrialAnswer['problems'][number] | null }
  | {
      readonly kind: 'ends';
      readonly day: string;
      readonly days: number;
      /** Days of whoever takes no branch; fewer than `days` only where a step has one. */
      readonly least: number;
      readonly standing: LockStanding;
      /** Some step until then has no estimate, so that the days judge nothing. */
      readonly assumed: boolean;
      /** Why the day is no promise: the route is not completed, or no list tells who decides or whether the applicant may use it. */
      readonly reserve: Extract<Reserve, 'incomplete' | 'unasked'> | null;
      readonly late: ShareLate | null;
    };

/** A trial that gets to the end. */
export type EndsTrial = Extract<TrialEnding, { kind: 'ends' }>;

/** What of a trial tells how it ends. */
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
  const isUnasked = openUntold || untoldSteps(stages).length > 0;
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

/** What is said of the days of a trial that ends, against the lock; the same wherever it is told. */
export type AgainstLock =
  /** How orders stand, and beside it what the days alone would come to. */
  | { readonly kind: 'orders'; readonly late: ShareLate }
  /** Some step has no estimate: nothing. */
  | { readonly kind: 'assumed' }
  /** The days are within the lock, without a promise. */
  | { readonly kind: 'fits' }
  | { readonly kind: 'verdict' };

export function againstLock({ standing, assumed, reserve, late }: EndsTrial): AgainstLock {
  if (late !== null) return { kind: 'orders', late };
  if (assumed) return { kind: 'assumed' };
  return { kind: standing.verdict === 'within' && reserve !== null ? 'fits' : 'verdict' };
}
