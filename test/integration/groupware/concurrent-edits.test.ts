import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobContext } from '#main/company/job-context.ts';
import type { Sandbox } from '#main/sandbox/sandbox.ts';
import { accessOf, applyAll, createSilentJobContext, newCompany, openConsoleOn, planOf, SECRETS } from '../../support/apply-company.ts';
import type { OpenEngine } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startServer } from './support.ts';

let folder: string;
let sandbox: Sandbox;
let engine: OpenEngine;

beforeEach(async () => {
  folder = temporaryFolder('meanwhile');
  sandbox = await startServer();
  engine = await openConsoleOn(folder, await newCompany(folder, accessOf(sandbox), '試験'));
  const group = (at: number) =>
    ({
      kind: 'put',
      section: 'invoice_groups',
      id: `new-${at}`,
      body: { code: `NEW${at}`, name: `新しいグループ${at}`, users: [], organizations: [] },
      note: '',
    }) as const;
  await engine.applyDraft({ kind: 'sequence', commands: Array.from({ length: 20 }, (_, at) => group(at)) });
});
afterEach(async () => {
  await engine.close();
  await sandbox.close();
});

/** Returns work that calls `act` once, when this number of steps is done. */
const whenDone = (many: number, act: () => void): JobContext => ({
  ...createSilentJobContext(),
  report: ({ phase, done }) => {
    if (phase === 'applying' && done === many) act();
  },
});
const read = (work?: JobContext): Promise<unknown> =>
  engine.readServer(accessOf(sandbox), work ?? createSilentJobContext()).then(
    () => 'read',
    (error: { readonly failure?: { readonly code: string } }) => error.failure?.code,
  );

test('a server is not read during an apply: half-written objects would appear to be deleted', async () => {
  let reading = Promise.resolve<unknown>(null);
  const outcome = await applyAll(
    engine,
    accessOf(sandbox),
    {},
    whenDone(3, () => {
      reading = read();
    }),
  );
  expect(outcome).toMatchObject({ state: 'done', done: 20, differing: 0 });
  expect(await reading).toBe('apply-running');
  expect(await planOf(engine)).toEqual([]);
  expect(await read()).toBe('read');
  expect(await planOf(engine)).toEqual([]);
});

test('a server read is discarded if a run was sent during it', async () => {
  let sending = Promise.resolve<unknown>(null);
  const { digest } = await engine.planState();
  const order = { runId: randomUUID(), keys: null, digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop' } as const;
  const reading = await read({
    ...createSilentJobContext(),
    report: ({ done }) => {
      if (done === 3) sending = engine.apply({ ...order, secrets: SECRETS }, accessOf(sandbox), createSilentJobContext());
    },
  });
  expect(reading).toBe('apply-running');
  expect(await sending).toMatchObject({ state: 'done', done: 20, differing: 0 });
  expect(await planOf(engine)).toEqual([]);
});

test('changes applied to a former server are planned again for the new one, not reported as deleted there', async () => {
  const settings = { kind: 'edit', section: 'common_settings', id: 'common_settings' } as const;
  await engine.applyDraft({ ...settings, edit: { kind: 'set', fields: { title: '自社の標題' } } });
  expect(await applyAll(engine, accessOf(sandbox))).toMatchObject({ state: 'done', done: 21 });
  const production = await startServer();
  try {
    await engine.readServer(accessOf(production), createSilentJobContext());
    const items = await planOf(engine);
    const own = items.filter(({ id }) => id.startsWith('new-'));
    expect(own.map(({ kind, chosen }) => [kind, chosen])).toEqual(Array.from({ length: 20 }, () => ['create', true]));
    // The titles differ, and no decision was made for this server.
    expect(items.find(({ id }) => id === 'common_settings')).toMatchObject({ kind: 'conflict', chosen: false });
    expect((await engine.serverChanges({ offset: 0, limit: 100 })).total).toBe(0);
    const outcome = await applyAll(engine, accessOf(production));
    expect(outcome).toMatchObject({ state: 'done', done: 20, differing: 0 });
    await engine.readServer(accessOf(production), createSilentJobContext());
    expect((await planOf(engine)).map(({ id, kind }) => [id, kind])).toEqual([['common_settings', 'conflict']]);
  } finally {
    await production.close();
  }
});
