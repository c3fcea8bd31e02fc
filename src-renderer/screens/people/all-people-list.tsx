import { useCallback, useMemo, useRef, useState } from 'react';
import { useCompanyId } from '#renderer/client/index.ts';
import { navigate, type ScreenParams, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { type Sort, toggleSort } from '#renderer/parts/data-table/columns/columns.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { useRowChoice } from '#renderer/parts/data-table/selection/use-row-choice.ts';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { Button, EmptyState, Screen, useText } from '#renderer/ui/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { PersonRow } from '#shared/contract/people.ts';
import { usePeopleColumns } from './columns.tsx';
import { FilterLine, NO_FILTER, type PeopleFilter } from './filter-line.tsx';
import classes from './people.module.css';

type SortBy = CallInput<'people.list'>['sort']['by'];

interface Left {
  readonly filter: PeopleFilter;
  readonly sort: Sort<SortBy>;
  readonly active: number;
}

const FIRST: Left = { filter: NO_FILTER, sort: { by: 'state', direction: 'ascending' }, active: -1 };
const read = ({ rows, total, revision }: CallOutput<'people.list'>): RowWindow<PersonRow> => ({ rows, total, version: [revision] });
const entryOf = ({ personId }: PersonRow): readonly [string, null] => [personId, null];

/** Last list of each company, restored when returning from a person; kept in memory only. */
const left = new Map<string, Left>();

const filterParams = ({ search, states, organizationId }: PeopleFilter): ScreenParams['people'] => ({
  ...(organizationId === null ? {} : { organizationId }),
  ...(states.length === 0 ? {} : { states }),
  ...(search === '' ? {} : { search }),
});

/** Parameters that restore the list. */
export const getLeftListParams = (companyId: string): ScreenParams['people'] => filterParams((left.get(companyId) ?? FIRST).filter);

/** Applies exactly the filter of a visit, or none; the position stays if the filter is unchanged. */
const opened = (before: Left, { states, search = '', organizationId }: ScreenParams['people']): Left => {
  const filter: PeopleFilter = { search, states: [...(states ?? [])], organizationId: organizationId ?? null };
  return JSON.stringify(filter) === JSON.stringify(before.filter) ? before : { ...FIRST, filter, sort: before.sort };
};

/** All people of NEO's list, with or without findings. */
export const AllPeopleList = () => {
  const text = useText('people');
  const companyId = useCompanyId();
  const params = useParams('people');
  const [visit, setVisit] = useState(params);
  const [{ filter, sort, active }, setView] = useState<Left>(() => opened(left.get(companyId) ?? FIRST, params));
  if (visit !== params) {
    setVisit(params);
    setView((now) => opened(now, params));
  }
  useScreenAddressSync('people', filterParams(filter));
  const change = useCallback(
    (part: Partial<Left>) =>
      setView((now) => {
        const next = { ...now, ...part };
        left.set(companyId, next);
        return next;
      }),
    [companyId],
  );
  const people = useRows({ call: 'people.list', input: useMemo(() => ({ filter, sort }), [filter, sort]), read });
  const { row: personAt, total } = people;
  const columns = usePeopleColumns();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const setActive = useCallback((index: number) => change({ active: index }), [change]);
  const open = useCallback(
    (index: number) => {
      const person = personAt(index);
      setActive(index);
      if (person !== undefined) navigate('people', { personId: person.personId });
    },
    [personAt, setActive],
  );
  const selection = useRowChoice({ source: people, question: filter, entryOf });
  const keys = useTableKeys({
    table,
    total,
    active,
    selection,
    onMove: setActive,
    onOpen: open,
    onKey: ({ key, ctrlKey, metaKey, altKey, isComposing }) => {
      if (key !== '/' || ctrlKey || metaKey || altKey || isComposing) return false;
      search.current?.focus();
      search.current?.select();
      return true;
    },
  });
  const isFiltered = filter.search !== '' || filter.states.length > 0 || filter.organizationId !== null;
  return (
    <Screen title={text('title')} layout="fill">
      <div className={classes.filters}>
        <FilterLine
          filter={filter}
          counts={people.answer?.states}
          searchRef={search}
          onChange={(next) => change({ filter: next, active: -1 })}
          onLeaveSearch={() => {
            setActive(0);
            table.current?.focus();
          }}
        />
      </div>
      <DataTable
        name="people"
        label={text('table.label')}
        role="grid"
        source={people}
        columns={columns}
        empty={
          <EmptyState
            title={text('table.nobody')}
            action={isFiltered ? <Button onClick={() => change({ filter: NO_FILTER, active: -1 })}>{text('table.showAll')}</Button> : null}
          >
            {text('table.nobodyText')}
          </EmptyState>
        }
        active={Math.min(active, total - 1)}
        onActive={setActive}
        onOpen={open}
        sort={sort}
        onSort={(by) => change({ sort: toggleSort(sort, by as SortBy), active: -1 })}
        keys={keys}
        handle={table}
        selection={selection}
      />
    </Screen>
  );
};
