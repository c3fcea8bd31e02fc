// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import type { CallOutput } from '#shared/contract/calls.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import { companyDetails } from '../../support/window/samples.ts';

/** Returns the modules of a window that was just opened: no company is shown, and the URL contains none. */
async function openWindow() {
  vi.resetModules();
  const { renderHook, settle } = await import('../../support/window/render.tsx');
  const {
    getShownCompanyId: shownCompanyId,
    useCompanyId,
    useShownCompanySync: useFollowShown,
    useShowCompany,
  } = await import('#renderer/client/index.ts');
  const { openAddress, useNavigation } = await import('#renderer/navigation/index.ts');
  const { useAddressCompanySync } = await import('#renderer/app/companies/use-addressed-company.ts');
  const addressed = (): string | null => useNavigation.getState().here.company;
  return {
    renderHook,
    settle,
    shownCompanyId,
    useCompanyId,
    useFollowShown,
    useShowCompany,
    openAddress,
    useAddressedCompany: useAddressCompanySync,
    addressed,
  };
}
type OpenedWindow = Awaited<ReturnType<typeof openWindow>>;

const listOf = (...ids: readonly string[]): CallOutput<'companies.list'> => ({
  companies: ids.map((id) => companyDetails(id).company),
  unreadable: [],
});

async function renderStart(
  { renderHook, settle, useFollowShown, useShowCompany }: OpenedWindow,
  begin: string | null,
  last: string | null,
) {
  const use = () => ({ failure: useFollowShown(begin), show: useShowCompany() });
  const hook = await renderHook(use, undefined, { company: null });
  await settle(() => hook.transport.waiting('companies.list').answer(listOf('begin', 'last', 'other')));
  await settle(() => hook.transport.waiting('console.settings').answer({ ...DEFAULT_SETTINGS, lastCompanyId: last }));
  return hook;
}

test('starts with the company of the link if it exists, else with the one that was shown last', async () => {
  const begun: (readonly [string | null, string | null])[] = [];
  for (const [begin, last] of [
    ['begin', 'last'],
    ['gone', 'last'],
    [null, 'last'],
    ['last', 'last'],
    [null, null],
  ] as const) {
    const opened = await openWindow();
    const hook = await renderStart(opened, begin, last);
    for (const call of hook.transport.sentOf('companies.open')) await opened.settle(() => call.answer(companyDetails(call.input.id)));
    begun.push([begin, opened.shownCompanyId()]);
    await hook.unmount();
  }
  expect(begun).toEqual([
    ['begin', 'begin'],
    ['gone', 'last'],
    [null, 'last'],
    ['last', 'last'],
    [null, null],
  ]);
});

test('starts with the company that was shown last if the one of the link cannot be opened', async () => {
  const opened = await openWindow();
  const hook = await renderStart(opened, 'begin', 'last');
  await opened.settle(() => hook.transport.waiting('companies.open').refuse('company-file-corrupt'));
  expect(opened.shownCompanyId()).toBe('last');
});

test('keeps the company that was shown in the meantime when the one of the link cannot be opened', async () => {
  const opened = await openWindow();
  const hook = await renderStart(opened, 'begin', 'last');
  await opened.settle(() => void hook.current.show('other'));
  await opened.settle(() => hook.transport.sentOf('companies.open')[1]?.answer(companyDetails('other')));
  await opened.settle(() => hook.transport.waiting('companies.open').refuse('company-file-corrupt'));
  expect(opened.shownCompanyId()).toBe('other');
});

test('leaves a company that is gone without a message, and returns why any other company is unknown', async () => {
  const opened = await openWindow();
  const hook = await renderStart(opened, null, 'last');
  await opened.settle(() => hook.transport.waiting('companies.current').refuse('storage-busy'));
  expect([opened.shownCompanyId(), hook.current.failure?.code]).toEqual(['last', 'storage-busy']);
  await opened.settle(() => hook.transport.emit('changed', { companyId: 'last', topics: ['companies', 'lists'], revision: 1 }));
  await opened.settle(() => hook.transport.waiting('companies.current').refuse('company-not-found'));
  expect([opened.shownCompanyId(), hook.current.failure]).toEqual([null, null]);
});

