import type { RouteHealthView } from '#shared/contract/routes/routes.ts';
import { computeLatePercent, getCertainLateShare, getLeadTimeAudience, getLockState } from '#shared/domain/routes/health.ts';
import type { MessageKey } from '#shared/messages/keys.ts';

/** Mark of a statement about a route: `unknown` = not checked. */
export type HealthState = 'block' | 'risk' | 'note' | 'ready' | 'unknown';

/** A sentence below `routeHealth.` with its arguments. */
export interface HealthLine {
  readonly about: 'written' | 'people' | 'lock';
  readonly state: HealthState;
  readonly text: MessageKey<'routeHealth'>;
  readonly params: Readonly<Record<string, number | string>>;
}

const STATE_OF_VERDICT = {
  broken: 'block',
  'some-stopped': 'risk',
  risk: 'risk',
  incomplete: 'note',
  unchecked: 'unknown',
  'some-late': 'note',
  sound: 'ready',
} as const satisfies Record<RouteHealthView['verdict'], HealthState>;

/** Verdict of a route in one line. */
export const createVerdictLine = ({ verdict, people }: RouteHealthView): Omit<HealthLine, 'about'> => ({
  state: STATE_OF_VERDICT[verdict],
  text: `verdict.${verdict}`,
  params: { allowed: people?.allowed ?? 0, failing: people?.failing ?? 0 },
});

/** The route is stopped only if no one can complete it. */
const stateOfStopped = ({ allowed, failing }: NonNullable<RouteHealthView['people']>): HealthState =>
  failing < allowed ? 'risk' : 'block';

/**
 * Health of a route in three lines: lint, people, lock. None is marked as good if no applicant passes, the route is incomplete, or
 * another problem exists (`doubted`).
 */
export function createHealthLines({ written, people, lock, verdict }: RouteHealthView, doubted = false): readonly HealthLine[] {
  const isUsable = written.block === 0;
  const lines = [writtenLine(written), peopleLine(people, isUsable), lockLine(lock, people, isUsable)];
  // An incomplete route cannot be used.
  return verdict === 'incomplete' || doubted ? lines.map((line) => (line.state === 'ready' ? { ...line, state: 'note' } : line)) : lines;
}

function writtenLine({ block, risk }: RouteHealthView['written']): HealthLine {
  const count = block + risk;
  if (count === 0) return { about: 'written', state: 'ready', text: 'written.sound', params: {} };
  return { about: 'written', state: block > 0 ? 'block' : 'risk', text: 'written.problems', params: { count } };
}

function peopleLine(people: RouteHealthView['people'], isUsable: boolean): HealthLine {
  if (people === null) return { about: 'people', state: 'unknown', text: 'people.unknown', params: {} };
  const { allowed, failing, risky, unchecked } = people;
  if (allowed === 0) return { about: 'people', state: 'block', text: 'people.nobody', params: {} };
  if (failing > 0) return { about: 'people', state: stateOfStopped(people), text: 'people.some', params: { allowed, failing } };
  if (!isUsable && unchecked === 0) return { about: 'people', state: 'note', text: 'people.unusable', params: { allowed } };
  if (risky > 0 && unchecked === 0) return { about: 'people', state: 'risk', text: 'people.risky', params: { allowed, risky } };
  if (unchecked > 0) return { about: 'people', state: 'unknown', text: 'people.unchecked', params: { allowed, unchecked } };
  return { about: 'people', state: 'ready', text: 'people.all', params: { allowed } };
}

function lockLine(lock: RouteHealthView['lock'], people: RouteHealthView['people'], isUsable: boolean): HealthLine {
  if (lock === null) return { about: 'lock', state: 'unknown', text: 'lock.nobody', params: {} };
  const holdOf = getLeadTimeAudience(passing(people));
  if (holdOf === 'none') return { about: 'lock', state: 'unknown', text: 'lock.nobodyPasses', params: {} };
  const standing = getLockState(lock);
  if (lock.ground === 'assumed') return { about: 'lock', state: 'unknown', text: 'lock.assumed', params: {} };
  if (lock.ground === 'branches' && standing !== 'ready')
    return {
      about: 'lock',
      state: standing,
      text: 'lock.branches',
      params: { least: computeLatePercent(getCertainLateShare(lock)), percent: computeLatePercent(lock.outlives), holdOf },
    };
  const good = isUsable && holdOf === 'all' ? 'ready' : holdOf === 'unknown' ? 'unknown' : 'note';
  return {
    about: 'lock',
    state: standing === 'risk' || (standing === 'note' && good === 'ready') ? standing : good,
    text: lock.ground === 'orders' ? 'lock.orders' : 'lock.expected',
    params: { percent: computeLatePercent(lock.outlives), holdOf },
  };
}

/** Number of people who may use a route, and of those who complete it. */
const passing = (people: RouteHealthView['people']): Parameters<typeof getLeadTimeAudience>[0] =>
  people === null ? null : { allowed: people.allowed, through: people.allowed - people.failing, unchecked: people.unchecked };

/** Faults of a route, short enough for a list; the verdict if there are none. */
export function createShortLines(health: RouteHealthView): readonly Omit<HealthLine, 'about'>[] {
  const { verdict, written, people, lock } = health;
  const lines: Omit<HealthLine, 'about'>[] = [];
  if (people !== null && people.allowed === 0) lines.push({ state: 'block', text: 'short.nobody', params: {} });
  else if (people !== null && people.failing > 0)
    lines.push({ state: stateOfStopped(people), text: 'short.failing', params: { failing: people.failing } });
  else if (people !== null && people.risky > 0) lines.push({ state: 'risk', text: 'short.risky', params: { risky: people.risky } });
  const count = written.block + written.risk;
  if (count > 0) lines.push({ state: written.block > 0 ? 'block' : 'risk', text: 'short.problems', params: { count } });
  const standing = getLockState(lock);
  // A small share is omitted if a more severe statement is shown.
  const told = standing === 'risk' ? getLeadTimeAudience(passing(people)) !== 'none' : verdict === 'some-late';
  if (lock !== null && standing !== 'unknown' && told)
    lines.push({
      state: standing,
      text: lock.ground === 'branches' ? 'short.lateAtLeast' : 'short.late',
      params: { percent: computeLatePercent(getCertainLateShare(lock)) },
    });
  return lines.length === 0 ? [createVerdictLine(health)] : lines;
}

/** Applicants who stop at a step. */
export const countStoppedAt = (health: RouteHealthView | null, stepId: string): number =>
  health?.people?.stops.find((stop) => stop.stepId === stepId)?.people ?? 0;
