import type { ApplyRun, ApplyStep } from '#shared/contract/plan/apply.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { toDonePhrase, toNeutralPhrase } from '#shared/domain/sync/wording/sentence.ts';

export const RUN_FILTERS = ['all', 'left', 'failed', 'done'] as const;
export type RunFilter = (typeof RUN_FILTERS)[number];

/** States of steps in a view; empty = all. */
export const listFilteredStates = (view: RunFilter): readonly ApplyStep['state'][] =>
  view === 'left'
    ? ['waiting', 'sent']
    : view === 'failed'
      ? ['failed', 'unknown', 'left-out', 'given-up']
      : view === 'done'
        ? ['done']
        : [];

/** True if the run is neither running nor waiting to be resumed. */
export const isEnded = ({ state }: Pick<ApplyRun, 'state'>): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** Progress from 0 to 100; an empty run is complete. */
export const getRunProgress = ({ done, failed, total }: Pick<ApplyRun, 'done' | 'failed' | 'total'>): number =>
  total === 0 ? 100 : Math.min(100, ((done + failed) / total) * 100);

/** Remaining pause as `m:ss`; never negative. */
export function formatCountdown(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

type Mark = 'block' | 'risk' | 'note' | 'ready' | 'unknown';

/** A completed run is successful only if it was read back as sent, and an abandoned one if nothing is unknown. */
export const getRunMark = ({ state, failed, unknown, differing }: Pick<ApplyRun, 'state' | 'failed' | 'unknown' | 'differing'>): Mark => {
  if (state === 'running') return 'note';
  if (state === 'done') return failed > 0 || differing > 0 ? 'risk' : 'ready';
  return state === 'failed' ? 'block' : state === 'cancelled' && unknown === 0 ? 'unknown' : 'risk';
};

/**
 * Label of a step: completed ones by the result of reading back, unanswered ones of a stopped run as open. Texts below `planScreen.step`.
 */
export const getStepWord = ({ state, verified }: Pick<ApplyStep, 'state' | 'verified'>, running: boolean) =>
  state === 'sent' && !running
    ? 'unanswered'
    : state !== 'done'
      ? state
      : verified === true
        ? 'verified'
        : verified === false
          ? 'differing'
          : 'done';

/** Possible results of a step with unknown outcome. Texts below `planScreen.step.outcome`; `null` for other steps. */
export const getUnknownStepOutcome = ({ state, action, verified }: Pick<ApplyStep, 'state' | 'action' | 'verified'>) =>
  state !== 'unknown' ? null : action === 'secret' ? 'secret' : verified === false ? 'other' : 'unread';

/** Sentence of a step in the right tense: done, waiting, or neutral if unknown. */
export const getStepSentence = ({ state, sentence }: Pick<ApplyStep, 'state' | 'sentence'>): Phrase =>
  state === 'done' ? toDonePhrase(sentence) : state === 'waiting' ? sentence : toNeutralPhrase(sentence);

const MARKS: Readonly<Record<ApplyStep['state'], Mark>> = {
  waiting: 'unknown',
  sent: 'note',
  unknown: 'risk',
  done: 'ready',
  failed: 'block',
  'left-out': 'risk',
  'given-up': 'unknown',
};
export const getStepMark = ({ state, verified }: Pick<ApplyStep, 'state' | 'verified'>): Mark =>
  state === 'done' && verified === false ? 'risk' : MARKS[state];
