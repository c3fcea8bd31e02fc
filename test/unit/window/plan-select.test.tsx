// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { UndoDialog, type UndoRequest } from '#renderer/parts/plan/undo-dialog.tsx';
import { usePlanSelection } from '#renderer/screens/plan/use-select.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import { press } from '../../support/window/press.ts';
import { renderContent, renderHook, settle } from '../../support/window/render.tsx';

const rowOf = (key: string, chosen: boolean): PlanRow => ({ key, chosen }) as PlanRow;
const RUN = '6f1b3d0e-7c1f-4c55-9a53-1d6a8f3c2b10';

test('shows a tick at once and sends ticks one at a time in their order', async () => {
  const hook = await renderHook((revision: number) => usePlanSelection(revision), 1);
  await settle(() => {
    hook.current.select(['a'], true);
    hook.current.select(['a', 'b'], false);
  });
  expect(hook.current.asWished(rowOf('a', true)).chosen).toBe(false);
  expect(hook.current.asWished(rowOf('b', true)).chosen).toBe(false);
  expect(hook.current.asWished(rowOf('c', true)).chosen).toBe(true);
  expect(hook.transport.sentOf('plan.select').map(({ input }) => input)).toEqual([{ keys: ['a'], chosen: true }]);
  await settle(() => hook.transport.waiting('plan.select').refuse('plan-item-not-found'));
  expect(hook.transport.sentOf('plan.select').map(({ input }) => input)).toEqual([
    { keys: ['a'], chosen: true },
    { keys: ['a', 'b'], chosen: false },
  ]);
});

test('reverts a refused tick and shows why', async () => {
  const hook = await renderHook((revision: number) => usePlanSelection(revision), 1);
  await settle(() => hook.current.select(['a'], true));
  await settle(() => hook.transport.waiting('plan.select').refuse('company-read-only'));
  expect(hook.current.asWished(rowOf('a', false)).chosen).toBe(false);
  expect(hook.current.failure).toMatchObject({ code: 'company-read-only' });
});

test('shows the rows of the plan once they are newer than the tick', async () => {
  const hook = await renderHook((revision: number) => usePlanSelection(revision), 1);
  await settle(() => hook.current.select(['a'], true));
  await hook.rerender(2);
  expect(hook.current.asWished(rowOf('a', false)).chosen).toBe(false);
});

test('sends no tick of one company to another company', async () => {
  const hook = await renderHook((revision: number) => usePlanSelection(revision), 1);
  await settle(() => {
    hook.current.select(['a'], true);
    hook.current.select(['b'], true);
  });
  await hook.switchCompany('company-b');
  await settle(() => hook.transport.waiting('plan.select').refuse('plan-item-not-found'));
  expect(hook.transport.sentOf('plan.select').map(({ company }) => company)).toEqual(['company-a', 'company-a']);
  expect(hook.current).toMatchObject({ failure: null, along: [] });
});

type UndoRow = CallOutput<'apply.previewUndo'>['rows'][number];
const undoRow = (id: string, outcome: UndoRow['outcome'] = 'clean'): UndoRow => ({
  key: `routes ${id}`,
  section: 'routes',
  id,
  name: `経路 ${id}`,
  outcome,
  does: { kind: outcome === 'undone' ? 'nothing' : 'change', lines: [], more: 0 },
  later: 0,
  since: null,
  gone: [],
});

async function openUndo(undoing: UndoRequest = { runId: RUN, keys: null }) {
  const calls = { done: 0, closed: 0 };
  const window = await renderContent(<UndoDialog asking={undoing} onClose={() => (calls.closed += 1)} onDone={() => (calls.done += 1)} />);
  return { ...window, calls };
}
const boxes = (): readonly HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];

test('undoes only the rows of a run that are still ticked', async () => {
  const { transport, calls } = await openUndo();
  const rows = [undoRow('1'), undoRow('2'), undoRow('3', 'undone'), undoRow('4')];
  await settle(() => transport.waiting('apply.previewUndo').answer({ revision: 1, rows }));
  expect(boxes().map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [true, false],
  ]);
  await settle(() => boxes()[1]?.click());
  await press(/2/);
  expect(transport.waiting('apply.undo')).toMatchObject({ company: 'company-a', input: { runId: RUN, keys: ['routes 1', 'routes 4'] } });
  await settle(() => transport.waiting('apply.undo').answer({ revision: 2, draftRevision: 2, rows: [] }));
  expect(calls).toEqual({ done: 1, closed: 1 });
});

test('keeps the undo dialog open with the reason when the undo is refused', async () => {
  const { transport, calls } = await openUndo();
  await settle(() => transport.waiting('apply.previewUndo').answer({ revision: 1, rows: [undoRow('1')] }));
  await press(/1/);
  await settle(() => transport.waiting('apply.undo').refuse('apply-run-not-found'));
  expect(calls).toEqual({ done: 0, closed: 0 });
  expect(document.querySelector('[role=alert]')).not.toBeNull();
});

test('previews only the rows that the dialog was opened for', async () => {
  const { transport } = await openUndo({ runId: RUN, keys: ['routes 2'] });
  expect(transport.waiting('apply.previewUndo').input).toEqual({ runId: RUN, keys: ['routes 2'] });
});
