import type { PersonIndex } from '../company.ts';
import type { RouteEvaluation } from './evaluation.ts';
import { findWholeRouteProblem } from './outcome.ts';
import { type Applicants, findFirstStop } from './simulate-for-everyone.ts';

/**
 * People who complete one route but not the other, in list order, including those who may no longer use it. If the new route is incomplete,
 * which stops everyone and is reported separately, only its steps are compared.
 */
export function listNewlyStoppedPeople(applicants: Applicants, before: RouteEvaluation, after: RouteEvaluation): readonly PersonIndex[] {
  if (findWholeRouteProblem(before.route) !== null) return [];
  const passes = (evaluation: RouteEvaluation, person: PersonIndex): boolean =>
    evaluation.isOpenTo(person) && findFirstStop(evaluation.problemsOf(person)) === null;
  return applicants.homes
    .flatMap((home) => applicants.of(home).filter((person) => passes(before, person) && !passes(after, person)))
    .sort((a, b) => a - b);
}
