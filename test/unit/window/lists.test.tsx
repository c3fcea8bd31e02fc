// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { useColumnLayout } from '#renderer/parts/data-table/columns/use-column-layout.ts';
import { useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import { useCoverage } from '#renderer/screens/invoicing/use-coverage.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { SavedView } from '#shared/contract/views.ts';
import { renderHook, settle } from '../../support/window/render.tsx';
import { showCompany } from '../../support/window/show-company.ts';

type Found = CallOutput<'drafts.list'>;
const found = (revision: number, ...names: string[]): Found => ({
  revision,
  total: names.length,
  rows: names.map((name) => ({
    id: name,
    name,
    code: '',
    state: 'same',
    problems: { block: 0, risk: 0, note: 0 },
    hasNote: false,
    updatedAt: '2026-04-01T00:00:00.000Z',
    line: null,
  })),
});
const read = ({ rows, total, revision }: Found) => ({ rows, total, version: [revision] });
const searching = (search: string): Omit<CallInput<'drafts.list'>, 'offset' | 'limit'> => ({
  section: 'serials',
  search,
  sort: { by: 'name', direction: 'ascending' },
});
const useSerials = (search: string) => useRows({ call: 'drafts.list', input: searching(search), read });

test('shows the rows of the newest filter when the former filter is answered later', async () => {
  const hook = await renderHook(useSerials, 'あ');
  const former = hook.transport.waiting('drafts.list');
  await hook.rerender('い');
  const newest = hook.transport.sentOf('drafts.list').at(-1);
  await settle(() => newest?.answer(found(1, 'い')));
  await settle(() => former.answer(found(1, 'あ')));
  expect([hook.current.total, hook.current.row(0)?.name, hook.current.stale]).toEqual([1, 'い', false]);
});

test('keeps the rows, marks them as outdated and shows why if the next filter is refused', async () => {
  const hook = await renderHook(useSerials, 'あ');
  await settle(() => hook.transport.waiting('drafts.list').answer(found(1, 'あ')));
  await hook.rerender('い');
  await settle(() => hook.transport.waiting('drafts.list').refuse('storage-busy'));
  expect(hook.current.error).toMatchObject({ code: 'storage-busy' });
  expect(hook.current.row(0)?.name).toBe('あ');
  expect(hook.current.stale).toBe(true);
});

test('mixes no rows of two companies', async () => {
  const hook = await renderHook(useSerials, 'あ');
  const ofA = hook.transport.waiting('drafts.list');
  await hook.switchCompany('company-b');
  await settle(() => ofA.answer(found(1, '甲社')));
  expect(hook.current.total).toBe(0);
  expect(hook.transport.sentOf('drafts.list').map(({ company }) => company)).toEqual(['company-a', 'company-b']);
});

test('cancels running row requests when the list is unmounted', async () => {
  const hook = await renderHook(useSerials, 'あ');
  await hook.unmount();
  expect(hook.transport.sentOf('drafts.list').map(({ isCancelled }) => isCancelled)).toEqual([true]);
});

afterEach(() => void vi.useRealTimers());

const LAYOUT = { order: ['name'], visible: {}, widths: { name: 100 } };
const kept = (id: number, name: string): SavedView => ({ id, name, content: { kind: 'columns', order: [], visible: {}, widths: {} } });

test('saves the columns of a table over the entry that the table has by then', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1 });
  await showCompany('company-a');
  const hook = await renderHook(useColumnLayout, 'serials-1');
  await settle(() => hook.transport.waiting('views.list').answer({ views: [] }));
  await settle(() => hook.current.onChange({ ...LAYOUT, widths: { name: 90 } }));
  await settle(() => hook.current.onChange(LAYOUT));
  expect(hook.current.layout).toEqual(LAYOUT);
  await settle(() => vi.advanceTimersByTimeAsync(500));
  await settle(() => hook.transport.waiting('views.list').answer({ views: [kept(3, 'other'), kept(4, 'serials-1')] }));
  expect(hook.transport.sentOf('views.save').map(({ company, input }) => [company, input])).toEqual([
    ['company-a', { id: 4, name: 'serials-1', content: { kind: 'columns', ...LAYOUT } }],
  ]);
});

test('saves columns that wait for a switch of company in the company in which they were changed', async () => {
  await showCompany('company-a');
  const hook = await renderHook(useColumnLayout, 'serials-2');
  await settle(() => hook.transport.waiting('views.list').answer({ views: [] }));
  await settle(() => hook.current.onChange(LAYOUT));
  await showCompany('company-b');
  await hook.switchCompany('company-b');
  hook.transport.always('views.list', () => ({ views: [] }));
  for (const call of hook.transport.sentOf('views.list')) if (!call.isAnswered) await settle(() => call.answer({ views: [] }));
  expect(hook.transport.sentOf('views.save').map(({ company }) => company)).toEqual(['company-a']);
  expect(hook.current.layout).not.toEqual(LAYOUT);
});

const level = (people: number, ...rows: readonly (readonly [id: string, children: number])[]): CallOutput<'drafts.coverage'> => ({
  revision: 1,
  people,
  none: 0,
  several: 0,
  byCodeAlone: 0,
  unchecked: 0,
  groups: [],
  rows: rows.map(([id, children]) => ({ id, name: id, children, people: 1, none: 0, several: 0, cells: [] })),
});

test('shows the newest coverage when an older request is answered later', async () => {
  const hook = await renderHook(() => useCoverage(), undefined);
  const older = hook.transport.waiting('drafts.coverage');
  await settle(() => hook.current.retry());
  const newer = hook.transport.sentOf('drafts.coverage')[1];
  await settle(() => newer?.answer(level(2, ['新', 0])));
  await settle(() => older.answer(level(1, ['旧', 0])));
  expect(hook.current.known?.top.rows.map(({ id }) => id)).toEqual(['新']);
});

test('shows why the coverage is unknown, and shows the coverage after a retry', async () => {
  const hook = await renderHook(() => useCoverage(), undefined);
  await settle(() => hook.transport.waiting('drafts.coverage').refuse('storage-busy'));
  expect(hook.current.failure).toMatchObject({ code: 'storage-busy' });
  await settle(() => hook.current.retry());
  await settle(() => hook.transport.waiting('drafts.coverage').answer(level(1)));
  expect(hook.current).toMatchObject({ failure: null, known: { top: { people: 1 } } });
});

test('requests no further level of the coverage once it is unmounted', async () => {
  const hook = await renderHook(() => useCoverage(), undefined);
  const top = hook.transport.waiting('drafts.coverage');
  await hook.unmount();
  await settle(() => top.answer(level(2, ['部', 1], ['課', 1])));
  expect(hook.transport.sentOf('drafts.coverage')).toHaveLength(1);
});
