import { useCall, useClient } from '#renderer/client/index.ts';
import { useTexts } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { type AssignmentMessage, assignByDraft, explainAssignment, getOutcomeMessage } from '../../parts/drag-onto/assign.ts';
import type { AssignmentEffect } from '../../parts/drag-onto/drag-onto.tsx';
import { announceFailure } from '../../parts/undo/undo-notice.ts';

const SECTION = 'invoicingScreen.assign';

/** Adds an organization to an invoice group as one undo step, or explains why there is nothing to do. */
export function useAssignInvoiceGroup(): (groupId: string, organizationId: string) => Promise<void> {
  const client = useClient();
  return async (groupId, organizationId) => {
    const asked = await client.call('invoicing.assignment', { groupId, organizationId });
    if (!asked.ok) return announceFailure(asked.error);
    const { group, organization, outcome } = asked.value;
    if (outcome.kind !== 'adds') return explainAssignment(client, sentenceOf(asked.value));
    const { at, remove, removed, people } = outcome;
    const insert = [{ id: organizationId, descendants: true }];
    const edit = { kind: 'splice' as const, field: 'organizations' as const, at, remove, insert, removed };
    await assignByDraft(
      client,
      { kind: 'edit', section: 'invoice_groups', id: groupId, edit },
      { text: `${SECTION}.done`, params: { group: group.name, organization: organization.name, people } },
    );
  };
}

/** The effect as a sentence; `undefined` while loading. */
export const useInvoiceAssignmentEffect = (groupId: string | null, organizationId: string | null): AssignmentEffect | undefined => {
  const texts = useTexts();
  const { value } = useCall('invoicing.assignment', groupId === null || organizationId === null ? null : { groupId, organizationId });
  if (value === undefined || value.group.id !== groupId || value.organization.id !== organizationId) return undefined;
  const { text, params } = sentenceOf(value);
  return { words: texts.phrase(text, params), adds: value.outcome.kind === 'adds' };
};

const sentenceOf = ({ group, organization, outcome }: CallOutput<'invoicing.assignment'>): AssignmentMessage =>
  getOutcomeMessage(SECTION, outcome, organization.id, {
    names: { group: group.name, organization: organization.name },
    adds: outcome.kind === 'adds' ? { several: outcome.several } : {},
  });
