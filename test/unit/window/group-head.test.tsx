// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import { GroupHead } from '#renderer/screens/plan/table/group-head.tsx';
import { usePlanSelection } from '#renderer/screens/plan/use-select.ts';
import { FIRST_VIEW, toPlanFilter } from '#renderer/screens/plan/view-model.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import { renderContent, settle } from '../../support/window/render.tsx';
import { planOutline, planRow } from '../../support/window/samples.ts';

beforeEach(hideNotice);

const FILTER = toPlanFilter({ ...FIRST_VIEW, search: '経路' });

const Group = ({ rows }: { readonly rows: readonly PlanRow[] | null }) => {
  const { select } = usePlanSelection(1);
  return <GroupHead first={planRow('r0')} rows={rows} filter={FILTER} onTick={select} />;
};

const box = (): HTMLInputElement | null => document.querySelector('input[type=checkbox]');
const page = (from: number, to: number, total: number) => ({
  ...planOutline('d1'),
  total,
  items: Array.from({ length: to - from }, (_, at) => planRow(`r${from + at}`, { chosen: false, choosable: (from + at) % 2 === 0 })),
});

test('selects exactly the selectable rows of a group', async () => {
  const rows = [planRow('r1', { chosen: false }), planRow('r2', { chosen: true }), planRow('r3', { choosable: false, chosen: false })];
  const { transport } = await renderContent(<Group rows={rows} />);
  expect([box()?.checked, box()?.indeterminate]).toEqual([false, true]);
  await settle(() => box()?.click());
  expect(transport.sentOf('plan.select').map(({ company, input }) => [company, input])).toEqual([
    ['company-a', { keys: ['r1', 'r2'], chosen: true }],
  ]);
});

test('unselects a group of which every selectable row is selected', async () => {
  const { transport } = await renderContent(<Group rows={[planRow('r1'), planRow('r2', { choosable: false, chosen: false })]} />);
  await settle(() => box()?.click());
  expect(transport.sentOf('plan.select').map(({ input }) => input)).toEqual([{ keys: ['r1'], chosen: false }]);
});

test('offers no checkbox for a group without a selectable row', async () => {
  await renderContent(<Group rows={[planRow('r1', { choosable: false, chosen: false })]} />);
  expect(box()).toBeNull();
});

test('selects all rows of a group that is loaded in parts, under the filter of the list', async () => {
  const { transport } = await renderContent(<Group rows={null} />);
  const ofGroup = { ...FILTER, kinds: ['change'], sections: ['routes'] };
  await settle(() => transport.waiting('plan.items').answer(page(0, 500, 600)));
  await settle(() => box()?.click());
  expect(transport.sentOf('plan.select')).toEqual([]);
  expect(transport.sentOf('plan.items').map(({ input }) => input)).toEqual([
    { filter: ofGroup, offset: 0, limit: 500 },
    { filter: ofGroup, offset: 500, limit: 500 },
  ]);
  await settle(() => transport.waiting('plan.items').answer(page(500, 600, 600)));
  const { keys, chosen } = transport.waiting('plan.select').input;
  expect([keys.length, keys[0], keys.at(-1), chosen]).toEqual([300, 'r0', 'r598', true]);
});

test('selects nothing of a group of which a part cannot be loaded, and shows why', async () => {
  const { transport } = await renderContent(<Group rows={null} />);
  await settle(() => transport.waiting('plan.items').answer(page(0, 500, 600)));
  await settle(() => box()?.click());
  await settle(() => transport.waiting('plan.items').refuse('storage-busy'));
  expect(transport.sentOf('plan.select')).toEqual([]);
  expect(useUndoNotice.getState().notice).toMatchObject({ kind: 'failed', failure: { code: 'storage-busy' } });
});

test('selects rows of a group only in the company in which it was ticked', async () => {
  const { transport, switchCompany } = await renderContent(<Group rows={null} />);
  await settle(() => transport.waiting('plan.items').answer(page(0, 500, 600)));
  await settle(() => box()?.click());
  const rest = transport.waiting('plan.items');
  await switchCompany('company-b');
  await settle(() => rest.answer(page(500, 600, 600)));
  expect(transport.sentOf('plan.select').map(({ company }) => company)).toEqual(['company-a']);
});
