import type { Transport } from '#renderer/client/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { announceDone, decision, type Moved } from '../decisions/decisions.ts';
import { announceFailed } from '../undo/undo-notice.ts';
import { choiceOf, type FixChoice, plainOption } from './view-model.ts';

export interface RowPlace {
  readonly revision: number;
  readonly row: number;
}

const replay = async (client: Transport, call: 'fixes.undo' | 'fixes.redo', stepId: number): Promise<Result<Moved>> => {
  const result = await client.call(call, { stepId });
  if (!result.ok) return result;
  // Fixes already exported stay. If nothing was restored, there is nothing to redo.
  const { restored } = result.value;
  return { ok: true, value: { count: restored, back: restored > 0 } };
};

const tell = (client: Transport, what: 'adopt' | 'drop', count: number, stepId: number | null): void =>
  announceDone(
    client,
    what,
    count,
    0,
    stepId === null ? null : { undo: () => replay(client, 'fixes.undo', stepId), redo: () => replay(client, 'fixes.redo', stepId) },
  );

/** Adopts the chosen fix of one row and shows a notice with undo. Returns `false` after showing a failure. */
export const adopt = decision(async (client: Transport, place: RowPlace, choice: FixChoice): Promise<boolean> => {
  const result = await client.call('fixes.adopt', { ...place, choice });
  if (!result.ok) {
    announceFailed(result.error);
    return false;
  }
  tell(client, 'adopt', result.value.adopted, result.value.stepId);
  return true;
});

/** Adopts the recommended fix if no choice is needed; `false` means that the options must be reviewed. */
export const adoptPlain = decision(async (client: Transport, place: RowPlace, suggestion: FindingRow['suggestion']): Promise<boolean> => {
  const result = await client.call('fixes.options', place);
  if (!result.ok) {
    announceFailed(result.error);
    return true;
  }
  const option = result.value.adopted === null ? plainOption(result.value.options, suggestion) : null;
  const choice = option === null ? null : choiceOf(option, suggestion);
  if (choice === null) return false;
  await adopt(client, place, choice);
  return true;
});

/** Adopts fixes of many rows; returns the failure for the dialog to show. */
export const adoptMany = decision(async (client: Transport, input: CallInput<'fixes.adoptMany'>): Promise<Failure | null> => {
  const result = await client.call('fixes.adoptMany', input);
  if (!result.ok) return result.error;
  tell(client, 'adopt', result.value.adopted, result.value.stepId);
  return null;
});

/** Drops fixes and shows a notice with undo. Returns `false` after showing a failure. */
export const dropFixes = decision(async (client: Transport, which: CallInput<'fixes.drop'>): Promise<boolean> => {
  const result = await client.call('fixes.drop', which);
  if (result.ok) tell(client, 'drop', result.value.dropped, result.value.stepId);
  else announceFailed(result.error);
  return result.ok;
});

/** Adopts changes of accounts, as one step. */
export const adoptAccounts = decision(async (client: Transport, input: CallInput<'fixes.adoptAccounts'>): Promise<void> => {
  const result = await client.call('fixes.adoptAccounts', input);
  if (result.ok) tell(client, 'adopt', result.value.adopted, result.value.stepId);
  else announceFailed(result.error);
});
