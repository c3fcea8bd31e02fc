import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { changeDrafts, useDraftWork } from '#renderer/ui/drafts/index.ts';
import { useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';

export type Assignment = CallOutput<'routes.assignment'>;

/** What became of giving a route to an organisation. */
export type AssignmentNotice =
  /** `step`: the step of the drafts that takes it back. */
  | { readonly kind: 'done'; readonly assignment: Assignment; readonly step: number | undefined }
  | { readonly kind: 'refused'; readonly assignment: Assignment }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Assigning {
  /** Of what was done no longer than it is the last step of the drafts: it is not taken back elsewhere, and nothing else is. */
  readonly notice: AssignmentNotice | null;
  readonly assign: (routeId: string, organizationId: string) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly close: () => void;
}

/** Lets an organisation use a route, as one step of the drafts, or says why there is nothing to do. */
export function useAssigning(): Assigning {
  const client = useClient();
  const [notice, setNotice] = useState<AssignmentNotice | null>(null);
  const steps = useCall('drafts.summary', {}).value?.steps;
  const isPast = notice?.kind === 'done' && steps?.undo?.id !== notice.step;
  const failed = (): void => setNotice({ kind: 'failed', failure: useDraftWork.getState().failure ?? { code: 'internal', params: {} } });
  return {
    notice: isPast ? null : notice,
    close: () => setNotice(null),
    async assign(routeId, organizationId) {
      const asked = await client.call('routes.assignment', { routeId, organizationId });
      if (!asked.ok) return setNotice({ kind: 'failed', failure: asked.error });
      const { outcome } = asked.value;
      if (outcome.kind !== 'adds') return setNotice({ kind: 'refused', assignment: asked.value });
      const changed = await changeDrafts(client, 'drafts.apply', {
        command: { kind: 'edit', section: 'routes', id: routeId, edit: { kind: 'set-access', access: outcome.access } },
      });
      if (changed === null) failed();
      else setNotice({ kind: 'done', assignment: asked.value, step: changed.steps.undo?.id });
    },
    async undo() {
      if ((await changeDrafts(client, 'drafts.undo', {})) === null) failed();
      else setNotice(null);
    },
  };
}

/** What an assignment would come to; `undefined` until that is known. */
export const useAssignment = (routeId: string | null, organizationId: string | null): Assignment | undefined => {
  const { value } = useCall('routes.assignment', routeId === null || organizationId === null ? null : { routeId, organizationId });
  return value?.route.id === routeId && value.organization.id === organizationId ? value : undefined;
};

/** The same as a sentence. */
export function useAssignmentText(): (assignment: Assignment) => string {
  const text = useText('readiness.assign');
  return ({ route, organization, outcome }) => {
    const names = { route: route.name, organization: organization.name };
    switch (outcome.kind) {
      case 'everyone':
        return text('everyone', names);
      case 'covered':
        return outcome.by.id === organization.id ? text('covered', names) : text('coveredAbove', { ...names, above: outcome.by.name });
      case 'unknown':
        return text('unknown', names);
      case 'adds':
        return outcome.people === 0
          ? text('addsNobody', { ...names, of: outcome.of })
          : text('adds', { ...names, people: outcome.people, seconds: outcome.seconds });
    }
  };
}
