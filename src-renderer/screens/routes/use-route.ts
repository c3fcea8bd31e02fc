import { type DraftEdit, useEdit } from '#renderer/ui/drafts/index.ts';
import { applyRouteCommand, type Command } from '#shared/domain/routes/commands.ts';
import type { Route } from '#shared/domain/routes/route.ts';

export interface RouteEditState extends Omit<DraftEdit<'routes', Command>, 'body' | 'facts'> {
  /** Includes edits of this window before they are saved. `null` = to be deleted on the server. */
  readonly route: Route | null | undefined;
}

const edited = (route: Route, command: Command): Route => applyRouteCommand(route, command).route;

/** Hook for editing one draft route. */
export function useRoute(id: string): RouteEditState {
  const { body: route, facts: _facts, ...work } = useEdit('routes', id, edited);
  return { route, ...work };
}
