import type { DraftProblem } from './use-record.ts';

type Params = DraftProblem['params'];

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A problem's arguments with days formatted for the interface. */
export const formatProblemParams = (params: Params, date: (iso: string) => string): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' && ISO_DAY.test(value) ? date(value) : value]),
  );

/** True if a problem concerns a field or anything inside it. */
export const isProblemOf = ({ path }: Pick<DraftProblem, 'path'>, field: string): boolean =>
  path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`);

/** Codes for missing values, in every linter. */
const MISSING = /-(?:empty|none)$/;

/** Display of a problem. A value not entered yet is shown as open, not as an error. */
export const getProblemDisplay = ({ code, severity }: Pick<DraftProblem, 'code' | 'severity'>): DraftProblem['severity'] | 'unfilled' =>
  severity === 'block' && MISSING.test(code) ? 'unfilled' : severity;

const WEIGHT = { block: 0, risk: 1, note: 2 };

/** Problems by severity, most severe first; within one severity in the order of the object's fields. */
export const sortWorstFirst = (problems: readonly DraftProblem[]): readonly DraftProblem[] =>
  problems.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);

/** Separates the problems of a field from all others, so that each is shown once. */
export const listFieldProblems = (problems: readonly DraftProblem[], field: string): readonly DraftProblem[] =>
  sortWorstFirst(problems.filter((problem) => isProblemOf(problem, field)));

export const listOtherProblems = (problems: readonly DraftProblem[], fields: readonly string[]): readonly DraftProblem[] =>
  sortWorstFirst(problems.filter((problem) => !fields.some((field) => isProblemOf(problem, field))));
