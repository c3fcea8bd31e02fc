import { getLockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import {
  computeLatePercent,
  getCertainLateShare,
  getLeadTimeAudience,
  getLockState,
  type LeadTimeAudience,
  type LockHealth,
  listStepsUntilDecision,
} from '#shared/domain/routes/health.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { DraftProblem } from '../view-model.ts';
import { getTrialLockOutcome, listStepsWithUnknownApprovers, type TrialLockOutcome } from './trial-view.ts';
import type { RouteDiagram } from './use-diagram.ts';
import type { TrialAnswer } from './use-trial.ts';

/** Statement that takes precedence over the days of the steps: past orders, or the late share with absences. */
export interface LateStatement {
  readonly ground: 'orders' | 'expected' | 'branches';
  /** Percent of orders decided after the lock; a minimum with `branches`. */
  readonly percent: number;
  readonly state: 'ready' | 'note' | 'risk';
}

/** Past orders take precedence over the days; expected days with absences only if some are late. `null` = the days apply. */
export function getLateStatement(lock: LockHealth | null): LateStatement | null {
  const state = getLockState(lock);
  if (lock === null || lock.ground === 'assumed' || state === 'unknown') return null;
  const { ground } = lock;
  return state === 'ready' && ground !== 'orders' ? null : { ground, percent: computeLatePercent(getCertainLateShare(lock)), state };
}

type Known = Pick<RouteDiagram, 'schedule' | 'reading' | 'passage'>;

/** Why a route's days are not a promise: problems, an incomplete route, or not everyone passes. */
export type PromiseObstacle = 'problems' | 'incomplete' | Exclude<LeadTimeAudience, 'all' | 'none'>;

/** End of the line without a simulation. */
export type RouteExpectation =
  /** No step decides. */
  | { readonly kind: 'undecided' }
  /** None of its users completes it. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'day';
      /** Calendar days after the request. */
      readonly days: number;
      /** Calendar days without branches; less than `days` only if a step has one. */
      readonly least: number;
      /** `null` if a step has no estimate. */
      readonly lock: TrialLockOutcome['verdict'] | null;
      /** In time for everyone, without any contradicting fact. */
      readonly promised: boolean;
      /** Past orders compared with the lock instead of days; `null` = none. */
      readonly late: LateStatement | null;
      readonly reserve: PromiseObstacle | null;
    };

export function getRouteExpectation(
  { schedule, reading, passage }: Known,
  route: Route,
  problems: readonly Pick<DraftProblem, 'severity'>[],
  late: LateStatement | null,
): RouteExpectation {
  if (schedule.days === null) return { kind: 'undecided' };
  const holdOf = getLeadTimeAudience(passage);
  if (holdOf === 'none') return { kind: 'none' };
  const reserve = problems.some(({ severity }) => severity === 'block')
    ? 'problems'
    : holdOf !== 'all'
      ? holdOf
      : route.status === 'complete'
        ? null
        : 'incomplete';
  const { days } = schedule;
  const least = schedule.least ?? days;
  const latest = getLockVerdict(days, reading);
  const lock = schedule.assumed ? null : getLockVerdict(least, reading) === latest ? latest : 'by-branch';
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
      readonly standing: TrialLockOutcome;
      /** A step has no estimate, so the days give no verdict. */
      readonly assumed: boolean;
      /** Why the day is not a promise: incomplete route, or unknown deciders or access. */
      readonly reserve: Extract<PromiseObstacle, 'incomplete' | 'unknown'> | null;
      readonly late: LateStatement | null;
    };

/** A simulation that reaches the end. */
export type CompletedTrial = Extract<TrialEnding, { kind: 'ends' }>;

/** Parts of a simulation that determine its end. */
type Ended = Pick<TrialAnswer, 'ends' | 'days' | 'least' | 'lock' | 'reading' | 'problems'> &
  Partial<Pick<TrialAnswer, 'stages' | 'isOpenUnknown'>>;

export function getTrialEnding(
  { ends, days, least, lock, reading, problems, stages = [], isOpenUnknown = false }: Ended,
  route: Route,
  late: LateStatement | null,
): TrialEnding {
  if (ends === null || days === null || lock === null)
    return { kind: 'never', because: problems.find(({ severity }) => severity === 'block') ?? null };
  const standing = getTrialLockOutcome(lock, reading, least);
  const isUnknown = isOpenUnknown || listStepsWithUnknownApprovers(stages).length > 0;
  return {
    kind: 'ends',
    day: ends,
    days,
    least: least ?? days,
    standing,
    assumed: listStepsUntilDecision(route).some(({ expectedDays }) => expectedDays === null),
    reserve: route.status !== 'complete' ? 'incomplete' : isUnknown ? 'unknown' : null,
    late,
  };
}

/** Statement about a simulation's days and the lock, used by all views. */
export type LockStatement =
  /** Past orders, shown beside the days. */
  | { readonly kind: 'orders'; readonly late: LateStatement }
  /** No statement, because a step has no estimate. */
  | { readonly kind: 'assumed' }
  /** The days are within the lock, but this is not a promise. */
  | { readonly kind: 'fits' }
  | { readonly kind: 'verdict' };

export function getLockStatement({ standing, assumed, reserve, late }: CompletedTrial): LockStatement {
  if (late !== null) return { kind: 'orders', late };
  if (assumed) return { kind: 'assumed' };
  return { kind: standing.verdict === 'within' && reserve !== null ? 'fits' : 'verdict' };
}
