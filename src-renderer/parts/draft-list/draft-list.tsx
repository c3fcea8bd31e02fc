import { type Icon, IconCopy, IconRotate2, IconSearch, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, useCompanyId } from '#renderer/client/index.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { type QueriedRows, useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { loadRowsToActOn } from '#renderer/parts/data-table/selection/chosen-rows.ts';
import { PERMANENT_KEYS_VERSION } from '#renderer/parts/data-table/selection/selection.ts';
import { type RowChoice, useSelection } from '#renderer/parts/data-table/selection/use-selection.ts';
import { NoMatches } from '#renderer/parts/data-table/table-state.tsx';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { changeDrafts, type ListSection } from '#renderer/ui/drafts/index.ts';
import { Button, CloseButton, EmptyState, Muted, TextInput, useRefusalProps, useSettledSearch, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { type DraftColumn, type DraftHealth, type RowActions, useDraftColumns } from './draft-columns.tsx';
import classes from './draft-list.module.css';
import { type DraftSort, FIRST_LIST_VIEW, type ListView, toggleDraftSort } from './list-view.ts';
import { RenameDialog } from './rename-dialog.tsx';

const ROW_PX = 41;
/** Maximum number of objects per change call. */
const MAX_SELECTED = 500;
const NO_ROWS: readonly DraftRow[] = [];
const NO_COLUMNS: readonly DraftColumn[] = [];
const read = ({ rows, total, revision }: CallOutput<'drafts.list'>): RowWindow<DraftRow> => ({ rows, total, version: [revision] });
const entryOf = ({ id, state }: DraftRow): readonly [string, DraftRow['state']] => [id, state];

/** Last view of each list by company; kept in memory only. */
const left = new Map<string, ListView>();

interface DraftListProps {
  readonly section: ListSection;
  readonly onOpen: (id: string) => void;
  /** Additional columns of the section after the name. Must be a stable array. */
  readonly columns?: readonly DraftColumn[];
  /** Mark beside the name. Must be a stable function. */
  readonly mark?: (row: DraftRow) => ReactNode;
  /** Replaces the counts of lint problems in a section that has a better status. Must be a stable object. */
  readonly health?: DraftHealth;
  /** Called with the visible rows. */
  readonly onRows?: (ids: readonly string[]) => void;
  /** Header of the code column, in sections that have one. */
  readonly codeLabel?: string;
  /** Explains the empty list and how to begin. */
  readonly empty: { readonly title: string; readonly text: string; readonly action: ReactNode };
}

/** A list of drafts: search, sort, select, open, rename, duplicate, and delete with a preview of references. */
export const DraftList = ({ section, onOpen, columns: own = NO_COLUMNS, mark, health, onRows, codeLabel, empty }: DraftListProps) => {
  const text = useText('draftList');
  const words = useText('draft.section');
  const client = useClient();
  const place = `${useCompanyId()} ${section}`;
  const [view, setView] = useState(() => left.get(place) ?? FIRST_LIST_VIEW);
  const [active, setActive] = useState(-1);
  const [deleting, setDeleting] = useState<readonly DraftRow[]>(NO_ROWS);
  const [renaming, setRenaming] = useState<DraftRow | null>(null);
  const table = useRef<TableHandle>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const change = (part: Partial<ListView>): void => {
    const next = { ...view, ...part };
    left.set(place, next);
    setView(next);
    setActive(-1);
  };
  const search = useSettledSearch(view.search);
  const rows = useRowsInSight(useRows({ call: 'drafts.list', input: { section, search, sort: view.sort }, read }), onRows);
  const { row: rowAt, total } = rows;
  const choice = useSelection({ source: rows, question: { section, search }, version: PERMANENT_KEYS_VERSION, entryOf });
  const { clear } = choice;

  const actions = useMemo<RowActions>(() => {
    const copyName = ({ name }: DraftRow): string => text('copyOf', { name: name === '' ? text('unnamed') : name });
    return {
      open: ({ id, state }) => {
        if (state !== 'deleted') onOpen(id);
      },
      rename: setRenaming,
      duplicate: (row) => void changeDrafts(client, 'drafts.duplicate', { objects: [{ section, id: row.id, name: copyName(row) }] }),
      remove: (row) => setDeleting([row]),
      revert: (row) => void changeDrafts(client, 'drafts.revert', { objects: [{ section, id: row.id }] }),
    };
  }, [text, client, section, onOpen]);
  const many: ManyActions = {
    duplicate: (copied) =>
      void changeDrafts(client, 'drafts.duplicate', {
        objects: copied.map(({ id, name }) => ({ section, id, name: text('copyOf', { name: name === '' ? text('unnamed') : name }) })),
      }),
    revert: (reverted) => void changeDrafts(client, 'drafts.revert', { objects: reverted.map(({ id }) => ({ section, id })) }),
    remove: setDeleting,
  };
  /** Opens the delete dialog for the selected rows, otherwise for the active row. */
  const removeMeant = async (): Promise<void> => {
    if (choice.count > MAX_SELECTED) return;
    setDeleting((await loadRowsToActOn(rows, choice, active)).filter(isThere));
  };
  const columns = useDraftColumns({ actions, own, mark, health, codeLabel });
  const open = useCallback(
    (index: number) => {
      const row = rowAt(index);
      if (row !== undefined) actions.open(row);
    },
    [rowAt, actions],
  );
  const keys = useTableKeys({
    table,
    total,
    active,
    selection: choice,
    onMove: setActive,
    onOpen: open,
    onKey: ({ key, isComposing, ctrlKey, metaKey, altKey }, inTable) => {
      if (isComposing || ctrlKey || metaKey || altKey) return false;
      if (key === '/') {
        searchBox.current?.focus();
        return true;
      }
      if (!inTable) return false;
      if (key === 'Delete') {
        void removeMeant();
        return true;
      }
      const row = key === 'F2' ? rowAt(active) : undefined;
      if (row === undefined || row.state === 'deleted') return false;
      setRenaming(row);
      return true;
    },
  });
  const nothing = !rows.waiting && !rows.stale && rows.error === null && total === 0 && view.search.trim() === '' && search.trim() === '';
  return (
    <>
      {nothing ? (
        <div className={classes.none}>
          <EmptyState title={empty.title} action={empty.action}>
            {empty.text}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className={classes.bar}>
            <TextInput
              ref={searchBox}
              className={classes.search}
              aria-label={text('search', { section: words(section) })}
              placeholder={text(`searchIn.${section}`)}
              leftSection={<IconSearch size={16} aria-hidden />}
              rightSection={
                view.search === '' ? null : <CloseButton size="sm" aria-label={text('clear')} onClick={() => change({ search: '' })} />
              }
              maxLength={200}
              autoComplete="off"
              value={view.search}
              onChange={(event) => change({ search: event.currentTarget.value })}
            />
          </div>
          <DataTable
            name={`draft-${section}`}
            label={words(section)}
            role="table"
            source={rows}
            columns={columns}
            rowPx={ROW_PX}
            empty={<NoMatches text={text('noMatches')} clear={text('clear')} onClear={() => change({ search: '' })} />}
            active={Math.min(active, total - 1)}
            onActive={setActive}
            onOpen={open}
            sort={view.sort}
            onSort={(by) => change({ sort: toggleDraftSort(view.sort, by as DraftSort['by']) })}
            keys={keys}
            handle={table}
            selection={choice}
            actions={<Many rows={rows} choice={choice} actions={many} />}
          />
        </>
      )}
      <DeleteDialog section={section} rows={deleting} onClose={() => setDeleting(NO_ROWS)} onDeleted={clear} />
      <RenameDialog section={section} row={renaming} onClose={() => setRenaming(null)} />
    </>
  );
};

/** Reports visible rows to `onRows`. */
function useRowsInSight<A>(rows: QueriedRows<A, DraftRow>, onRows: DraftListProps['onRows']): QueriedRows<A, DraftRow> {
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const source = useMemo(
    () => ({
      ...rows,
      need: (from: number, to: number) => {
        setSight((before) => (before[0] === from && before[1] === to ? before : [from, to]));
        rows.need(from, to);
      },
    }),
    [rows],
  );
  const ids: string[] = [];
  for (let index = Math.max(0, first); index <= Math.min(last, rows.total - 1); index++) {
    const id = rows.row(index)?.id;
    if (id !== undefined) ids.push(id);
  }
  const inSight = JSON.stringify(ids);
  useEffect(() => onRows?.(JSON.parse(inSight) as string[]), [onRows, inSight]);
  return source;
}

interface ManyActions {
  readonly duplicate: (rows: readonly DraftRow[]) => void;
  readonly revert: (rows: readonly DraftRow[]) => void;
  readonly remove: (rows: readonly DraftRow[]) => void;
}

interface ManyProps {
  readonly rows: QueriedRows<unknown, DraftRow>;
  readonly choice: RowChoice<DraftRow, string, DraftRow['state'], unknown>;
  readonly actions: ManyActions;
}

const isThere = ({ state }: DraftRow): boolean => state !== 'deleted';
const isBehind = ({ state }: DraftRow): boolean => state === 'changed' || state === 'deleted';

/** Actions for the selected objects. Objects to which an action does not apply are skipped. */
const Many = ({ rows, choice, actions }: ManyProps) => {
  const text = useText('draftList');
  const { selection, count } = choice;
  const states: readonly DraftRow['state'][] = selection.kind === 'rows' ? [...selection.rows.values()] : ['changed'];
  if (count > MAX_SELECTED) return <Muted>{text('mostAtOnce', { most: MAX_SELECTED })}</Muted>;
  const act = (isMeant: (row: DraftRow) => boolean, then: (meant: readonly DraftRow[]) => void) => async (): Promise<void> => {
    const meant = (await loadRowsToActOn(rows, choice, -1)).filter(isMeant);
    if (meant.length > 0) then(meant);
  };
  const there = states.some((state) => state !== 'deleted');
  const behind = states.some((state) => state === 'changed' || state === 'deleted');
  return (
    <>
      {there ? <ManyButton Icon={IconCopy} label={text('action.duplicate')} onDo={act(isThere, actions.duplicate)} /> : null}
      {behind ? <ManyButton Icon={IconRotate2} label={text('action.revert')} onDo={act(isBehind, actions.revert)} /> : null}
      {there ? <ManyButton Icon={IconTrash} label={text('deleteChosen')} onDo={act(isThere, actions.remove)} /> : null}
    </>
  );
};

const ManyButton = ({ Icon, label, onDo }: { readonly Icon: Icon; readonly label: string; readonly onDo: () => Promise<void> }) => {
  const refused = useRefusalProps();
  return (
    <Button size="xs" variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={() => void onDo()} {...refused}>
      {label}
    </Button>
  );
};
