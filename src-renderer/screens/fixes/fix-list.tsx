import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate, type ScreenParams, useParams } from '#renderer/navigation/index.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { useActiveRow } from '#renderer/parts/data-table/rows/use-active-row.ts';
import { useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { loadRowsToActOn } from '#renderer/parts/data-table/selection/chosen-rows.ts';
import { PERMANENT_KEYS_VERSION } from '#renderer/parts/data-table/selection/selection.ts';
import { useRowChoice } from '#renderer/parts/data-table/selection/use-row-choice.ts';
import { TableState } from '#renderer/parts/data-table/table-state.tsx';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { ActionIcon, Button, EmptyState, Kbd, SplitView, Tooltip, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { FixTray } from '../../parts/fix-files/fix-tray.tsx';
import { dropFixes } from '../../parts/fixes/adopt.ts';
import { ALL_FIXES, createFixCountsInput, type FixFilter, isFiltered } from '../../parts/fixes/fix-filter.ts';
import classes from '../../parts/fixes/fixes.module.css';
import { countFixes } from '../../parts/fixes/view-model.ts';
import { useNoticeCover } from '../../parts/undo/undo-notice.ts';
import { Arrivals } from './arrivals.tsx';
import { useFixColumns } from './columns.tsx';
import { FilterLine } from './filter-line.tsx';
import { FixPanel } from './fix-panel.tsx';
import { FixesFrame } from './frame.tsx';

type FixesAnswer = CallOutput<'fixes.list'>;
const read = ({ fixes, total }: FixesAnswer): RowWindow<FixRow> => ({ rows: fixes, total, version: [] });
const keyOf = ({ person }: FixRow): string => person;
const entryOf = ({ person }: FixRow): readonly [string, null] => [person, null];

/** All adopted fixes: person, side, change, and state. */
export const FixList = () => {
  const text = useText('fixesScreen');
  const client = useClient();
  const params = useParams('fixes');
  const [visit, setVisit] = useState(params);
  const [filter, setFilterAlone] = useState<FixFilter>(filterOf(params));
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const setFilter = useCallback((next: FixFilter) => {
    setFilterAlone(next);
    setActive(-1);
    setOpen(false);
  }, []);
  if (visit !== params) {
    setVisit(params);
    if (params.states !== undefined || params.search !== undefined) setFilter(filterOf(params));
  }
  const fixes = useRows({ call: 'fixes.list', input: { filter }, read });
  const columns = useFixColumns();
  const whole = useCall('fixes.list', createFixCountsInput([]));
  const refused = useRefusalProps();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const covered = useNoticeCover();
  const { total } = fixes;
  useEffect(() => {
    // Dropped fixes left the list, so focus moves to the next row.
    if (fixes.stale || fixes.waiting) return;
    if (active >= total) setActive(total - 1);
    if (total === 0) setOpen(false);
  }, [fixes.stale, fixes.waiting, total, active]);

  const fix = useActiveRow({ active, row: fixes.row, keyOf, version: PERMANENT_KEYS_VERSION, onMoved: setActive });
  const close = useCallback(() => {
    setOpen(false);
    table.current?.focus();
  }, []);
  const step = (by: number): void => setActive((at) => Math.min(total - 1, Math.max(0, at + by)));

  const show = useCallback((index: number) => {
    setActive(index);
    setOpen(true);
  }, []);
  const selection = useRowChoice({ source: fixes, question: filter, entryOf });
  const { letGo } = selection;
  const dropRows = async (rows: readonly FixRow[]): Promise<void> => {
    const people = rows.map(({ person }) => person);
    if (people.length > 0 && (await dropFixes(client, { people }))) letGo(people);
  };
  const dropMeant = async (): Promise<void> => dropRows(await loadRowsToActOn(fixes, selection, active));
  const keys = useTableKeys({
    table,
    total,
    active,
    selection,
    onMove: setActive,
    onOpen: show,
    onKey: (press, inTable) => {
      if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return false;
      if (press.key === 'Delete' && inTable) {
        void dropMeant();
        return true;
      }
      if (press.key !== '/') return false;
      search.current?.focus();
      search.current?.select();
      return true;
    },
  });

  const panel =
    open && fix !== undefined
      ? {
          title: fix.name || text('panel.title'),
          actions: (
            <>
              <Tooltip label={`${text('panel.previous')} (K)`}>
                <ActionIcon size="sm" aria-label={text('panel.previous')} disabled={active <= 0} onClick={() => step(-1)}>
                  <IconChevronUp size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={`${text('panel.next')} (J)`}>
                <ActionIcon size="sm" aria-label={text('panel.next')} disabled={active >= total - 1} onClick={() => step(1)}>
                  <IconChevronDown size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          ),
          body: <FixPanel fix={fix} onDrop={() => void dropRows([fix])} />,
        }
      : null;
  const counts = whole.value?.counts;
  const nothing = counts !== undefined && countFixes(counts) === 0;
  return (
    <FixesFrame
      tab="list"
      layout="fill"
      shown={{
        ...(filter.states.length === 0 ? {} : { states: filter.states }),
        ...(filter.search === '' ? {} : { search: filter.search }),
      }}
      actions={<FixTray />}
    >
      <SplitView
        panel={panel}
        onClose={close}
        head={
          nothing ? null : (
            <div className={classes.padded}>
              {counts === undefined ? null : <Arrivals counts={counts} onShow={(state) => setFilter({ ...ALL_FIXES, states: [state] })} />}
              <FilterLine
                filter={filter}
                counts={fixes.answer?.counts}
                total={total}
                stale={fixes.stale}
                searchRef={search}
                onChange={setFilter}
                onLeaveSearch={() => table.current?.focus()}
                onDrop={() => void dropFixes(client, { filter })}
              />
            </div>
          )
        }
      >
        {nothing ? (
          <TableState>
            <EmptyState title={text('empty.title')} action={<Button onClick={() => navigate('matching')}>{text('empty.action')}</Button>}>
              {text('empty.text')}
            </EmptyState>
            <ol className={classes.teach}>
              {(['adopt', 'write', 'import', 'arrive'] as const).map((part) => (
                <li key={part}>{text(`empty.steps.${part}`)}</li>
              ))}
            </ol>
          </TableState>
        ) : (
          <DataTable
            name="fix"
            label={text('list.label')}
            role="grid"
            source={fixes}
            columns={columns}
            empty={
              <EmptyState
                title={text('noMatches.title')}
                action={
                  isFiltered(filter) ? (
                    <Button variant="default" onClick={() => setFilter(ALL_FIXES)}>
                      {text('noMatches.clear')}
                    </Button>
                  ) : undefined
                }
              >
                {text('noMatches.text')}
              </EmptyState>
            }
            active={active}
            onActive={setActive}
            onOpen={show}
            keys={keys}
            handle={table}
            selection={selection}
            actions={
              <Button
                size="xs"
                variant="default"
                leftSection={<IconX size={14} aria-hidden />}
                rightSection={<Kbd>Delete</Kbd>}
                onClick={() => void dropMeant()}
                {...refused}
              >
                {text('panel.drop')}
              </Button>
            }
            covered={covered}
          />
        )}
      </SplitView>
    </FixesFrame>
  );
};

/** The filter of a visit. */
const filterOf = ({ states, search }: ScreenParams['fixes']): FixFilter => ({
  ...ALL_FIXES,
  states: [...(states ?? [])],
  search: search ?? '',
});
