import { countOf, type Selection } from '#renderer/parts/data-table/selection.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow } from '#shared/contract/matching.ts';
import type { TriageChange } from '../../parts/decisions/decisions.ts';

type Severity = FindingRow['severity'];

/** The chosen findings, by their numbers within one revision: single rows, or everything under a filter but a few. */
export type FindingSelection = Selection<number, Severity, FindingFilter>;

/** What a finding is chosen by, and what the selection keeps of it. */
export const entryOf = ({ row, severity }: Pick<FindingRow, 'row' | 'severity'>): readonly [number, Severity] => [row, severity];

/** The selection as the contract asks for it; `null` without a row. */
export function selectionInput(selection: FindingSelection): CallInput<'fixes.preview'>['selection'] | null {
  if (countOf(selection) === 0) return null;
  return selection.kind === 'rows'
    ? { revision: selection.version, rows: [...selection.rows.keys()] }
    : { revision: selection.version, filter: selection.question, except: [...selection.except.keys()] };
}

/** Whether rows that a decision is about are still in the list afterwards: then they stay chosen. */
export function staysListed(change: TriageChange, triage: FindingFilter['triage']): boolean {
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

/**
 * How many of the chosen rows block an order: known at once for single rows; for a filter, the filter to ask with and
 * what to take off its answer.
 */
export function blockingOf(
  selection: FindingSelection,
): { readonly known: number } | { readonly ask: FindingFilter; readonly less: number } {
  const blocks = (severities: ReadonlyMap<number, Severity>): number => [...severities.values()].filter((each) => each === 'block').length;
  if (selection.kind === 'rows') return { known: blocks(selection.rows) };
  const { severities } = selection.question;
  if (severities.length > 0 && !severities.includes('block')) return { known: 0 };
  return { ask: { ...selection.question, severities: ['block'] }, less: blocks(selection.except) };
}
