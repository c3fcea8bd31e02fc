import type { NeoUser } from '../directory/directory.ts';
import type { CompanyIndex } from './company.ts';
import { RouteEvaluation, type RouteSetting } from './evaluation.ts';
import { problem, type RouteProblem, wholeRouteProblem } from './outcome.ts';
import type { Route } from './route.ts';
import { notOpen } from './simulate.ts';

/** A finding of gate 6 or 8 for one employee, in the audit's form. */
export interface RouteFinding extends RouteProblem {
  /** Place in `Company.neoUsers`. */
  readonly neoIndex: number;
}

export interface RouteQuestion {
  readonly routes: readonly Route[];
  /** Id of the common settings' route; `null` or `''` = none chosen. */
  readonly defaultRouteId: string | null;
  readonly inScope: (user: NeoUser) => boolean;
  readonly setting: RouteSetting;
  /** Share of orders on the default route that outlive the lock, 0 to 1; `null` = not estimated. */
  readonly outlivingShare: number | null;
  /** From this share on, gate 8 speaks of a risk. */
  readonly riskyShare: number;
}

/** One order in five too late is what we call likely trouble. Our choice: the handbook only says "likely". */
export const RISKY_OUTLIVING_SHARE = 0.2;

/**
 * Gates 6 and 8 for everybody in scope, people in their order, heaviest gate first. Resolved per organisation; equal to asking
 * `simulate` for each person, without notes. A gate that closes for everybody is told once per person and hides the ones behind it.
 */
export function routeFindings(index: CompanyIndex, question: RouteQuestion): RouteFinding[] {
  const { routes, defaultRouteId, inScope, setting } = question;
  const route = defaultRouteId === '' ? null : (routes.find(({ id }) => id === defaultRouteId) ?? null);
  const everybody = route === null ? missing(defaultRouteId) : wholeRouteProblem(route);
  const evaluation = route === null || everybody !== null ? null : new RouteEvaluation(index, route, setting);
  const late = route === null ? null : lateProblem(route, question);
  const findings: RouteFinding[] = [];
  index.users.forEach((user, neoIndex) => {
    if (!inScope(user)) return;
    if (route === null || evaluation === null) {
      if (everybody !== null) findings.push(found(everybody, neoIndex));
    } else if (!evaluation.isOpenTo(neoIndex)) findings.push(found(notOpen(route), neoIndex));
    else {
      for (const one of evaluation.problemsOf(neoIndex)) if (one.severity !== 'note') findings.push(found(one, neoIndex));
      if (late !== null) findings.push(found(late, neoIndex));
    }
  });
  return findings;
}

const found = (one: RouteProblem, neoIndex: number): RouteFinding => ({ ...one, neoIndex });

const missing = (routeId: string | null): RouteProblem =>
  problem('route-missing', 'block', null, routeId === null || routeId === '' ? 'no-default-route' : 'default-route-gone');

function lateProblem(route: Route, { outlivingShare, riskyShare }: RouteQuestion): RouteProblem | null {
  if (outlivingShare === null || !(outlivingShare >= riskyShare)) return null;
  return problem('route-outlives-lock', 'risk', null, 'slower-than-lock', { route: route.name, percent: Math.round(outlivingShare * 100) });
}
