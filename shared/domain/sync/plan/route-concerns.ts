import type { LintCode } from '../../routes/lint/lint-problem.ts';
import type { RouteSeverity } from '../../routes/simulation/outcome.ts';
import type { RouteForEveryone } from '../../routes/simulation/simulate-for-everyone.ts';
import { ROUTE_CONCERNS, type RouteConcern } from './item.ts';

const INACTIVE: ReadonlySet<string> = new Set<LintCode>(['person-unknown', 'person-inactive']);
const TWICE: ReadonlySet<string> = new Set<LintCode>(['same-approver-again', 'level-again']);

/**
 * Concerns about a route from lint and simulation, in the order of `ROUTE_CONCERNS`. `everybody` is `null` if not simulated, because there
 * is no list of people or too many routes change at once. `newlyStopped`: number of people who pass the server's route but not this one.
 */
export function collectRouteConcerns(
  problems: readonly { readonly code: string; readonly severity: RouteSeverity }[],
  everybody: Pick<RouteForEveryone, 'allowed' | 'failing'> | null,
  newlyStopped: number,
): readonly RouteConcern[] {
  const isIncomplete = problems.some(({ code }) => code === ('status-incomplete' satisfies LintCode));
  const nobody = everybody !== null && everybody.failing >= everybody.allowed;
  const holds: Readonly<Record<RouteConcern, boolean>> = {
    'route-written-wrong': problems.some(({ severity }) => severity === 'block'),
    'route-incomplete': isIncomplete,
    // An incomplete route stops everyone, so this is not reported in addition.
    'route-nobody-through': nobody && !isIncomplete,
    'route-newly-stopped': newlyStopped > 0,
    'route-some-stopped': !nobody && (everybody?.failing ?? 0) > 0,
    'route-approver-inactive': problems.some(({ code }) => INACTIVE.has(code)),
    'route-asks-twice': problems.some(({ code }) => TWICE.has(code)),
    'route-not-tried': everybody === null,
  };
  return ROUTE_CONCERNS.filter((concern) => holds[concern]);
}
