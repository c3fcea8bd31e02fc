import type { State } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { LOCK_DAYS, type LockReading, type LockVerdict, lockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import type { Stage, TrialAnswer } from './use-trial.ts';
import { heaviestFirst } from './view-model.ts';

/** How a stage is marked: by its heaviest problem, else by what becomes of it. */
export const stageState = ({ outcome, problems }: Pick<Stage, 'outcome' | 'problems'>): State => {
  const worst = heaviestFirst(problems)[0];
  if (worst !== undefined) return worst.severity;
  if (outcome === 'untold') return 'unknown';
  return outcome === 'people' ? 'ready' : outcome === 'vacant' || outcome === 'inactive' ? 'block' : 'note';
};

/** Places, from 1, of the steps at which nobody decides on this application, since the applicant alone is asked there. */
export const skippedSteps = (stages: readonly Pick<Stage, 'stepAt' | 'outcome'>[]): readonly number[] => [
  ...new Set(stages.flatMap(({ stepAt, outcome }) => (outcome === 'skipped' ? [stepAt + 1] : []))),
];

/** Places, from 1, of the steps of which no list tells who decides. */
export const untoldSteps = (stages: readonly Pick<Stage, 'stepAt' | 'outcome'>[]): readonly number[] => [
  ...new Set(stages.flatMap(({ stepAt, outcome }) => (outcome === 'untold' ? [stepAt + 1] : []))),
];

/** States in which somebody acts: neither passed by itself nor failed. */
const ACTS: ReadonlySet<Stage['slots'][number]['state']> = new Set(['decides', 'delegated', 'applicant', 'applicant-delegated']);

/** Who acts at the stages of a step, each once, and how many more are asked there than an answer names. */
export function actingAt(stages: readonly Pick<Stage, 'slots' | 'slotCount'>[]): {
  readonly names: readonly string[];
  readonly more: number;
} {
  const slots = stages.flatMap((stage) => stage.slots);
  return {
    names: [...new Map(slots.filter(({ state }) => ACTS.has(state)).map(({ byId, byName }) => [byId, byName])).values()],
    more: stages.reduce((total, { slotCount }) => total + slotCount, 0) - slots.length,
  };
}

export interface LockStanding {
  readonly state: State;
  /** `by-branch`: it hangs on which steps with a branch the application takes. */
  readonly verdict: LockVerdict | 'by-branch';
  /** What the reading that the company did not choose says, where it says something else. */
  readonly other: { readonly reading: LockReading; readonly verdict: LockVerdict } | null;
}

/** How a trial's last decision stands to the lock, by the company's reading. */
export function lockStanding(lock: NonNullable<TrialAnswer['lock']>, reading: LockReading, least: number | null = null): LockStanding {
  const verdict = lock[reading];
  if (least !== null && lockVerdict(least, reading) !== verdict) return { state: 'unknown', verdict: 'by-branch', other: null };
  const otherReading: LockReading = reading === 'hours' ? 'dates' : 'hours';
  const other = lock[otherReading] === verdict ? null : { reading: otherReading, verdict: lock[otherReading] };
  return { state: verdict === 'within' ? 'ready' : 'risk', verdict, other };
}

type Group = CallOutput<'routes.simulateAll'>['groups'][number];

/** What stops people first, then what only may go wrong; among those whatever meets most people. */
export const worstGroups = (groups: readonly Group[]): Group[] => {
  const byPeople = [...groups].sort((a, b) => b.people - a.people);
  const heaviest = heaviestFirst(byPeople.map((group) => ({ severity: group.problem.severity, group })));
  return heaviest.map(({ group }) => group);
};

/** Whether somebody whom something blocks stands in more than one line. */
export const overlap = (groups: readonly Pick<Group, 'problem' | 'people'>[], failing: number): boolean =>
  groups.reduce((sum, { problem, people }) => sum + (problem.severity === 'block' ? people : 0), 0) > failing;

export const mostPeople = <O extends { readonly people: number }>(organizations: readonly O[]): O[] =>
  [...organizations].sort((a, b) => b.people - a.people);

export interface DayBar {
  readonly days: number;
  readonly share: number;
  /** Wholly behind the lock, by the company's reading. */
  readonly late: boolean;
  /** Stands for so many days and all longer ones. */
  readonly andMore: boolean;
}

/** More bars than three weeks only say "long". */
const MOST_BARS = 22;

/** Bars of the distribution up to the last day that an order in a thousand reaches; what is longer is one bar. */
export function dayBars(shares: readonly number[], reading: LockReading): DayBar[] {
  const WORTH = 0.001;
  const worth = shares.findLastIndex((share) => share >= WORTH);
  const last = Math.min(MOST_BARS - 1, Math.max(LOCK_DAYS + 2, worth));
  const kept = shares.slice(0, last + 1);
  const rest = shares.slice(last + 1).reduce((sum, share) => sum + share, 0);
  return kept.map((share, days) => ({
    days,
    share: days === last ? share + rest : share,
    // By dates day 7 is the first one behind; by hours it still holds for half of it.
    late: reading === 'dates' ? days >= LOCK_DAYS : days > LOCK_DAYS,
    andMore: days === last && (rest > 0 || last === shares.length - 1),
  }));
}

/** Whole percents, but never 0 or 100 while it is neither. */
export const percentOf = (share: number): number => {
  const percent = Math.round(share * 1000) / 10;
  if (share > 0 && percent < 0.1) return 0.1;
  return share < 1 && percent > 99.9 ? 99.9 : percent;
};
