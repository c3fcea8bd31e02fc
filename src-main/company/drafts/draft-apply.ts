import type { CallOutput } from '#shared/contract/calls.ts';
import type { AppliedCommand, DraftCommand } from '#shared/domain/drafts/commands.ts';
import { createUndoStepLabel, type UndoStepKind } from '#shared/domain/drafts/label.ts';
import { SECTIONS, type Section } from '#shared/domain/drafts/sections.ts';
import { getUndoOwner, requireRole } from '../caller.ts';
import type { CompanySession } from '../session.ts';
import { toDraftDetail, toUndoSteps } from './draft-views.ts';

type Changed = CallOutput<'drafts.apply'>;

/** Splits a key of the drafts into section and id. */
function atOf(key: string): Changed['changed'][number] {
  const section = SECTIONS.find((name) => key.startsWith(`${name} `)) as Section;
  return { section, id: key.slice(section.length + 1) };
}

/** Returns changed drafts in the form for a window. */
export function toChangeResponse(session: CompanySession, changed: readonly string[]): Changed {
  const store = session.file().drafts;
  const { revision, drafts } = store.state();
  const first = changed.map((key) => drafts.get(key)).find((draft) => draft !== undefined);
  return {
    revision,
    changed: changed.map(atOf),
    first: first === undefined ? null : toDraftDetail(first, store, session.draftCache),
    steps: toUndoSteps(store),
  };
}

/** Saves a command as one undo step of the caller. `applied`: the command on the current drafts, if that is known already. */
export function applyToDrafts(session: CompanySession, command: DraftCommand, as?: UndoStepKind, applied?: AppliedCommand): Changed {
  requireRole('editor', session.file().company().id);
  const store = session.file().drafts;
  const label = createUndoStepLabel(store.state().drafts, command, as);
  return toChangeResponse(
    session,
    label === null ? [] : store.apply(command, label, { at: session.timestamp(), by: session.operator, owner: getUndoOwner() }, applied),
  );
}
