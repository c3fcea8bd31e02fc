import type { MarkState } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { getLockVerdict, LOCK_DAYS, type LockInterpretation, type LockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import { sortBySeverity } from '../view-model.ts';
import type { Stage, TrialAnswer } from './use-trial.ts';

/** Mark of a stage: its most severe problem, else its outcome. */
export const getStageState = ({ outcome, problems }: Pick<Stage, 'outcome' | 'problems'>): MarkState => {
  const worst = sortBySeverity(problems)[0];
  if (worst !== undefined) return worst.severity;
  if (outcome === 'unknown') return 'unknown';
  return outcome === 'people' ? 'ready' : outcome === 'vacant' || outcome === 'inactive' ? 'block' : 'note';
};

/** 1-based positions of steps that are skipped because only the applicant would be asked. */
export const listSkippedSteps = (stages: readonly Pick<Stage, 'stepAt' | 'outcome'>[]): readonly number[] => [
  ...new Set(stages.flatMap(({ stepAt, outcome }) => (outcome === 'skipped' ? [stepAt + 1] : []))),
];

/** 1-based positions of steps with unknown deciders. */
export const listStepsWithUnknownApprovers = (stages: readonly Pick<Stage, 'stepAt' | 'outcome'>[]): readonly number[] => [
  ...new Set(stages.flatMap(({ stepAt, outcome }) => (outcome === 'unknown' ? [stepAt + 1] : []))),
];

/** States in which a person acts. */
const ACTS: ReadonlySet<Stage['slots'][number]['state']> = new Set(['decides', 'delegated', 'applicant', 'applicant-delegated']);

/** Acting people of a step's stages, each once, and the number not named. */
export function listActingPeople(stages: readonly Pick<Stage, 'slots' | 'slotCount'>[]): {
  readonly names: readonly string[];
  readonly more: number;
} {
  const slots = stages.flatMap((stage) => stage.slots);
  return {
    names: [...new Map(slots.filter(({ state }) => ACTS.has(state)).map(({ byId, byName }) => [byId, byName])).values()],
    more: stages.reduce((total, { slotCount }) => total + slotCount, 0) - slots.length,
  };
}

export interface TrialLockOutcome {
  readonly state: MarkState;
  /** `by-branch`: depends on the branches taken. */
  readonly verdict: LockVerdict | 'by-branch';
  /** Result of the other policy, if different. */
  readonly other: { readonly reading: LockInterpretation; readonly verdict: LockVerdict } | null;
}

/** The last decision of a simulation compared with the lock, by the company's policy. */
export function getTrialLockOutcome(
  lock: NonNullable<TrialAnswer['lock']>,
  reading: LockInterpretation,
  least: number | null = null,
): TrialLockOutcome {
  const verdict = lock[reading];
  if (least !== null && getLockVerdict(least, reading) !== verdict) return { state: 'unknown', verdict: 'by-branch', other: null };
  const otherReading: LockInterpretation = reading === 'hours' ? 'dates' : 'hours';
  const other = lock[otherReading] === verdict ? null : { reading: otherReading, verdict: lock[otherReading] };
  return { state: verdict === 'within' ? 'ready' : 'risk', verdict, other };
}

type Group = CallOutput<'routes.simulateAll'>['groups'][number];

/** Blocking problems first, then risks, by number of people. */
export const sortGroupsBySeverity = (groups: readonly Group[]): Group[] => {
  const byPeople = [...groups].sort((a, b) => b.people - a.people);
  const heaviest = sortBySeverity(byPeople.map((group) => ({ severity: group.problem.severity, group })));
  return heaviest.map(({ group }) => group);
};

/** Returns whether a blocked person is in several lines. */
export const hasOverlap = (groups: readonly Pick<Group, 'problem' | 'people'>[], failing: number): boolean =>
  groups.reduce((sum, { problem, people }) => sum + (problem.severity === 'block' ? people : 0), 0) > failing;

export const sortByPeople = <O extends { readonly people: number }>(organizations: readonly O[]): O[] =>
  [...organizations].sort((a, b) => b.people - a.people);

export interface DayBar {
  readonly days: number;
  readonly share: number;
  /** All of its orders are later than the lock, by the company's policy. */
  readonly late: boolean;
  /** The bar includes all longer durations. */
  readonly andMore: boolean;
}

/** Maximum number of bars; durations of more than three weeks are combined. */
const MAX_BARS = 22;

/** Bars of the distribution up to the last day that an order in a thousand reaches; longer ones are one bar. */
export function createDayBars(shares: readonly number[], reading: LockInterpretation): DayBar[] {
  const WORTH = 0.001;
  const worth = shares.findLastIndex((share) => share >= WORTH);
  const last = Math.min(MAX_BARS - 1, Math.max(LOCK_DAYS + 2, worth));
  const kept = shares.slice(0, last + 1);
  const rest = shares.slice(last + 1).reduce((sum, share) => sum + share, 0);
  return kept.map((share, days) => ({
    days,
    share: days === last ? share + rest : share,
    // With dates, day 7 is late; with hours half of it is in time.
    late: reading === 'dates' ? days >= LOCK_DAYS : days > LOCK_DAYS,
    andMore: days === last && (rest > 0 || last === shares.length - 1),
  }));
}

/** Whole percent; 0 and 100 are shown only if they are exact. */
export const toPercent = (share: number): number => {
  const percent = Math.round(share * 1000) / 10;
  if (share > 0 && percent < 0.1) return 0.1;
  return share < 1 && percent > 99.9 ? 99.9 : percent;
};
