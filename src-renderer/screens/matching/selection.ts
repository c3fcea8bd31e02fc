import { countChosen, type Selection } from '#renderer/parts/data-table/selection/selection.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow } from '#shared/contract/readiness/matching.ts';
import type { TriageChange } from '../../parts/decisions/decisions.ts';

type Severity = FindingRow['severity'];

/** Selected findings, by number within one revision: single rows, or a filter with exceptions. */
export type FindingSelection = Selection<number, Severity, FindingFilter>;

/** Key of a finding in the selection, and the value stored with it. */
export const toSelectionEntry = ({ row, severity }: Pick<FindingRow, 'row' | 'severity'>): readonly [number, Severity] => [row, severity];

/** The selection in the contract's form; `null` without rows. */
export function toSelectionInput(selection: FindingSelection): CallInput<'fixes.preview'>['selection'] | null {
  if (countChosen(selection) === 0) return null;
  return selection.kind === 'rows'
    ? { revision: selection.version, rows: [...selection.rows.keys()] }
    : { revision: selection.version, filter: selection.question, except: [...selection.except.keys()] };
}

/** Returns whether decided rows are still in the list afterwards; they then stay selected. */
export function isStillListed(change: TriageChange, triage: FindingFilter['triage']): boolean {
  switch (change.kind) {
    case 'note':
      return true;
    case 'accept':
      return triage === 'all' || triage === 'accepted' || triage === 'adopted';
    case 'assign':
      return triage === 'assigned-neo' || triage === 'assigned-amazon' ? triage === `assigned-${change.side}` : triage !== 'open';
    case 'reopen':
      return triage !== 'accepted' && triage !== 'accepted-changed';
    case 'unassign':
      return triage !== 'assigned' && triage !== 'assigned-neo' && triage !== 'assigned-amazon';
  }
}

/** Number of blocking rows in the selection: known for single rows; for a filter, the filter to request and the number to subtract. */
export function getBlockingCount(
  selection: FindingSelection,
): { readonly known: number } | { readonly ask: FindingFilter; readonly less: number } {
  const blocks = (severities: ReadonlyMap<number, Severity>): number => [...severities.values()].filter((each) => each === 'block').length;
  if (selection.kind === 'rows') return { known: blocks(selection.rows) };
  const { severities } = selection.question;
  if (severities.length > 0 && !severities.includes('block')) return { known: 0 };
  return { ask: { ...selection.question, severities: ['block'] }, less: blocks(selection.except) };
}
