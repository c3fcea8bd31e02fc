import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { createSlotCache, DEFAULT_ROUTE_SETTING, RouteEvaluation } from '#shared/domain/routes/simulation/evaluation.ts';
import { listNewlyStoppedPeople } from '#shared/domain/routes/simulation/newly-stopped.ts';
import { Applicants, type RouteForEveryone, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import type { SlotCache } from '#shared/domain/routes/simulation/slot-cache.ts';
import type { RouteConcern } from '#shared/domain/sync/plan/item.ts';
import { collectRouteConcerns } from '#shared/domain/sync/plan/route-concerns.ts';
import type { DraftCache } from './draft-cache.ts';

/**
 * Maximum number of simulated applicants for all routes of one plan, about one second. A time limit would make the result depend on the
 * machine.
 */
const MAX_SIMULATIONS = 3_000_000;

/**
 * Simulates routes for all people, ignoring absences so that the result does not depend on the day. The plan, the list and the editor
 * share the results.
 */
export class RouteTrials {
  readonly #source: { readonly draftCache: DraftCache };
  #trying: Trying | null = null;

  constructor(source: { readonly draftCache: DraftCache }) {
    this.#source = source;
  }

  applicants(index: CompanyIndex): Applicants {
    return this.#on(index).applicants;
  }

  /** Simulates one route for all people of a company. */
  everybody(index: CompanyIndex, route: Route): RouteForEveryone {
    const { applicants, slots, known } = this.#on(index);
    let trial = known.get(route);
    if (trial === undefined) {
      trial = simulateForEveryone(index, applicants, route, DEFAULT_ROUTE_SETTING, slots);
      known.set(route, trial);
    }
    return trial;
  }

  /** Returns how many people could complete the former route and cannot complete the new one. */
  newlyStopped(index: CompanyIndex, before: Route, after: Route): number {
    const { applicants, slots, stopped } = this.#on(index);
    const last = stopped.get(after);
    if (last?.before === before) return last.people;
    const on = (route: Route): RouteEvaluation => new RouteEvaluation(index, route, DEFAULT_ROUTE_SETTING, slots);
    const people = listNewlyStoppedPeople(applicants, on(before), on(after)).length;
    stopped.set(after, { before, people });
    return people;
  }

  /** Returns a function that finds problems of a route, given all drafts and the server's version of the route. */
  concernsIn(drafts: Drafts): (route: Route, server: Route | null) => readonly RouteConcern[] {
    let tried = 0;
    return (route, server) => {
      const { draftCache } = this.#source;
      const index = draftCache.company()?.index ?? null;
      const at = { section: 'routes', id: route.id } as const;
      const known = drafts.get(getDraftKey(at));
      const isDraft = known !== undefined && isSameJson(known.draft, route);
      const draft = isDraft ? known : { ...at, base: null, draft: route, note: '' };
      const problems = draftCache.lint().problemsOf(draft);
      tried += (index?.users.length ?? 0) * (server === null ? 1 : 2);
      if (index === null || tried > MAX_SIMULATIONS) return collectRouteConcerns(problems, null, 0);
      return collectRouteConcerns(
        problems,
        this.everybody(index, draft.draft as Route),
        server === null ? 0 : this.newlyStopped(index, server, route),
      );
    };
  }

  #on(index: CompanyIndex): Trying {
    if (this.#trying?.index !== index)
      this.#trying = {
        index,
        applicants: new Applicants(index),
        slots: createSlotCache(index, DEFAULT_ROUTE_SETTING),
        known: new WeakMap(),
        stopped: new WeakMap(),
      };
    return this.#trying;
  }
}

/** Cached results for one set of people. */
interface Trying {
  readonly index: CompanyIndex;
  readonly applicants: Applicants;
  readonly slots: SlotCache;
  /** Cached by route body, because bodies are immutable. */
  readonly known: WeakMap<Route, RouteForEveryone>;
  /** Number of people who can no longer complete the route, by new route. */
  readonly stopped: WeakMap<Route, { readonly before: Route; readonly people: number }>;
}
