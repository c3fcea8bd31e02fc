import type { RouteHealthView } from '#shared/contract/routes.ts';
import { isLate } from '#shared/domain/routes/health.ts';
import type { MessageKey } from '#shared/messages/keys.ts';

/** How something about a route is marked: `unknown` = not checked. */
export type HealthState = 'block' | 'risk' | 'ready' | 'unknown';

/** A sentence below `routeHealth.` with its arguments. */
export interface HealthLine {
  readonly about: 'written' | 'people' | 'lock';
  readonly state: HealthState;
  readonly text: MessageKey<'routeHealth'>;
  readonly params: Readonly<Record<string, number>>;
}

export const STATE_OF_VERDICT = { broken: 'block', risk: 'risk', unchecked: 'unknown', sound: 'ready' } as const satisfies Record<
  RouteHealthView['verdict'],
  HealthState
>;

const wholePercent = (share: number): number => Math.round(share * 100);

/** What is known of a route in three sentences: how it is written, the people, the lock. */
export function healthLines(health: RouteHealthView): readonly HealthLine[] {
  return [writtenLine(health.written), peopleLine(health.people), lockLine(health.lock)];
}

function writtenLine({ block, risk }: RouteHealthView['written']): HealthLine {
  const count = block + risk;
  if (count === 0) return { about: 'written', state: 'ready', text: 'written.sound', params: {} };
  return { about: 'written', state: block > 0 ? 'block' : 'risk', text: 'written.problems', params: { count } };
}

function peopleLine(people: RouteHealthView['people']): HealthLine {
  if (people === null) return { about: 'people', state: 'unknown', text: 'people.unknown', params: {} };
  const { allowed, failing, risky } = people;
  if (allowed === 0) return { about: 'people', state: 'block', text: 'people.nobody', params: {} };
  if (failing > 0) return { about: 'people', state: 'block', text: 'people.some', params: { allowed, failing } };
  if (risky > 0) return { about: 'people', state: 'risk', text: 'people.risky', params: { allowed, risky } };
  return { about: 'people', state: 'ready', text: 'people.all', params: { allowed } };
}

function lockLine(lock: RouteHealthView['lock']): HealthLine {
  if (lock === null) return { about: 'lock', state: 'unknown', text: 'lock.nobody', params: {} };
  if (lock.ground === 'assumed') return { about: 'lock', state: 'unknown', text: 'lock.assumed', params: {} };
  return {
    about: 'lock',
    state: isLate(lock) ? 'risk' : 'ready',
    text: `lock.${lock.ground}`,
    params: { percent: wholePercent(lock.outlives) },
  };
}

/** What speaks against a route, short enough for a list; empty when nothing does. */
export function shortLines({ written, people, lock }: RouteHealthView): readonly Omit<HealthLine, 'about'>[] {
  const lines: Omit<HealthLine, 'about'>[] = [];
  if (people !== null && people.allowed === 0) lines.push({ state: 'block', text: 'short.nobody', params: {} });
  else if (people !== null && people.failing > 0)
    lines.push({ state: 'block', text: 'short.failing', params: { failing: people.failing, allowed: people.allowed } });
  else if (people !== null && people.risky > 0) lines.push({ state: 'risk', text: 'short.risky', params: { risky: people.risky } });
  const count = written.block + written.risk;
  if (count > 0) lines.push({ state: written.block > 0 ? 'block' : 'risk', text: 'short.problems', params: { count } });
  if (lock !== null && isLate(lock)) lines.push({ state: 'risk', text: 'short.late', params: { percent: wholePercent(lock.outlives) } });
  return lines;
}

/** Applicants who stop at a step. */
export const stoppedAt = (health: RouteHealthView | null, stepId: string): number =>
  health?.people?.stops.find((stop) => stop.stepId === stepId)?.people ?? 0;
