import { useCallback, useRef, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { changeDrafts } from '#renderer/ui/drafts/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { DraftDetail } from '#shared/contract/drafts.ts';
import type { Failure } from '#shared/contract/result.ts';
import { applyCommand, type Command } from '#shared/domain/routes/commands.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { DraftProblem } from './view-model.ts';

export interface RouteWork {
  /** As it is shown: edits of this window are in it before they are saved. `null` = to be deleted on the server. */
  readonly route: Route | null | undefined;
  readonly state: DraftDetail['object']['state'] | undefined;
  readonly note: string;
  readonly problems: readonly DraftProblem[];
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly retry: () => void;
  /** Does an edit at once on the screen and saves it. */
  readonly edit: (command: Command) => void;
  /** Keeps the administrator's own words beside the draft; they never go to the server. */
  readonly setNote: (note: string) => void;
}

interface Answer {
  readonly revision: number;
  readonly detail: DraftDetail;
}

/** The domain's data are read-only, the contract's are not; they are the same otherwise. */
const applied = (id: string, edit: Command): CallInput<'drafts.apply'> =>
  ({ command: { kind: 'edit', section: 'routes', id, edit } }) as CallInput<'drafts.apply'>;

/** One route being drafted, the same for the life of the component: what is typed shows at once, what the host answers takes its place. */
export function useRoute(id: string): RouteWork {
  const client = useClient();
  const { value, error, loading, refetch } = useCall('drafts.get', { section: 'routes', id });
  const [own, setOwn] = useState<Route | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const pending = useRef(0);
  const asked: Answer | null = value === undefined || value.object.id !== id ? null : { revision: value.revision, detail: value };
  const newest = answer !== null && answer.detail.object.id === id && answer.revision > (asked?.revision ?? -1) ? answer : asked;
  const saved = newest === null ? undefined : (newest.detail.object.draft as Route | null);
  const route = own !== null && own.id === id ? own : saved;
  const shown = useRef(route);
  shown.current = route;

  const edit = useCallback(
    (command: Command) => {
      const before = shown.current;
      if (before === null || before === undefined) return;
      const { route: after } = applyCommand(before, command);
      if (after === before) return;
      shown.current = after;
      setOwn(after);
      pending.current += 1;
      void changeDrafts(client, 'drafts.apply', applied(id, command)).then((changed) => {
        pending.current = Math.max(0, pending.current - 1);
        if (changed?.first?.object.id === id) setAnswer({ revision: changed.revision, detail: changed.first });
        // Not saved: what the host has is true.
        if (changed === null) refetch();
        if (pending.current === 0) setOwn(null);
      });
    },
    [client, id, refetch],
  );

  const setNote = useCallback(
    (note: string) => void changeDrafts(client, 'drafts.apply', { command: { kind: 'note', section: 'routes', id, note } }),
    [client, id],
  );

  return {
    route,
    state: newest?.detail.object.state,
    note: newest?.detail.object.note ?? '',
    problems: newest?.detail.problems ?? [],
    failure: error,
    loading,
    retry: refetch,
    edit,
    setNote,
  };
}
