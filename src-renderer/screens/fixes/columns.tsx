import { useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { AddressCell } from '../../parts/compare-panel/address-cell.tsx';
import classes from '../../parts/compare-panel/cells.module.css';
import { useRowTexts } from '../../parts/compare-panel/row-words.ts';
import { FixStateMark } from '../../parts/fixes/fix-state.tsx';
import { useAccountTexts } from '../../parts/fixes/use-account-words.ts';
import { useEvidenceTexts } from '../../parts/fixes/use-evidence.ts';
import { getPresentValue } from '../../parts/fixes/view-model.ts';

/** Columns of the list of fixes. Columns hidden on narrow windows are shown in the panel. */
export const FIX_COLUMNS = [
  { id: 'state', least: 128, grow: 0.2 },
  { id: 'name', least: 112, grow: 0.6, naming: true },
  { id: 'side', least: 84, grow: 0, givesWay: 2 },
  { id: 'before', least: 190, grow: 1.6, givesWay: 3 },
  { id: 'after', least: 190, grow: 1.6 },
  { id: 'evidence', least: 150, grow: 1.4, givesWay: 1 },
] as const satisfies readonly Omit<Column<FixRow>, 'title' | 'cell'>[];

/** Columns with headings and cell rendering. */
export const useFixColumns = (): readonly Column<FixRow>[] => {
  const text = useText('fixesScreen.list.column');
  const words = useRowTexts();
  const evidence = useEvidenceTexts();
  const accountWords = useAccountTexts();
  const states = useText('fix.state');
  return useMemo(() => {
    const cells: Readonly<Record<(typeof FIX_COLUMNS)[number]['id'], Column<FixRow>['cell']>> = {
      state: ({ state }) => <FixStateMark state={state} />,
      name: ({ name }) => <span title={name}>{name}</span>,
      side: ({ side }) => <span className={classes.muted}>{evidence.side(side)}</span>,
      before: (fix, { width }) =>
        fix.account !== null ? (
          <span translate="no" title={fix.to}>
            {fix.to}
          </span>
        ) : (
          <AddressCell neo={getPresentValue(fix)} amazon={fix.to} side="neo" width={width} words={words} />
        ),
      after: (fix, { width }) =>
        fix.account !== null ? (
          <span title={accountWords.change(fix.account)}>{accountWords.change(fix.account)}</span>
        ) : (
          <AddressCell neo={getPresentValue(fix)} amazon={fix.to} side="amazon" width={width} words={words} />
        ),
      evidence: (fix) => {
        const said = fix.account === null ? evidence.line(fix) : accountWords.why(fix.account.why);
        return (
          <span className={classes.muted} title={said}>
            {said}
          </span>
        );
      },
    };
    const texts: Readonly<Record<(typeof FIX_COLUMNS)[number]['id'], (fix: FixRow) => string>> = {
      state: ({ state }) => states(state),
      name: ({ name }) => name,
      side: ({ side }) => evidence.side(side),
      before: (fix) => (fix.account === null ? (getPresentValue(fix) ?? '') : fix.to),
      after: (fix) => (fix.account === null ? fix.to : accountWords.change(fix.account)),
      evidence: (fix) => (fix.account === null ? evidence.line(fix) : accountWords.why(fix.account.why)),
    };
    return FIX_COLUMNS.map((column) => ({ ...column, title: text(column.id), cell: cells[column.id], text: texts[column.id] }));
  }, [text, words, evidence, accountWords, states]);
};
