import type { CallOutput } from '#shared/contract/calls.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { listStepApprovers } from '#shared/domain/checkout/order-groups.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { canPersonAct } from '../../company/orders/order-rows.ts';
import type { CompanySession } from '../../company/session.ts';

type Actor = CallOutput<'orders.get'>['people'][number];

/** Maximum number of people listed; more do not help to find a contact. */
const MAX_PEOPLE = 40;

/**
 * Returns the people who can advance a pending request, each once, nearest step first: those named by the source, else the approvers of
 * the current step in the draft of the route, then those of later steps, whom NEO may allow 引き上げ承認
 * (docs/domain/neo.md#absence-and-pull-up).
 */
export function listPeopleWhoCanAct(session: CompanySession, order: ServerOrder, index: CompanyIndex | null): readonly Actor[] {
  const people = new Map<string, Actor>();
  const add = (id: string, name: string, how: Actor['how']): void => {
    if (people.has(id) || people.size >= MAX_PEOPLE) return;
    const person = index === null ? -1 : index.person(id);
    const organization = index?.organizations[index.homes[person] ?? -1]?.name ?? '';
    people.set(id, { id, name, organization, active: canPersonAct(index, id), how });
  };
  if (order.step === null) return [];
  for (const { key, name } of listStepApprovers(order)) if (key !== '') add(key, name, 'now');
  const knowsApprovers = people.size > 0;
  const route = index === null || order.applicantId === '' ? null : findRouteDraft(session, order);
  // A request follows the route as it was when the request was made; a draft with a different number of steps does not describe it.
  if (index === null || route === null || order.step.index === 0 || route.steps.length !== order.step.count) return [...people.values()];
  const { stages } = simulateRouteForApplicant(index, route, order.applicantId, DEFAULT_ROUTE_SETTING);
  for (const stage of stages) {
    const at = stage.stepAt + 1;
    if (at < order.step.index || (at === order.step.index && knowsApprovers)) continue;
    for (const { byId, byName, state } of stage.slots)
      if (state === 'decides' || state === 'delegated') add(byId, byName, at === order.step.index ? 'step' : 'later');
  }
  return [...people.values()];
}

/** Returns the draft of a request's route, found by id, else by name because a file has names only. An ambiguous name matches no draft. */
export function findRouteDraft(session: CompanySession, { routeId, routeName }: Pick<ServerOrder, 'routeId' | 'routeName'>): Route | null {
  const named: Route[] = [];
  for (const { id, body } of listBodies(session.file().drafts.state().drafts.values(), 'routes')) {
    if (id === routeId) return body;
    if (routeName !== '' && body.name === routeName) named.push(body);
  }
  return named.length === 1 ? (named[0] ?? null) : null;
}
