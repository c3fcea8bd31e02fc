import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type AppliedCommand, applyDraftCommand, type DraftCommand, listDraftEdits } from '#shared/domain/drafts/commands.ts';
import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { MergeEdit } from '#shared/domain/drafts/expectation.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { describeConflict, type EditConflict } from '#shared/domain/sync/wording/edit-conflict.ts';
import { createPhrase, type Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';

const noteText = (note: string): Phrase =>
  note === '' ? createPhrase('plan.value.none') : createPhrase('plan.value.text', { text: note });

/**
 * Applies a command to the current drafts, without saving. Refuses one that would overwrite a value its author has not seen. Several
 * conflicting edits are reported together.
 */
export function applyWithoutConflicts(session: CompanySession, command: DraftCommand): AppliedCommand {
  const { drafts } = session.file().drafts.state();
  const names = createPlanNames(session);
  const conflicts: EditConflict[] = [];
  const merge: MergeEdit = (section, was, wanted, now) =>
    mergeConcurrentEdit(section, was, wanted, now, (difference) => conflicts.push(describeConflict(section, now, difference, names)));
  const applied = applyDraftCommand(drafts, command, merge);
  const { missed } = applied;
  for (const edit of missed ? listDraftEdits(command) : []) {
    const saved = edit.kind === 'note' ? findDraft(drafts, edit)?.note : undefined;
    if (edit.kind === 'note' && saved !== undefined && edit.was !== undefined && ![edit.was, edit.note].includes(saved))
      conflicts.push({ label: createPhrase('plan.label.note'), mine: noteText(edit.note), saved: noteText(saved) });
  }
  if (conflicts.length > 0) throw new ExpectedError('draft-conflict', {}, conflicts);
  if (missed) throw new ExpectedError('draft-changed-elsewhere');
  return applied;
}
