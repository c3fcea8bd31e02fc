import { type QueriedRows, useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';

type FindingsAnswer = CallOutput<'matching.rows'>;

export interface Findings extends QueriedRows<FindingsAnswer, FindingRow> {
  /** Revision of the row numbers; -1 before the first response. */
  readonly revision: number;
  /** NEO users of the rows. */
  readonly people: number;
  /** Number of findings, independent of rows. */
  readonly findings: number;
  /** Indexes at which a group begins. */
  readonly groupStarts: FindingsAnswer['groupStarts'];
  readonly codeCounts: FindingsAnswer['codeCounts'];
  readonly triageCounts: FindingsAnswer['triageCounts'];
  readonly sinceCounts: FindingsAnswer['sinceCounts'];
}

const read = ({ rows, total, revision, triageVersion }: FindingsAnswer): RowWindow<FindingRow> => ({
  rows,
  total,
  version: [revision, triageVersion],
});
const EMPTY_ANSWER: Pick<
  FindingsAnswer,
  'revision' | 'people' | 'findings' | 'groupStarts' | 'codeCounts' | 'triageCounts' | 'sinceCounts'
> = {
  revision: -1,
  people: 0,
  findings: 0,
  groupStarts: [],
  codeCounts: [],
  triageCounts: { open: 0, assigned: 0, accepted: 0, changed: 0, adopted: 0 },
  sinceCounts: { new: 0, back: 0 },
};

/** The filtered and sorted findings, with counts. */
export function useFindings(filter: FindingFilter, sort: FindingSort): Findings {
  const rows = useRows({ call: 'matching.rows', input: { filter, sort }, read });
  const { revision, people, findings, groupStarts, codeCounts, triageCounts, sinceCounts } = rows.answer ?? EMPTY_ANSWER;
  return { ...rows, revision, people, findings, groupStarts, codeCounts, triageCounts, sinceCounts };
}
