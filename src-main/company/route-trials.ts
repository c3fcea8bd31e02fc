import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { keyOf } from '#shared/domain/drafts/draft.ts';
import { sameJson } from '#shared/domain/drafts/stable-json.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import { settingWithoutAbsences, slotBook } from '#shared/domain/routes/evaluation.ts';
import { Applicants, type RouteForEverybody, simulateEverybody } from '#shared/domain/routes/everybody.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { RouteConcern } from '#shared/domain/sync/plan/item.ts';
import { routeConcerns } from '#shared/domain/sync/plan/route-concerns.ts';
import type { DraftCache } from './draft-cache.ts';

type Trial = Pick<RouteForEverybody, 'allowed' | 'failing'>;

/**
 * People on whom the routes of one plan are tried, one route after the other: about a second. A bound by time would let the same plan weigh
 * more on a slower machine.
 */
const MOST_TRIED = 3_000_000;

/** Tries the routes of a plan on everybody, nobody being away: each plan is made anew, and the people and most routes are the same. */
export class RouteTrials {
  readonly #source: { readonly draftCache: DraftCache };
  #trying: { readonly index: CompanyIndex; readonly trialOf: (route: Route) => Trial } | null = null;

  constructor(source: { readonly draftCache: DraftCache }) {
    this.#source = source;
  }

  /** What speaks against routes as they will stand among these drafts. */
  concernsIn(drafts: Drafts): (route: Route) => readonly RouteConcern[] {
    let tried = 0;
    return (route) => {
      const { draftCache } = this.#source;
      const index = draftCache.company()?.index ?? null;
      const at = { section: 'routes', id: route.id } as const;
      const known = drafts.get(keyOf(at));
      const isDraft = known !== undefined && sameJson(known.draft, route);
      const draft = isDraft ? known : { ...at, base: null, draft: route, note: '' };
      const problems = draftCache.lint().problemsOf(draft);
      tried += index?.users.length ?? 0;
      return routeConcerns(problems, index === null || tried > MOST_TRIED ? null : this.#trialOf(index, draft.draft as Route));
    };
  }

  #trialOf(index: CompanyIndex, route: Route): Trial {
    if (this.#trying?.index !== index) this.#trying = { index, trialOf: trialsOn(index) };
    return this.#trying.trialOf(route);
  }
}

/** Bodies are never changed in place, so that each is tried once. */
function trialsOn(index: CompanyIndex): (route: Route) => Trial {
  const applicants = new Applicants(index);
  const slots = slotBook(index, settingWithoutAbsences);
  const known = new WeakMap<Route, Trial>();
  return (route) => {
    let trial = known.get(route);
    if (trial === undefined) {
      trial = simulateEverybody(index, applicants, route, settingWithoutAbsences, slots);
      known.set(route, trial);
    }
    return trial;
  };
}
