import type { Person } from './company.ts';
import type { RouteEvaluation } from './evaluation.ts';
import { type Applicants, firstStop } from './everybody.ts';
import { wholeRouteProblem } from './outcome.ts';

/**
 * People who get to the end of one route and not of what becomes of it, in the order of the list: whoever may no longer use it among them.
 * That a route comes to be incomplete stops everybody, and is told by itself: of that one the steps alone count.
 */
export function newlyStopped(applicants: Applicants, before: RouteEvaluation, after: RouteEvaluation): readonly Person[] {
  if (wholeRouteProblem(before.route) !== null) return [];
  const passes = (evaluation: RouteEvaluation, person: Person): boolean =>
    evaluation.isOpenTo(person) && firstStop(evaluation.problemsOf(person)) === null;
  return applicants.homes
    .flatMap((home) => applicants.of(home).filter((person) => passes(before, person) && !passes(after, person)))
    .sort((a, b) => a - b);
}
