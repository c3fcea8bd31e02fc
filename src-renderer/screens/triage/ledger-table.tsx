import { useCallback, useMemo, useRef, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { useActiveRow } from '#renderer/parts/data-table/rows/use-active-row.ts';
import { useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { loadRowsToActOn } from '#renderer/parts/data-table/selection/chosen-rows.ts';
import { PERMANENT_KEYS_VERSION } from '#renderer/parts/data-table/selection/selection.ts';
import { useRowChoice } from '#renderer/parts/data-table/selection/use-row-choice.ts';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { Button, Kbd, StateMark, UnstyledButton, useFormat, useRefusalProps, useRefusalReason, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { applyDecisions } from '../../parts/decisions/decisions.ts';
import { getFindingLines } from '../../parts/reasons/finding-lines.ts';
import classes from './ledger.module.css';
import { createRemoval, type LedgerEntry, type LedgerFilter, type LedgerPart } from './ledger-view.ts';

interface LedgerTableProps {
  readonly part: LedgerPart['id'];
  readonly filter: LedgerFilter;
  readonly label: string;
  readonly onRenew: (entry: LedgerEntry) => void;
}

const ROW_PX = 55;
const MAX_PX = 560;
const read = ({ entries, total }: CallOutput<'triage.ledger'>): RowWindow<LedgerEntry> => ({ rows: entries, total, version: [] });
const keyOf = ({ key, kind }: LedgerEntry): string => `${kind} ${key}`;
const entryOf = (entry: LedgerEntry): readonly [string, null] => [keyOf(entry), null];
const seeFinding = ({ code, place }: LedgerEntry): void => {
  if (place !== null) navigate('matching', { codes: [code], ...place });
};

/** One part of the register. */
export const LedgerTable = ({ part, filter, label, onRenew }: LedgerTableProps) => {
  const client = useClient();
  const entries = useRows({ call: 'triage.ledger', input: { filter }, read });
  const { row: entryAt, total } = entries;
  const [active, setActive] = useState(-1);
  useActiveRow({ active, row: entryAt, keyOf, version: PERMANENT_KEYS_VERSION, onMoved: setActive });
  const table = useRef<TableHandle>(null);
  const text = useText('triageScreen.ledger');
  const refused = useRefusalProps();
  const free = useRefusalReason() === null;
  const open = useCallback(
    (index: number) => {
      const entry = entryAt(index);
      if (entry !== undefined) seeFinding(entry);
    },
    [entryAt],
  );
  const selection = useRowChoice({ source: entries, question: filter, entryOf });
  const { letGo } = selection;
  const remove = useCallback(
    async (gone: readonly LedgerEntry[]): Promise<void> => {
      const [first, ...others] = createRemoval(gone);
      if (first !== undefined && (await applyDecisions(client, first, ...others))) letGo(gone.map(keyOf));
    },
    [client, letGo],
  );
  const removeMeant = async (): Promise<void> => remove(await loadRowsToActOn(entries, selection, active));
  const columns = useLedgerColumns(onRenew, remove);
  const keys = useTableKeys({
    table,
    total,
    active,
    selection,
    within: true,
    onMove: setActive,
    onOpen: open,
    onKey: ({ key, isComposing }) => {
      if (!free || key !== 'Delete' || isComposing) return false;
      void removeMeant();
      return true;
    },
  });
  return (
    <DataTable
      name={`ledger-${part}`}
      keptAs="ledger"
      label={label}
      role="grid"
      source={entries}
      columns={columns}
      rowPx={ROW_PX}
      most={MAX_PX}
      empty={null}
      active={Math.min(active, total - 1)}
      onActive={setActive}
      keys={keys}
      handle={table}
      selection={selection}
      actions={
        <Button size="xs" variant="default" rightSection={<Kbd>Delete</Kbd>} onClick={() => void removeMeant()} {...refused}>
          {text('remove')}
        </Button>
      }
    />
  );
};

function useLedgerColumns(
  onRenew: (entry: LedgerEntry) => void,
  onRemove: (entries: readonly LedgerEntry[]) => Promise<void>,
): readonly Column<LedgerEntry>[] {
  const text = useText('triageScreen.ledger');
  const refused = useRefusalProps();
  const words = useText('triage.ledger');
  const finding = useText('finding');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'who',
        title: text('column.who'),
        least: 150,
        grow: 1,
        naming: true,
        cell: (entry, { tabIndex }) => {
          const [first, below] = getFindingLines(entry.name, finding(`${entry.code}.name`));
          return (
            <>
              {entry.place === null ? (
                <span>{first}</span>
              ) : (
                <UnstyledButton className={classes.link} tabIndex={tabIndex} onClick={() => seeFinding(entry)}>
                  {first}
                </UnstyledButton>
              )}
              {below === '' ? null : <span className={classes.below}>{below}</span>}
            </>
          );
        },
        text: ({ name, code }) =>
          getFindingLines(name, finding(`${code}.name`))
            .join(' ')
            .trim(),
      },
      {
        id: 'decision',
        title: text('column.decision'),
        least: 180,
        grow: 2,
        cell: ({ kind, reason, side, person, note }) => (
          <>
            <span className={classes.kind}>{words(`kind.${kind}`)}</span>
            {kind === 'accept' ? reason : [side === null ? '' : text(`side.${side}`), person].filter((part) => part !== '').join('　')}
            {note === '' ? null : <span className={classes.below}>{text('note', { note })}</span>}
          </>
        ),
        text: ({ kind, reason, side, person, note }) =>
          [
            words(`kind.${kind}`),
            kind === 'accept' ? reason : side === null ? '' : text(`side.${side}`),
            kind === 'accept' ? '' : person,
            note,
          ]
            .filter((part) => part !== '')
            .join(' '),
      },
      {
        id: 'until',
        title: text('column.until'),
        least: 130,
        grow: 0.5,
        cell: ({ kind, state, until }) => (
          <span className={classes.until}>
            {state === 'active' || state === 'gone' ? null : <StateMark state="risk" look="chip" label={words(`state.${state}`)} />}
            <span>{kind === 'assign' ? '' : until === null ? text('withoutEnd') : format.date(until)}</span>
          </span>
        ),
        text: ({ kind, until }) => (kind === 'assign' ? '' : until === null ? text('withoutEnd') : format.date(until)),
      },
      {
        id: 'by',
        title: text('column.by'),
        least: 150,
        grow: 0.5,
        givesWay: 1,
        cell: ({ by, at }) => (
          <>
            {by === '' ? null : <span>{by}</span>}
            <span className={classes.below}>{format.dateTime(at)}</span>
          </>
        ),
        text: ({ by, at }) => [by, format.dateTime(at)].filter((part) => part !== '').join(' '),
      },
      {
        id: 'actions',
        title: text('column.actions'),
        least: 210,
        grow: 0,
        numeric: true,
        cell: (entry, { tabIndex }) => {
          const { kind, state } = entry;
          const [name] = getFindingLines(entry.name, finding(`${entry.code}.name`));
          const again = kind === 'accept' && (state === 'changed' || state === 'expired');
          return (
            <span className={classes.actions}>
              {again ? (
                <Button
                  size="xs"
                  variant="default"
                  tabIndex={tabIndex}
                  aria-label={text('renewOf', { name })}
                  onClick={() => onRenew(entry)}
                  {...refused}
                >
                  {text('renew')}
                </Button>
              ) : null}
              <Button
                size="xs"
                variant="subtle"
                tabIndex={tabIndex}
                aria-label={text('removeOf', { name })}
                onClick={() => void onRemove([entry])}
                {...refused}
              >
                {text('remove')}
              </Button>
            </span>
          );
        },
      },
    ],
    [text, refused, words, finding, format, onRenew, onRemove],
  );
}
