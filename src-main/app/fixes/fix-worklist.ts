import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { FixPlan } from '#shared/domain/fixes/fixes-plan.ts';
import { type Finding, getFindingSeverity } from '#shared/domain/readiness/finding.ts';
import { type FindingGroup, getFindingGroupKey } from '#shared/domain/readiness/finding-groups.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';

type Selection = CallParsedInput<'fixes.preview'>['selection'];

const DEFAULT_SORT = { by: 'severity', direction: 'ascending' } as const;

/** Returns the group of a row. */
export function getRowGroupKey(view: FindingsView, row: number, by: FindingGroup): string {
  const finding = view.audit.findings[row] as Finding;
  return getFindingGroupKey({ code: finding.code, severity: getFindingSeverity(finding), side: getResponsibleSide(finding) }, by);
}

/** Returns the selected rows, without duplicates. */
export function listSelectedRows(selection: Selection, view: FindingsView): readonly number[] {
  if ('rows' in selection) return [...new Set(selection.rows)];
  const { except, group } = selection;
  const excluded = new Set(except);
  return [...view.select(selection.filter, DEFAULT_SORT).order].filter(
    (row) => !excluded.has(row) && (group === undefined || getRowGroupKey(view, row, group.by) === group.key),
  );
}

/** Returns the groups of the rows under a filter. `planOf` plans the bulk adoption of rows. */
export function createWorklist(
  view: FindingsView,
  by: FindingGroup,
  rows: readonly number[],
  planOf: (rows: readonly number[]) => FixPlan,
): CallOutput<'fixes.worklist'> {
  const groups = Map.groupBy(rows, (row) => getRowGroupKey(view, row, by));
  return {
    revision: view.revision,
    safe: planOf(rows).planned.length,
    groups: [...groups].map(([key, ofGroup]) => {
      const { planned, toLookAt } = planOf(ofGroup);
      return {
        key,
        rows: ofGroup.length,
        safe: planned.length,
        toReview: toLookAt.length,
        adopted: ofGroup.filter((row) => view.isAdopted(row)).length,
      };
    }),
  };
}
