import type { RouteForEverybody } from '../../routes/everybody.ts';
import type { LintCode } from '../../routes/lint-problem.ts';
import type { RouteSeverity } from '../../routes/outcome.ts';
import { ROUTE_CONCERNS, type RouteConcern } from './item.ts';

const INACTIVE: ReadonlySet<string> = new Set<LintCode>(['person-unknown', 'person-inactive']);
const TWICE: ReadonlySet<string> = new Set<LintCode>(['same-approver-again', 'level-again']);

/**
 * What speaks against a route: how it is written, and who of those who may use it gets decided on. `everybody` is `null` where nobody was
 * asked: no list of people is loaded, or too many routes change at once. `newlyStopped`: how many get to the end of the server's route and
 * not of this one. In the order of `ROUTE_CONCERNS`.
 */
export function routeConcerns(
  problems: readonly { readonly code: string; readonly severity: RouteSeverity }[],
  everybody: Pick<RouteForEverybody, 'allowed' | 'failing'> | null,
  newlyStopped: number,
): readonly RouteConcern[] {
  const isIncomplete = problems.some(({ code }) => code === ('status-incomplete' satisfies LintCode));
  const nobody = everybody !== null && everybody.failing >= everybody.allowed;
  const holds: Readonly<Record<RouteConcern, boolean>> = {
    'route-written-wrong': problems.some(({ severity }) => severity === 'block'),
    'route-incomplete': isIncomplete,
    // A route that is not completed stops everybody by that alone: it is not told twice.
    'route-nobody-through': nobody && !isIncomplete,
    'route-newly-stopped': newlyStopped > 0,
    'route-some-stopped': !nobody && (everybody?.failing ?? 0) > 0,
    'route-approver-inactive': problems.some(({ code }) => INACTIVE.has(code)),
    'route-asks-twice': problems.some(({ code }) => TWICE.has(code)),
    'route-not-tried': everybody === null,
  };
  return ROUTE_CONCERNS.filter((concern) => holds[concern]);
}
