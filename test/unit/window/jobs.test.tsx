// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { exportFile, followJobs, useJobs } from '#renderer/client/index.ts';
import { bindToCompany, type Transport } from '#renderer/client/transport.ts';
import { useConnectionTest } from '#renderer/parts/connection-test/use-connection-test.ts';
import { assignByDraft } from '#renderer/parts/drag-onto/assign.ts';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import { useAssignRoute } from '#renderer/screens/breakdown/organizations/use-assignment.ts';
import { useListComparison } from '#renderer/screens/import/use-comparison.ts';
import { type AssignedLists, NO_LISTS } from '#renderer/screens/welcome/first-lists-model.ts';
import { useFirstImport } from '#renderer/screens/welcome/use-first-import.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { createFakeTransport, type FakeTransport } from '../../support/window/fake-transport.ts';
import { renderHook, settle } from '../../support/window/render.tsx';
import { companyDetails, groupChanged, jobOf } from '../../support/window/samples.ts';
import { showCompany } from '../../support/window/show-company.ts';

beforeEach(() => {
  useJobs.setState({ all: [], jobs: [], dismissed: new Set(), keeping: new Map() });
  hideNotice();
});

/** Returns a host that has only the jobs whose events the test sends. */
function followed(): FakeTransport {
  const transport = createFakeTransport();
  transport.always('jobs.list', () => ({ jobs: [] }));
  transport.always('jobs.cancel', () => ({}));
  followJobs(transport);
  return transport;
}
const end = (transport: FakeTransport, id: string, change: Partial<Job> = {}): Promise<void> =>
  settle(() => transport.emit('job', jobOf(id, { state: 'done', ...change })));

const useCompared = ({ client, key }: { readonly client: Transport; readonly key: string | null }) =>
  useListComparison(key, () => client.call('imports.compareFormer', { id: Number(key) }));

test('stops the comparison of a former file and never shows its result under the next file', async () => {
  const transport = followed();
  const client = bindToCompany(transport, 'company-a');
  const hook = await renderHook(useCompared, { client, key: '1' }, { transport });
  await settle(() => transport.waiting('imports.compareFormer').answer({ jobId: 'j1' }));
  await hook.rerender({ client, key: '2' });
  expect(transport.sentOf('jobs.cancel').map(({ input }) => input)).toEqual([{ id: 'j1' }]);
  // Only one comparison runs at a time: the second one waits for the end of the first.
  expect(transport.sentOf('imports.compareFormer')).toHaveLength(1);
  await end(transport, 'j1');
  await settle(() => transport.waiting('imports.changes').answer({ changes: null }));
  expect(hook.current.running).toBe(true);
  await settle(() => transport.waiting('imports.compareFormer').answer({ jobId: 'j2' }));
  await end(transport, 'j2', { state: 'failed', error: { code: 'file-unreadable', params: {} } });
  expect(hook.current).toMatchObject({ running: false, failure: { code: 'file-unreadable' } });
});

test('stops a comparison whose start is answered after the screen was left', async () => {
  const transport = followed();
  const client = bindToCompany(transport, 'company-a');
  const hook = await renderHook(useCompared, { client, key: '1' }, { transport });
  const starting = transport.waiting('imports.compareFormer');
  await hook.unmount();
  await settle(() => starting.answer({ jobId: 'j1' }));
  expect(transport.sentOf('jobs.cancel').map(({ input }) => input)).toEqual([{ id: 'j1' }]);
});

const started = (jobId: string) => Promise.resolve({ ok: true as const, value: { jobId } });
const saving = (transport: FakeTransport, saved: boolean): Transport => ({
  ...bindToCompany(transport, 'company-a'),
  saveFile: async ({ name }) => ({ ok: true, value: { saved, name: saved ? name : null } }),
});

test('returns the name of an exported file only after it was saved', async () => {
  const transport = followed();
  const client = saving(transport, true);
  const exported = exportFile(client, started('j'));
  await end(transport, 'j', { result: { token: 't', name: 'a.csv' } });
  expect(await exported).toMatchObject({ ok: true, value: { name: 'a.csv', jobId: 'j' } });
  expect(useJobs.getState().keeping.get('j')).toBe('saved');
});

test('continues to offer an exported file whose save dialog was closed, and returns no name', async () => {
  const transport = followed();
  const exported = exportFile(saving(transport, false), started('j'));
  await end(transport, 'j', { result: { token: 't', name: 'a.csv' } });
  expect(await exported).toEqual({ ok: true, value: null });
  expect(useJobs.getState().keeping.get('j')).toBe('offered');
});

