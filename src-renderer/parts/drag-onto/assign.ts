import { getShownCompanyId, type Transport } from '#renderer/client/index.ts';
import { changeDrafts, useDraftSaveState } from '#renderer/ui/drafts/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { showNotice } from '../undo/undo-notice.ts';

/** A message key with its arguments. */
export interface AssignmentMessage {
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Outcome of an assignment, common to all kinds of objects. */
type Outcome =
  | { readonly kind: 'everyone' | 'unknown' }
  | { readonly kind: 'covered'; readonly by: { readonly id: string; readonly name: string } }
  | { readonly kind: 'adds'; readonly people: number; readonly of: number };

/** Message key below `section` for an outcome. `names`: common arguments; `adds`: additional ones for new people. */
export function getOutcomeMessage(
  section: string,
  outcome: Outcome,
  organizationId: string,
  { names, adds }: { readonly names: AssignmentMessage['params']; readonly adds: AssignmentMessage['params'] },
): AssignmentMessage {
  const sentence = (key: string, more: AssignmentMessage['params'] = {}): AssignmentMessage => ({
    text: `${section}.${key}`,
    params: { ...names, ...more },
  });
  switch (outcome.kind) {
    case 'everyone':
    case 'unknown':
      return sentence(outcome.kind);
    case 'covered':
      return outcome.by.id === organizationId ? sentence('covered') : sentence('coveredAbove', { above: outcome.by.name });
    case 'adds':
      return outcome.people === 0 ? sentence('addsNobody', { of: outcome.of }) : sentence('adds', { people: outcome.people, ...adds });
  }
}

/** Shows why there is nothing to assign, unless another company is shown by then. */
export const explainAssignment = ({ companyId }: Pick<Transport, 'companyId'>, why: AssignmentMessage): void => {
  if (companyId === getShownCompanyId()) showNotice({ kind: 'sentence', ...why, step: null });
};

/** Applies the assignment as one draft step and shows a notice with undo, unless another company is shown by then. */
export async function assignByDraft(
  client: Transport,
  command: CallInput<'drafts.apply'>['command'],
  done: AssignmentMessage,
): Promise<void> {
  const changed = await changeDrafts(client, 'drafts.apply', { command });
  if (changed === null) showNotice({ kind: 'failed', failure: useDraftSaveState.getState().failure ?? { code: 'internal', params: {} } });
  else if (client.companyId === getShownCompanyId()) {
    const id = changed.changed.length === 0 ? undefined : changed.steps.undo?.id;
    showNotice({ kind: 'sentence', ...done, step: id === undefined ? null : { id, revision: changed.revision } });
  }
}
