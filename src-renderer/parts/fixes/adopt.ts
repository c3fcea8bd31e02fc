import type { Transport } from '#renderer/client/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { announceDecision, type UndoResult, wrapDecision } from '../decisions/decisions.ts';
import { announceFailure } from '../undo/undo-notice.ts';
import { type FixChoice, findPlainOption, toFixChoice } from './view-model.ts';

export interface FixRowRef {
  readonly revision: number;
  readonly row: number;
}

const replay = async (client: Transport, call: 'fixes.undo' | 'fixes.redo', stepId: number): Promise<Result<UndoResult>> => {
  const result = await client.call(call, { stepId });
  if (!result.ok) return result;
  // Fixes already exported stay. If nothing was restored, there is nothing to redo.
  const { restored } = result.value;
  return { ok: true, value: { count: restored, back: restored > 0 } };
};

const tell = (client: Transport, what: 'adopt' | 'drop', count: number, stepId: number | null): void =>
  announceDecision(
    client,
    what,
    count,
    0,
    stepId === null ? null : { undo: () => replay(client, 'fixes.undo', stepId), redo: () => replay(client, 'fixes.redo', stepId) },
  );

/** Adopts the chosen fix of one row and shows a notice with undo. Returns `false` after showing a failure. */
export const adoptRowFix = wrapDecision(async (client: Transport, place: FixRowRef, choice: FixChoice): Promise<boolean> => {
  const result = await client.call('fixes.adopt', { ...place, choice });
  if (!result.ok) {
    announceFailure(result.error);
    return false;
  }
  tell(client, 'adopt', result.value.adopted, result.value.stepId);
  return true;
});

/** Adopts the recommended fix if no choice is needed; `false` means that the options must be reviewed. */
export const adoptRecommendedFix = wrapDecision(
  async (client: Transport, place: FixRowRef, suggestion: FindingRow['suggestion']): Promise<boolean> => {
    const result = await client.call('fixes.options', place);
    if (!result.ok) {
      announceFailure(result.error);
      return true;
    }
    const option = result.value.adopted === null ? findPlainOption(result.value.options, suggestion) : null;
    const choice = option === null ? null : toFixChoice(option, suggestion);
    if (choice === null) return false;
    await adoptRowFix(client, place, choice);
    return true;
  },
);

/** Adopts fixes of many rows; returns the failure for the dialog to show. */
export const adoptManyFixes = wrapDecision(async (client: Transport, input: CallInput<'fixes.adoptMany'>): Promise<Failure | null> => {
  const result = await client.call('fixes.adoptMany', input);
  if (!result.ok) return result.error;
  tell(client, 'adopt', result.value.adopted, result.value.stepId);
  return null;
});

/** Drops fixes and shows a notice with undo. Returns `false` after showing a failure. */
export const dropFixes = wrapDecision(async (client: Transport, which: CallInput<'fixes.drop'>): Promise<boolean> => {
  const result = await client.call('fixes.drop', which);
  if (result.ok) tell(client, 'drop', result.value.dropped, result.value.stepId);
  else announceFailure(result.error);
  return result.ok;
});

/** Adopts changes of accounts, as one step. */
export const adoptAccountChanges = wrapDecision(async (client: Transport, input: CallInput<'fixes.adoptAccounts'>): Promise<void> => {
  const result = await client.call('fixes.adoptAccounts', input);
  if (result.ok) tell(client, 'adopt', result.value.adopted, result.value.stepId);
  else announceFailure(result.error);
});
