import { useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { useText } from '#renderer/ui/index.ts';
import type { FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';
import { AddressCell } from '../../parts/compare-panel/address-cell.tsx';
import classes from '../../parts/compare-panel/cells.module.css';
import type { RowTexts } from '../../parts/compare-panel/row-words.ts';
import { ReasonCell, SeverityCell, TriageCell } from './cells.tsx';
import { CorrectionCell } from './correction-cell.tsx';

/** Columns of the findings. Columns hidden on narrow windows are shown in the panel. */
export const FINDING_COLUMNS = [
  { id: 'severity', least: 88, grow: 0, sortBy: 'severity', givesWay: 5 },
  { id: 'name', least: 100, grow: 0.5, sortBy: 'name', naming: true },
  { id: 'organization', least: 140, grow: 0.3, sortBy: 'organization', givesWay: 1 },
  { id: 'reason', least: 140, grow: 2.2, sortBy: 'code', givesWay: 4 },
  { id: 'owner', least: 116, grow: 0, sortBy: 'owner', givesWay: 2 },
  { id: 'correction', least: 250, grow: 4 },
  { id: 'workEmail', least: 180, grow: 1.4, sortBy: 'workEmail', extra: true },
  { id: 'amazonEmail', least: 180, grow: 1.4, sortBy: 'amazonEmail', extra: true },
  { id: 'triage', least: 104, grow: 0.4, givesWay: 3 },
] as const satisfies readonly (Omit<Column<FindingRow>, 'title' | 'cell'> & { readonly sortBy?: FindingSort['by'] })[];

/** Columns with headings and cell rendering. */
export const useFindingColumns = (words: RowTexts): readonly Column<FindingRow>[] => {
  const text = useText('matching.column');
  return useMemo(() => {
    const cells: Readonly<Record<(typeof FINDING_COLUMNS)[number]['id'], Column<FindingRow>['cell']>> = {
      severity: (row) => <SeverityCell row={row} words={words} />,
      name: ({ name }) => <span title={name}>{name}</span>,
      organization: ({ organization }) => (
        <span className={classes.muted} title={organization}>
          {organization}
        </span>
      ),
      workEmail: (row, { width }) => <AddressCell neo={row.workEmail} amazon={row.amazonEmail} side="neo" width={width} words={words} />,
      amazonEmail: (row, { width }) => (
        <AddressCell neo={row.workEmail} amazon={row.amazonEmail} side="amazon" width={width} words={words} />
      ),
      owner: ({ side }) => <span className={classes.muted}>{words.owner[side]}</span>,
      correction: (row, { width }) => <CorrectionCell row={row} width={width} words={words} />,
      reason: (row, { width }) => <ReasonCell row={row} width={width} words={words} />,
      triage: (row) => <TriageCell row={row} words={words} />,
    };
    const texts: Readonly<Record<(typeof FINDING_COLUMNS)[number]['id'], (row: FindingRow) => string>> = {
      severity: ({ severity }) => words.severity[severity],
      name: ({ name }) => name,
      organization: ({ organization }) => organization,
      owner: ({ side }) => words.owner[side],
      correction: ({ correction }) => (correction === undefined ? '' : `${correction.from} → ${correction.to}`),
      workEmail: ({ workEmail }) => workEmail ?? '',
      amazonEmail: ({ amazonEmail }) => amazonEmail ?? '',
      reason: ({ code, reason }) => `${words.findingName(code)} ${words.reason(reason)}`,
      triage: ({ triage }) =>
        [triage.fix === null ? '' : words.fix[triage.fix], words.triage(triage).words, triage.note].filter((part) => part !== '').join(' '),
    };
    return FINDING_COLUMNS.map((column) => ({ ...column, title: text(column.id), cell: cells[column.id], text: texts[column.id] }));
  }, [text, words]);
};