test('returns why it is unknown with which company to begin, and shows none', async () => {
  const opened = await openWindow();
  const hook = await opened.renderHook(() => opened.useFollowShown(null), undefined, { company: null });
  await opened.settle(() => hook.transport.waiting('companies.list').refuse('storage-busy'));
  expect(hook.current).toMatchObject({ code: 'storage-busy' });
  expect(opened.shownCompanyId()).toBeNull();
});

/** Renders a window that shows company `a`, which its URL contains. */
async function renderAddressed() {
  const opened = await openWindow();
  const use = () => ({ ...opened.useAddressedCompany(opened.useCompanyId() || undefined), show: opened.useShowCompany() });
  const hook = await opened.renderHook(use, undefined, { company: null });
  await opened.settle(() => void hook.current.show('a'));
  await opened.settle(() => hook.transport.waiting('companies.open').answer(companyDetails('a')));
  const requests = () => hook.transport.sentOf('companies.open').filter(({ isAnswered }) => !isAnswered);
  const where = () => ({ shown: opened.shownCompanyId(), addressed: opened.addressed(), failure: hook.current.failure?.code ?? null });
  return { ...opened, hook, requests, where, follow: (address: string) => opened.settle(() => opened.openAddress(address)) };
}

test('names the shown company in an address without one', async () => {
  const { where, hook } = await renderAddressed();
  expect(where()).toEqual({ shown: 'a', addressed: 'a', failure: null });
  expect(hook.transport.sentOf('companies.open')).toHaveLength(1);
});

test('opens the company of a followed link', async () => {
  const { follow, requests, settle, where } = await renderAddressed();
  await follow('/b/plan');
  expect(requests().map(({ input }) => input.id)).toEqual(['b']);
  await settle(() => requests()[0]?.answer(companyDetails('b')));
  expect(where()).toEqual({ shown: 'b', addressed: 'b', failure: null });
});

test('returns to the shown company with the reason when the company of a link cannot be opened', async () => {
  const { follow, requests, settle, where, hook } = await renderAddressed();
  await follow('/b/plan');
  await settle(() => requests()[0]?.refuse('company-not-found'));
  expect(where()).toEqual({ shown: 'a', addressed: 'a', failure: 'company-not-found' });
  await settle(() => hook.current.forget());
  expect(where().failure).toBeNull();
  await follow('/b/plan');
  await settle(() => requests()[0]?.refuse('company-not-found'));
  expect(where().failure).toBe('company-not-found');
});

test('names the new company in the address when another one is shown', async () => {
  const { requests, settle, where, hook } = await renderAddressed();
  await settle(() => void hook.current.show('b'));
  await settle(() => requests()[0]?.answer(companyDetails('b')));
  expect(where()).toEqual({ shown: 'b', addressed: 'b', failure: null });
  expect(requests()).toEqual([]);
});

test('shows the company of the newest link when the former link is answered later', async () => {
  const { follow, requests, settle, where } = await renderAddressed();
  await follow('/b/plan');
  await follow('/c/plan');
  const [ofB, ofC] = requests();
  await settle(() => ofC?.answer(companyDetails('c')));
  await settle(() => ofB?.answer(companyDetails('b')));
  expect(where()).toEqual({ shown: 'c', addressed: 'c', failure: null });
});

test('stays in the company of the newest link when the company of the former link cannot be opened', async () => {
  const { follow, requests, settle, where } = await renderAddressed();
  await follow('/b/plan');
  await follow('/c/plan');
  const [ofB, ofC] = requests();
  await settle(() => ofB?.refuse('company-file-corrupt'));
  expect(where().addressed).toBe('c');
  await settle(() => ofC?.answer(companyDetails('c')));
  expect(where()).toEqual({ shown: 'c', addressed: 'c', failure: null });
});

test('stays in a company that was selected before opening the company of a link failed', async () => {
  const { follow, requests, settle, where, hook } = await renderAddressed();
  await follow('/b/plan');
  await settle(() => void hook.current.show('c'));
  const [ofB, ofC] = requests();
  await settle(() => ofC?.answer(companyDetails('c')));
  await settle(() => ofB?.refuse('company-file-corrupt'));
  expect(requests()).toEqual([]);
  expect(where()).toEqual({ shown: 'c', addressed: 'c', failure: null });
});
