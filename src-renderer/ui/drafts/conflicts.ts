import { create } from 'zustand';
import type { Transport } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { changeDrafts, useDraftSaveState } from './draft-saving.ts';

/** A refused edit of a draft, with both values of each field and the action that applies the typed value. */
interface DraftConflict {
  /** Object and fields: a repeated edit replaces its earlier conflict. */
  readonly key: string;
  /** Name of the object; `''` if it has none. */
  readonly name: string;
  readonly fields: NonNullable<Failure['conflicts']>;
  readonly keepMine: () => Promise<void>;
}

interface Conflicts {
  /** Conflicts of this window that are not decided yet; the first is shown. */
  readonly conflicts: readonly DraftConflict[];
  /** Number of times the saved value was chosen; a field then drops the typed one. */
  readonly taken: number;
}

export const useDraftConflicts = create<Conflicts>(() => ({ conflicts: [], taken: 0 }));

/** Closes a conflict after the choice. */
export const removeConflict = (key: string): void =>
  useDraftConflicts.setState(({ conflicts }) => ({ conflicts: conflicts.filter((conflict) => conflict.key !== key) }));

type Command = Exclude<CallInput<'drafts.apply'>['command'], { kind: 'sequence' }>;

interface Edit {
  readonly command: Command;
  readonly name: string;
  /** Builds the same edit for the saved object; it overwrites the saved values. */
  readonly restate: (saved: DraftDetail['object']) => Command | null;
}

/** Sends an edit of one draft. If the same field was changed elsewhere, the window asks which value to use. */
export async function sendEdit(client: Transport, edit: Edit): Promise<CallOutput<'drafts.apply'> | null> {
  const changed = await changeDrafts(client, 'drafts.apply', { command: edit.command });
  const fields = changed === null ? useDraftSaveState.getState().failure?.conflicts : undefined;
  if (fields === undefined) return changed;
  const { section, id } = edit.command;
  const key = JSON.stringify([section, id, fields.map(({ label }) => label)]);
  removeConflict(key);
  const conflict = { key, name: edit.name, fields, keepMine: () => overwrite(client, edit) };
  useDraftConflicts.setState(({ conflicts }) => ({ conflicts: [...conflicts, conflict] }));
  return null;
}

const forgetFailure = (): void => useDraftSaveState.setState({ failure: null });

/** Decides the first conflict for the saved value. */
export function keepSavedValue(): void {
  const [conflict] = useDraftConflicts.getState().conflicts;
  if (conflict === undefined) return;
  removeConflict(conflict.key);
  forgetFailure();
  useDraftConflicts.setState(({ taken }) => ({ taken: taken + 1 }));
}

async function overwrite(client: Transport, edit: Edit): Promise<void> {
  const { section, id } = edit.command;
  const saved = await client.call('drafts.get', { section, id });
  if (!saved.ok) return useDraftSaveState.setState({ failure: saved.error });
  const command = edit.restate(saved.value.object);
  if (command === null) forgetFailure();
  else await sendEdit(client, { ...edit, command });
}
