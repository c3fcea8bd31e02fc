import { useCall, useClient } from '#renderer/client/index.ts';
import { changeDrafts, useDraftWork } from '#renderer/ui/drafts/index.ts';
import { useTexts } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Effect } from '../../parts/drag-onto/drag-onto.tsx';
import { showNotice } from '../../parts/undo/undo-notice.ts';

type Assignment = CallOutput<'invoicing.assignment'>;

interface Sentence {
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Puts an organisation into an invoice group, as one step of the drafts, or says why there is nothing to do. */
export function useAssigning(): (groupId: string, organizationId: string) => Promise<void> {
  const client = useClient();
  return async (groupId, organizationId) => {
    const asked = await client.call('invoicing.assignment', { groupId, organizationId });
    if (!asked.ok) return showNotice({ kind: 'failed', failure: asked.error });
    const { group, organization, outcome } = asked.value;
    if (outcome.kind !== 'adds') return showNotice({ kind: 'told', ...sentenceOf(asked.value), step: null });
    const { at, remove } = outcome;
    const insert = [{ id: organizationId, descendants: true }];
    const changed = await changeDrafts(client, 'drafts.apply', {
      command: {
        kind: 'edit',
        section: 'invoice_groups',
        id: groupId,
        edit: { kind: 'splice', field: 'organizations', at, remove, insert },
      },
    });
    if (changed === null) {
      showNotice({ kind: 'failed', failure: useDraftWork.getState().failure ?? { code: 'internal', params: {} } });
      return;
    }
    const params = { group: group.name, organization: organization.name, people: outcome.people };
    showNotice({ kind: 'told', text: 'invoicingScreen.assign.done', params, step: changed.steps.undo?.id ?? null });
  };
}

/** What it would come to, as a sentence; `undefined` until that is known. */
export const useAssignment = (groupId: string | null, organizationId: string | null): Effect | undefined => {
  const texts = useTexts();
  const { value } = useCall('invoicing.assignment', groupId === null || organizationId === null ? null : { groupId, organizationId });
  if (value === undefined || value.group.id !== groupId || value.organization.id !== organizationId) return undefined;
  const { text, params } = sentenceOf(value);
  return { words: texts.phrase(text, params), adds: value.outcome.kind === 'adds' };
};

function sentenceOf({ group, organization, outcome }: Assignment): Sentence {
  const names = { group: group.name, organization: organization.name };
  const sentence = (key: string, more: Sentence['params'] = {}): Sentence => ({
    text: `invoicingScreen.assign.${key}`,
    params: { ...names, ...more },
  });
  switch (outcome.kind) {
    case 'unknown':
      return sentence('unknown');
    case 'covered':
      return outcome.by.id === organization.id ? sentence('covered') : sentence('coveredAbove', { above: outcome.by.name });
    case 'adds':
      return outcome.people === 0
        ? sentence('addsNobody', { of: outcome.of })
        : sentence('adds', { people: outcome.people, several: outcome.several });
  }
}
