import type { Person } from '../company.ts';
import type { RouteEvaluation } from './evaluation.ts';
import { type Applicants, firstStop } from './for-everyone.ts';
import { wholeRouteProblem } from './outcome.ts';

/**
 * People who complete one route but not the other, in list order, including those who may no longer use it. If the new route is incomplete,
 * which stops everyone and is reported separately, only its steps are compared.
 */
export function newlyStopped(applicants: Applicants, before: RouteEvaluation, after: RouteEvaluation): readonly Person[] {
  if (wholeRouteProblem(before.route) !== null) return [];
  const passes = (evaluation: RouteEvaluation, person: Person): boolean =>
    evaluation.isOpenTo(person) && firstStop(evaluation.problemsOf(person)) === null;
  return applicants.homes
    .flatMap((home) => applicants.of(home).filter((person) => passes(before, person) && !passes(after, person)))
    .sort((a, b) => a - b);
}