test('returns why an export failed', async () => {
  const transport = followed();
  const exported = exportFile(saving(transport, true), started('j'));
  await end(transport, 'j', { state: 'failed', error: { code: 'storage-full', params: {} } });
  expect(await exported).toMatchObject({ ok: false, error: { code: 'storage-full' } });
});

const NO_RUNS: CallOutput<'connections.results'> = { groupware: null, amazon: null, directory: null, business: null };

test('shows why a connection test could not be done, and does not report it as passed', async () => {
  const transport = followed();
  transport.always('connections.results', () => NO_RUNS);
  const hook = await renderHook(() => useConnectionTest('groupware'), undefined, { transport });
  const passed: boolean[] = [];
  await settle(() => void hook.current.start(started('t1')).then((is) => passed.push(is)));
  expect(hook.current.running).toBe(true);
  await end(transport, 't1', { state: 'failed', error: { code: 'server-unreachable', params: {} } });
  await settle(
    () =>
      void hook.current
        .start(Promise.resolve({ ok: false, error: { code: 'server-address-unset', params: {} } }))
        .then((is) => passed.push(is)),
  );
  expect(passed).toEqual([false, false]);
  expect(hook.current).toMatchObject({ running: false, failure: { code: 'server-address-unset' } });
});

test('reports a connection test as passed only if its result is passed', async () => {
  const transport = followed();
  transport.always('connections.results', () => NO_RUNS);
  const hook = await renderHook(() => useConnectionTest('groupware'), undefined, { transport });
  const passed: boolean[] = [];
  for (const [id, result] of [
    ['t1', { passed: true }],
    ['t2', { passed: false }],
    ['t3', null],
  ] as const) {
    await settle(() => void hook.current.start(started(id)).then((is) => passed.push(is)));
    await end(transport, id, { result });
  }
  expect(passed).toEqual([true, false, false]);
});

const EVERYONE: CallOutput<'routes.assignment'> = {
  revision: 1,
  route: { id: 'r', name: '経路' },
  organization: { id: 'o', name: '総務' },
  outcome: { kind: 'everyone' },
};

test('sends no assignment if there is nothing to add, and shows why', async () => {
  const transport = createFakeTransport();
  await showCompany('company-a', transport);
  const hook = await renderHook(() => useAssignRoute(), undefined, { transport });
  await settle(() => void hook.current('r', 'o'));
  await settle(() => transport.waiting('routes.assignment').answer(EVERYONE));
  expect(transport.sentOf('drafts.apply')).toEqual([]);
  expect(useUndoNotice.getState().notice).toMatchObject({ kind: 'sentence', step: null });
});

const NOTE = { kind: 'note', section: 'amazon_groups', id: 'g1', note: 'x' } as const;

test('offers the undo of an assignment only while its company is shown', async () => {
  const transport = createFakeTransport();
  const client = await showCompany('company-a', transport);
  const assigned = assignByDraft(client, NOTE, { text: 'done', params: {} });
  await settle();
  await showCompany('company-b', transport);
  await settle(() => transport.waiting('drafts.apply').answer(groupChanged('g1', 2, {})));
  await assigned;
  expect(useUndoNotice.getState().notice).toBeNull();
});

test('offers the step of an assignment for undo, and shows why a refused one was not saved', async () => {
  const transport = createFakeTransport();
  const client = await showCompany('company-a', transport);
  transport.always('drafts.apply', () => groupChanged('g1', 2, {}));
  await settle(() => assignByDraft(client, NOTE, { text: 'done', params: {} }));
  expect(useUndoNotice.getState().notice).toMatchObject({ kind: 'sentence', step: { id: 2, revision: 2 } });
  transport.always('drafts.apply', () => ({ code: 'company-read-only', params: {} }));
  await settle(() => assignByDraft(client, NOTE, { text: 'done', params: {} }));
  expect(useUndoNotice.getState().notice).toMatchObject({ kind: 'failed', failure: { code: 'company-read-only' } });
});

const LISTS: AssignedLists = { ...NO_LISTS, 'neo-users': { file: { token: 'neo-token', name: 'neo.csv', bytes: 1 }, rows: 1, note: null } };

test('creates the first company once, although its import is begun again after a failure', async () => {
  const transport = followed();
  transport.always('companies.create', () => companyDetails('new').company);
  const hook = await renderHook(() => useFirstImport(), undefined, { transport, company: null });
  await settle(() => void hook.current.begin('新会社', LISTS));
  await settle(() => transport.waiting('imports.preview').refuse('file-unreadable'));
  expect(hook.current).toMatchObject({ busy: false, failure: { code: 'file-unreadable' } });
  await settle(() => void hook.current.begin('新会社', LISTS));
  expect(transport.sentOf('companies.create')).toHaveLength(1);
  expect(transport.sentOf('imports.preview').map(({ company }) => company)).toEqual(['new', 'new']);
});
