import { useCall, useClient } from '#renderer/client/index.ts';
import { useTexts } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { type AssignmentMessage, assignByDraft, explainAssignment, getOutcomeMessage } from '../../../parts/drag-onto/assign.ts';
import type { AssignmentEffect } from '../../../parts/drag-onto/drag-onto.tsx';
import { announceFailure } from '../../../parts/undo/undo-notice.ts';

const SECTION = 'readiness.assign';

/** Permits a route for an organization as one undo step, or explains why there is nothing to do. */
export function useAssignRoute(): (routeId: string, organizationId: string) => Promise<void> {
  const client = useClient();
  return async (routeId, organizationId) => {
    const asked = await client.call('routes.assignment', { routeId, organizationId });
    if (!asked.ok) return announceFailure(asked.error);
    const { route, organization, outcome } = asked.value;
    if (outcome.kind !== 'adds') return explainAssignment(client, sentenceOf(asked.value));
    const { access, was, people, seconds, unsure } = outcome;
    await assignByDraft(
      client,
      { kind: 'edit', section: 'routes', id: routeId, edit: { kind: 'set-access', access, was } },
      { text: `${SECTION}.done`, params: { route: route.name, organization: organization.name, people, seconds, unsure } },
    );
  };
}

/** The effect as a sentence; `undefined` while loading. */
export const useRouteAssignmentEffect = (routeId: string | null, organizationId: string | null): AssignmentEffect | undefined => {
  const texts = useTexts();
  const { value } = useCall('routes.assignment', routeId === null || organizationId === null ? null : { routeId, organizationId });
  if (value === undefined || value.route.id !== routeId || value.organization.id !== organizationId) return undefined;
  const { text, params } = sentenceOf(value);
  return { words: texts.phrase(text, params), adds: value.outcome.kind === 'adds' };
};

const sentenceOf = ({ route, organization, outcome }: CallOutput<'routes.assignment'>): AssignmentMessage =>
  getOutcomeMessage(SECTION, outcome, organization.id, {
    names: { route: route.name, organization: organization.name },
    adds: outcome.kind === 'adds' ? { seconds: outcome.seconds, unsure: outcome.unsure } : {},
  });
