// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { useCall, useCalls, useStoreAnswer } from '#renderer/client/index.ts';
import { renderHook, settle } from '../../support/window/render.tsx';
import { draftsSummary, userNamed } from '../../support/window/samples.ts';

const useNamesOf = (id: string | null) => useCall('drafts.names', id === null ? null : { ids: [{ kind: 'user', id }] });
const named = (name: string) => ({ picks: [userNamed('1', name)] });
const useSummary = () => ({ summary: useCall('drafts.summary', {}), keep: useStoreAnswer() });

test('shows the answer of the newest input when the former input is answered later', async () => {
  const hook = await renderHook(useNamesOf, '1');
  const first = hook.transport.waiting('drafts.names');
  await hook.rerender('2');
  const second = hook.transport.sentOf('drafts.names')[1];
  await settle(() => second?.answer(named('新しい')));
  await settle(() => first.answer(named('古い')));
  expect(hook.current.value).toEqual(named('新しい'));
  expect(first.isCancelled).toBe(true);
});

test('marks the former answer as belonging to another input until the new input is answered', async () => {
  const hook = await renderHook(useNamesOf, '1');
  await settle(() => hook.transport.waiting('drafts.names').answer(named('一')));
  await hook.rerender('2');
  expect(hook.current).toMatchObject({ value: named('一'), other: true, outdated: true });
  await settle(() => hook.transport.waiting('drafts.names').answer(named('二')));
  expect(hook.current).toMatchObject({ value: named('二'), other: false, outdated: false });
});

test('sends nothing without an input and shows nothing', async () => {
  const hook = await renderHook(useNamesOf, null);
  expect(hook.transport.sent).toEqual([]);
  expect(hook.current).toMatchObject({ value: undefined, error: null, loading: false });
});

test('keeps the last response and shows the failure if a repeated query is refused', async () => {
  const hook = await renderHook(useSummary, undefined);
  await settle(() => hook.transport.waiting('drafts.summary').answer(draftsSummary(1, null)));
  await settle(() => hook.transport.emit('changed', { companyId: 'company-a', topics: ['drafts'], revision: 2 }));
  await settle(() => hook.transport.waiting('drafts.summary').refuse('storage-busy'));
  expect(hook.current.summary).toMatchObject({ value: draftsSummary(1, null), stale: true, error: { code: 'storage-busy' } });
});

test('repeats a query after a change of its own company and not after a change of another company', async () => {
  const hook = await renderHook(useSummary, undefined);
  await settle(() => hook.transport.waiting('drafts.summary').answer(draftsSummary(1, null)));
  await settle(() => hook.transport.emit('changed', { companyId: 'company-b', topics: ['drafts'], revision: 2 }));
  expect(hook.transport.sentOf('drafts.summary')).toHaveLength(1);
  await settle(() => hook.transport.emit('changed', { companyId: 'company-a', topics: ['drafts'], revision: 2 }));
  expect(hook.transport.sentOf('drafts.summary')).toHaveLength(2);
});

test('repeats a query once the lost connection is back, because events were missed', async () => {
  const hook = await renderHook(useSummary, undefined);
  await settle(() => hook.transport.waiting('drafts.summary').answer(draftsSummary(1, null)));
  await settle(() => hook.transport.setConnection('lost'));
  expect(hook.transport.sentOf('drafts.summary')).toHaveLength(1);
  await settle(() => hook.transport.setConnection('open'));
  expect(hook.transport.sentOf('drafts.summary')).toHaveLength(2);
});

test('never shows the answer of one company in another company', async () => {
  const hook = await renderHook(useSummary, undefined);
  const ofA = hook.transport.waiting('drafts.summary');
  await hook.switchCompany('company-b');
  expect(hook.transport.sentOf('drafts.summary').map(({ company }) => company)).toEqual(['company-a', 'company-b']);
  await settle(() => ofA.answer(draftsSummary(1, 11)));
  expect(hook.current.summary.value).toBeUndefined();
  await settle(() => hook.transport.waiting('drafts.summary').answer(draftsSummary(7, 22)));
  expect(hook.current.summary.value).toEqual(draftsSummary(7, 22));
});

test('cancels a running query when its component is unmounted', async () => {
  const hook = await renderHook(useSummary, undefined);
  const running = hook.transport.waiting('drafts.summary');
  await hook.unmount();
  expect(running.isCancelled).toBe(true);
});

test('keeps the answer of a command over a query that was sent before it, and repeats that query', async () => {
  const hook = await renderHook(useSummary, undefined);
  const before = hook.transport.waiting('drafts.summary');
  await settle(() => hook.current.keep('drafts.summary', {}, draftsSummary(2, 2)));
  await settle(() => before.answer(draftsSummary(1, 1)));
  expect(hook.current.summary.value).toEqual(draftsSummary(2, 2));
  expect(hook.transport.sentOf('drafts.summary')).toHaveLength(2);
});

test('sends the queries of one list one after the other and returns the answers in the order of the inputs', async () => {
  const ids = ['1', '2', '3'];
  const hook = await renderHook(
    () =>
      useCalls(
        'drafts.names',
        ids.map((id) => ({ ids: [{ kind: 'user' as const, id }] })),
      ),
    undefined,
  );
  expect(hook.transport.sentOf('drafts.names')).toHaveLength(1);
  await settle(() => hook.transport.waiting('drafts.names').answer(named('一')));
  await settle(() => hook.transport.waiting('drafts.names').refuse('storage-busy'));
  await settle(() => hook.transport.waiting('drafts.names').answer(named('三')));
  expect(hook.current).toEqual([named('一'), undefined, named('三')]);
});
