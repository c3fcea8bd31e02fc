// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { RowSource } from '#renderer/parts/data-table/rows/use-rows.ts';
import { createLoadedRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import { MAX_CHOSEN_ROWS } from '#renderer/parts/data-table/selection/selection.ts';
import { useSelection } from '#renderer/parts/data-table/selection/use-selection.ts';
import { renderHook, settle } from '../../support/window/render.tsx';

type Row = string;
const TEN: readonly Row[] = [...'0123456789'];
const entryOf = (row: Row): readonly [string, string] => [row, row];

/** A request for the rows between two others; it waits until the test responds. */
interface Request {
  readonly from: number;
  readonly to: number;
  readonly answer: (rows?: readonly Row[] | null) => Promise<void>;
}

function createLateRows(rows: readonly Row[] = TEN, total = rows.length) {
  const requests: Request[] = [];
  const source: RowSource<Row> = {
    ...createLoadedRows(rows),
    total,
    between: (from, to) =>
      new Promise((resolve) =>
        requests.push({
          from,
          to,
          answer: (found = rows.slice(from, to + 1)) => settle(() => resolve(found === null ? null : [...found])),
        }),
      ),
  };
  return { source, requests };
}

interface Props {
  readonly source: RowSource<Row>;
  readonly question?: string;
  readonly version?: number;
}
const useRowSelection = ({ source, question = 'all', version = 1 }: Props) => useSelection({ source, question, version, entryOf });
const render = (props: Props) => renderHook(useRowSelection, props);

/** Returns the selected rows of the ten. */
const selectedIn = ({ current }: { readonly current: ReturnType<typeof useRowSelection> }): string => TEN.filter(current.has).join('');

test('adds all rows from the last toggled one to the one that was clicked with Shift', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.choose(5, true));
  expect(requests.map(({ from, to }) => [from, to])).toEqual([[2, 5]]);
  await requests[0]?.answer();
  expect(selectedIn(hook)).toBe('2345');
});

test('keeps rows that were toggled before the range, and drops those of a former range from the same start', async () => {
  const hook = await render({ source: createLoadedRows(TEN) });
  await settle(() => hook.current.choose(9, false));
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.choose(6, true));
  await settle(() => hook.current.choose(1, true));
  expect(selectedIn(hook)).toBe('129');
});

test('shrinks a range that is extended back by the keys', async () => {
  const hook = await render({ source: createLoadedRows(TEN) });
  for (const [from, to] of [
    [3, 4],
    [4, 5],
    [5, 4],
  ] as const)
    await settle(() => hook.current.extend(from, to));
  expect(selectedIn(hook)).toBe('34');
});

test('selects the newest of two ranges when the former one is answered later', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.choose(8, true));
  await settle(() => hook.current.choose(3, true));
  await requests[1]?.answer();
  await requests[0]?.answer();
  expect(selectedIn(hook)).toBe('23');
});

test('selects no range that is answered after the selection was cleared, toggled or replaced by all rows', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  const begin = async (): Promise<void> => {
    await settle(() => hook.current.clear());
    await settle(() => hook.current.choose(2, false));
    await settle(() => hook.current.choose(8, true));
  };
  await begin();
  await settle(() => hook.current.clear());
  await requests[0]?.answer();
  expect(selectedIn(hook)).toBe('');
  await begin();
  await settle(() => hook.current.choose(2, false));
  await requests[1]?.answer();
  expect(selectedIn(hook)).toBe('');
  await begin();
  await settle(() => hook.current.chooseAll());
  await requests[2]?.answer();
  expect(hook.current.selection.kind).toBe('all');
});

test('selects nothing when the list changed before the range was answered', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.choose(5, true));
  await requests[0]?.answer(null);
  expect(selectedIn(hook)).toBe('2');
  await settle(() => hook.current.choose(5, true));
  await hook.rerender({ source, version: 2 });
  await requests[1]?.answer();
  expect(selectedIn(hook)).toBe('');
});

test('clears the selection and ends its range when the filter changes', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.choose(5, true));
  await hook.rerender({ source, question: 'other' });
  await requests[0]?.answer();
  expect(selectedIn(hook)).toBe('');
  await settle(() => hook.current.choose(7, true));
  expect([requests.length, selectedIn(hook)]).toEqual([1, '7']);
});

test('starts the next range at the active row after the keys moved or the order changed', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.moved());
  await settle(() => hook.current.choose(6, true, 4));
  await hook.rerender({ source: { ...source, question: 1 } });
  await settle(() => hook.current.choose(9, true, 7));
  expect(requests.map(({ from, to }) => [from, to])).toEqual([
    [4, 6],
    [7, 9],
  ]);
});

test('reports a range that is too long, keeps the selection and asks for no rows', async () => {
  const { source, requests } = createLateRows(TEN, 3 * MAX_CHOSEN_ROWS);
  const hook = await render({ source });
  await settle(() => hook.current.choose(0, false));
  await settle(() => hook.current.extend(0, MAX_CHOSEN_ROWS));
  expect(hook.current.tooLong).toBe(true);
  expect([requests.length, selectedIn(hook)]).toEqual([0, '0']);
  await settle(() => hook.current.extend(0, MAX_CHOSEN_ROWS - 1));
  expect(hook.current.tooLong).toBe(false);
  expect(requests).toHaveLength(1);
});

test('selects no shorter range that is answered after a range that is too long', async () => {
  const { source, requests } = createLateRows(TEN, 3 * MAX_CHOSEN_ROWS);
  const hook = await render({ source });
  await settle(() => hook.current.choose(0, false));
  await settle(() => hook.current.extend(0, 5));
  await settle(() => hook.current.extend(5, MAX_CHOSEN_ROWS));
  await requests[0]?.answer();
  expect(selectedIn(hook)).toBe('0');
});

test('selects no longer all rows once a row was added to or removed from the list', async () => {
  const hook = await render({ source: createLoadedRows(TEN) });
  await settle(() => hook.current.chooseAll());
  expect([hook.current.count, hook.current.head]).toEqual([10, 'all']);
  await hook.rerender({ source: { ...createLoadedRows(TEN), total: 11, stale: true } });
  expect(hook.current.count).toBe(10);
  await hook.rerender({ source: { ...createLoadedRows(TEN), total: 11 } });
  expect([hook.current.count, hook.current.head]).toEqual([0, 'none']);
});

test('selects no rows of one company in another', async () => {
  const { source, requests } = createLateRows();
  const hook = await render({ source });
  await settle(() => hook.current.choose(2, false));
  await settle(() => hook.current.choose(5, true));
  await hook.switchCompany('company-b');
  await requests[0]?.answer();
  expect(selectedIn(hook)).toBe('');
});
