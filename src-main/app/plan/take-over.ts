import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import { getUndoOwner } from '../../company/caller.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Copies values of the server into drafts as one undo step. Drafts that already have them only get a new base. */
export function adoptServerValues(
  session: CompanySession,
  file: CompanyFile,
  commands: readonly DraftEdit[],
  bases: ReadonlyMap<string, Draft['base']>,
): void {
  const at = session.timestamp();
  if (commands.length > 0) {
    const command = { kind: 'sequence', commands } as const;
    const label = createUndoStepLabel(file.drafts.state().drafts, command, 'take-theirs');
    if (label !== null) file.drafts.apply(command, label, { at, by: session.operator, owner: getUndoOwner() });
  }
  const { drafts } = file.drafts.state();
  const followed = new Map<string, Draft | null>();
  for (const [key, base] of bases) {
    const draft = drafts.get(key);
    if (draft === undefined || isSameJson(draft.base, base)) continue;
    followed.set(key, base === null && draft.draft === null ? null : ({ ...draft, base } as Draft));
  }
  if (followed.size > 0) file.drafts.reconcile(followed, at);
}
