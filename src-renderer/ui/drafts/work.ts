import { create } from 'zustand';
import type { Transport } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';

/** Calls that change drafts; each returns what changed. */
export type DraftChange =
  | 'drafts.apply'
  | 'drafts.create'
  | 'drafts.duplicate'
  | 'drafts.rename'
  | 'drafts.revert'
  | 'drafts.delete'
  | 'drafts.undo'
  | 'drafts.redo';

interface Work {
  /** Changes that no answer has come to yet. */
  readonly pending: number;
  /** When the last change was answered, in ms; `null` before the first. Only then it is durable. */
  readonly savedAt: number | null;
  /** Why the last change was not saved. */
  readonly failure: Failure | null;
  /** Whose drafts the last change was about. */
  readonly companyId: string | null;
}

export const useDraftWork = create<Work>(() => ({ pending: 0, savedAt: null, failure: null, companyId: null }));

/** Of the last change of this company's drafts; nothing where that was another's. */
export const useLastChange = (companyId: string): Pick<Work, 'savedAt' | 'failure'> => {
  const work = useDraftWork();
  return work.companyId === companyId ? work : NO_CHANGE;
};
const NO_CHANGE = { savedAt: null, failure: null };

let last: Promise<unknown> = Promise.resolve();

/** Changes drafts one call at a time, in order. Returns `null` on failure, with the reason in `useDraftWork`. */
export const changeDrafts = <N extends DraftChange>(client: Transport, name: N, input: CallInput<N>): Promise<CallOutput<N> | null> => {
  useDraftWork.setState(({ pending }) => ({ pending: pending + 1 }));
  const mine = last.then(async (): Promise<CallOutput<N> | null> => {
    const result = await client.call(name, input);
    useDraftWork.setState(({ pending, savedAt, companyId }) => ({
      pending: pending - 1,
      companyId: client.companyId,
      savedAt: result.ok ? Date.now() : companyId === client.companyId ? savedAt : null,
      failure: result.ok ? null : result.error,
    }));
    return result.ok ? result.value : null;
  });
  last = mine.catch(() => {});
  return mine;
};
