import type { ApplyRun, ApplyStep } from '#shared/contract/apply.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { donePhrase, plainPhrase } from '#shared/domain/sync/wording/sentence.ts';

export const RUN_VIEWS = ['all', 'left', 'failed', 'done'] as const;
export type RunView = (typeof RUN_VIEWS)[number];

/** The states of the steps under a view; empty = all. */
export const viewsOf = (view: RunView): readonly ApplyStep['state'][] =>
  view === 'left'
    ? ['waiting', 'sent']
    : view === 'failed'
      ? ['failed', 'unknown', 'left-out', 'given-up']
      : view === 'done'
        ? ['done']
        : [];

/** Nobody works on it, and it does not wait to go on. */
export const isEnded = ({ state }: Pick<ApplyRun, 'state'>): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** How much of it is behind, 0 to 100; a run of nothing is over. */
export const progressOf = ({ done, failed, total }: Pick<ApplyRun, 'done' | 'failed' | 'total'>): number =>
  total === 0 ? 100 : Math.min(100, ((done + failed) / total) * 100);

/** What is left of a pause, `m:ss`; never negative. */
export function countdown(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

type Mark = 'block' | 'risk' | 'note' | 'ready' | 'unknown';

/** A run that ended with everything written is only well when it was read back as it was sent, and one that was given up when nothing is in doubt. */
export const stateOfRun = ({ state, failed, unknown, differing }: Pick<ApplyRun, 'state' | 'failed' | 'unknown' | 'differing'>): Mark => {
  if (state === 'running') return 'note';
  if (state === 'done') return failed > 0 || differing > 0 ? 'risk' : 'ready';
  return state === 'failed' ? 'block' : state === 'cancelled' && unknown === 0 ? 'unknown' : 'risk';
};

/**
 * How a step is told: a written one by whether it was read back, and one whose answer never came, of a run that nobody works on, as open.
 * Texts below `planScreen.step`.
 */
export const wordOfStep = ({ state, verified }: Pick<ApplyStep, 'state' | 'verified'>, running: boolean) =>
  state === 'sent' && !running
    ? 'unanswered'
    : state !== 'done'
      ? state
      : verified === true
        ? 'verified'
        : verified === false
          ? 'differing'
          : 'done';

/** What can still come of a step whose outcome is unknown. Texts below `planScreen.step.outcome`; `null` of any other step. */
export const outcomeOfStep = ({ state, action, verified }: Pick<ApplyStep, 'state' | 'action' | 'verified'>) =>
  state !== 'unknown' ? null : action === 'secret' ? 'secret' : verified === false ? 'other' : 'unread';

/** What a step says of its change: that it was done once it was, that it comes while it waits, and neither where nobody can say so. */
export const sentenceOfStep = ({ state, sentence }: Pick<ApplyStep, 'state' | 'sentence'>): Phrase =>
  state === 'done' ? donePhrase(sentence) : state === 'waiting' ? sentence : plainPhrase(sentence);

const MARKS: Readonly<Record<ApplyStep['state'], Mark>> = {
  waiting: 'unknown',
  sent: 'note',
  unknown: 'risk',
  done: 'ready',
  failed: 'block',
  'left-out': 'risk',
  'given-up': 'unknown',
};
export const markOfStep = ({ state, verified }: Pick<ApplyStep, 'state' | 'verified'>): Mark =>
  state === 'done' && verified === false ? 'risk' : MARKS[state];
