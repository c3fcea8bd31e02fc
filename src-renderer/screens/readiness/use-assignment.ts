import { useCall, useClient } from '#renderer/client/index.ts';
import { changeDrafts, useDraftWork } from '#renderer/ui/drafts/index.ts';
import { useTexts } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Effect } from '../../parts/drag-onto/drag-onto.tsx';
import { showNotice } from '../../parts/undo/undo-notice.ts';

type Assignment = CallOutput<'routes.assignment'>;

interface Sentence {
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Lets an organisation use a route, as one step of the drafts, or says why there is nothing to do. */
export function useAssigning(): (routeId: string, organizationId: string) => Promise<void> {
  const client = useClient();
  return async (routeId, organizationId) => {
    const asked = await client.call('routes.assignment', { routeId, organizationId });
    if (!asked.ok) return showNotice({ kind: 'failed', failure: asked.error });
    const { route, organization, outcome } = asked.value;
    if (outcome.kind !== 'adds') return showNotice({ kind: 'told', ...sentenceOf(asked.value), step: null });
    const changed = await changeDrafts(client, 'drafts.apply', {
      command: { kind: 'edit', section: 'routes', id: routeId, edit: { kind: 'set-access', access: outcome.access } },
    });
    if (changed === null) {
      showNotice({ kind: 'failed', failure: useDraftWork.getState().failure ?? { code: 'internal', params: {} } });
      return;
    }
    const params = { route: route.name, organization: organization.name, people: outcome.people, seconds: outcome.seconds };
    showNotice({ kind: 'told', text: 'readiness.assign.done', params, step: changed.steps.undo?.id ?? null });
  };
}

/** What an assignment would come to, as a sentence; `undefined` until that is known. */
export const useAssignment = (routeId: string | null, organizationId: string | null): Effect | undefined => {
  const texts = useTexts();
  const { value } = useCall('routes.assignment', routeId === null || organizationId === null ? null : { routeId, organizationId });
  if (value === undefined || value.route.id !== routeId || value.organization.id !== organizationId) return undefined;
  const { text, params } = sentenceOf(value);
  return { words: texts.phrase(text, params), adds: value.outcome.kind === 'adds' };
};

function sentenceOf({ route, organization, outcome }: Assignment): Sentence {
  const names = { route: route.name, organization: organization.name };
  const sentence = (key: string, more: Sentence['params'] = {}): Sentence => ({
    text: `readiness.assign.${key}`,
    params: { ...names, ...more },
  });
  switch (outcome.kind) {
    case 'everyone':
    case 'unknown':
      return sentence(outcome.kind);
    case 'covered':
      return outcome.by.id === organization.id ? sentence('covered') : sentence('coveredAbove', { above: outcome.by.name });
    case 'adds':
      return outcome.people === 0
        ? sentence('addsNobody', { of: outcome.of })
        : sentence('adds', { people: outcome.people, seconds: outcome.seconds });
  }
}
