import { create } from 'zustand';
import type { Transport } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';

/** Calls that change drafts; each returns what changed. */
export type DraftChangeCall =
  | 'drafts.apply'
  | 'drafts.create'
  | 'drafts.duplicate'
  | 'drafts.rename'
  | 'drafts.revert'
  | 'drafts.delete'
  | 'drafts.undo'
  | 'drafts.redo';

interface Work {
  /** Number of changes whose response is pending. */
  readonly pending: number;
  /** Time of the last response in ms; `null` before the first. Only then the change is durable. */
  readonly savedAt: number | null;
  /** Why the last change was not saved. */
  readonly failure: Failure | null;
  /** Company of the last change. */
  readonly companyId: string | null;
}

export const useDraftSaveState = create<Work>(() => ({ pending: 0, savedAt: null, failure: null, companyId: null }));

/** Result of the last change of this company's drafts; empty if the last change concerned another company. */
export const useLastDraftChange = (companyId: string): Pick<Work, 'savedAt' | 'failure'> => {
  const work = useDraftSaveState();
  return work.companyId === companyId ? work : NO_CHANGE;
};
const NO_CHANGE = { savedAt: null, failure: null };

let last: Promise<unknown> = Promise.resolve();

/** Changes drafts one call at a time, in order. Returns `null` on failure, with the reason in `useDraftSaveState`. */
export const changeDrafts = <N extends DraftChangeCall>(client: Transport, name: N, input: CallInput<N>): Promise<CallOutput<N> | null> => {
  useDraftSaveState.setState(({ pending }) => ({ pending: pending + 1 }));
  const mine = last.then(async (): Promise<CallOutput<N> | null> => {
    const result = await client.call(name, input);
    useDraftSaveState.setState(({ pending, savedAt, companyId }) => ({
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
