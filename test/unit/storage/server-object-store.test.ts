import { expect, test } from 'vitest';
import { runInTransaction } from '#main/storage/database/database.ts';
import type { ServerSnapshotInfo } from '#main/storage/plan/server-object-store.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { ServerEntry } from '#shared/domain/sync/server-state.ts';
import { companyFileForEach } from '../../support/company-file.ts';
import { entryOf } from '../../support/sync.ts';

const file = companyFileForEach();
const body = (name: string): Body => ({ code: 'CODE', name, users: [], organizations: [] }) as Body;
const group = (id: string, name: string, revision = 1): ServerEntry => entryOf('invoice_groups', id, body(name), revision);
const READING: ServerSnapshotInfo = {
  at: '2026-11-26T00:00:00.000Z',
  kind: 'gateway',
  label: 'https://neo.example',
  revision: '7',
  adopted: 2,
  settled: 1,
  complete: ['invoice_groups', 'routes'],
  unreadable: [{ section: 'routes', id: 'r9', problem: 'steps' }],
  changes: [
    {
      key: 'routes r1',
      section: 'routes',
      id: 'r1',
      name: '標準',
      kind: 'changed',
      before: 1,
      now: 2,
      by: '鈴木',
      at: '2026-11-25T00:00:00Z',
    },
  ],
};
const read = (reading: ServerSnapshotInfo, entries: readonly ServerEntry[], isSet = true): void => {
  const { server } = file.now();
  file.now().atOnce(() => server.replaceIn(databaseOf(), reading, entries, [{ name: 'catalog-password', set: isSet, revision: 3 }]));
};
/** Returns the database. A note is written inside the caller's transaction, which the drafts provide. */
function databaseOf() {
  let found: Parameters<Parameters<typeof runInTransaction>[1]>[0] | undefined;
  file.now().drafts.reconcile(new Map(), READING.at, (database) => {
    found = database;
  });
  if (found === undefined) throw new Error('no database');
  return found;
}
/** Returns the current state; also checks that the next console reads the same. */
const known = () => {
  const now = file.now().server;
  const told = { reading: now.reading(), state: now.state(), revision: now.revision() };
  const { server } = file.anew();
  expect({ reading: server.reading(), state: server.state(), revision: server.revision() }).toEqual(told);
  return told;
};

test('a reading of the server replaces the one before completely', () => {
  expect(known()).toEqual({ reading: null, state: null, revision: 0 });
  const whole = { ...group('g2', '二', 5), whole: { name: '二', unknown: [1] } };
  read(READING, [group('g1', '一'), whole]);
  expect(known()).toEqual({
    reading: READING,
    state: {
      readAt: READING.at,
      complete: READING.complete,
      entries: new Map([
        ['invoice_groups g1', group('g1', '一')],
        ['invoice_groups g2', whole],
      ]),
      secrets: new Map([['catalog-password', { name: 'catalog-password', set: true, revision: 3 }]]),
      unreadable: new Set(['routes r9']),
    },
    revision: 1,
  });
  read({ ...READING, revision: null, unreadable: [] }, [group('g3', '三')], false);
  const { reading, state, revision } = known();
  expect([reading?.revision, revision, [...(state?.entries.keys() ?? [])]]).toEqual([null, 2, ['invoice_groups g3']]);
  expect([state?.secrets.get('catalog-password')?.set, state?.unreadable.size]).toEqual([false, 0]);
});

test('responses to writes are stored at once, and nothing of an interrupted write', () => {
  read(READING, [group('g1', '一'), group('g2', '二')]);
  const before = known();
  const { server } = file.now();
  const database = databaseOf();
  server.noteIn(database, { section: 'invoice_groups', id: 'g1' }, group('g1', '壱', 2));
  server.noteIn(database, { section: 'invoice_groups', id: 'g2' }, null);
  server.noteIn(database, { section: 'invoice_groups', id: 'g3' }, group('g3', '三'));
  server.noteSecretIn(database, { name: 'catalog-password', set: true, revision: 4 });
  const after = known();
  expect([...(after.state?.entries ?? [])]).toEqual([
    ['invoice_groups g1', group('g1', '壱', 2)],
    ['invoice_groups g3', group('g3', '三')],
  ]);
  expect(after.state?.secrets.get('catalog-password')?.revision).toBe(4);
  expect([after.revision, after.reading]).toEqual([before.revision + 4, READING]);
  // A state that was returned before does not change.
  expect(before.state?.entries.size).toBe(2);
  expect(() =>
    runInTransaction(database, () => {
      server.noteIn(database, { section: 'invoice_groups', id: 'g3' }, null);
      throw new Error('no room');
    }),
  ).toThrow('no room');
  server.forget();
  expect(known()).toEqual(after);
});

test('objects written before the first server read are found by that read', () => {
  const { server } = file.now();
  server.noteSecretIn(databaseOf(), { name: 'catalog-password', set: true, revision: 1 });
  server.noteIn(databaseOf(), { section: 'invoice_groups', id: 'g1' }, group('g1', '一'));
  expect(known()).toEqual({ reading: null, state: null, revision: 2 });
});

test('a stock NEO is known to have answered, and shows no objects', () => {
  read(READING, [group('g1', '一')]);
  file.now().server.noteStock('2026-11-27T00:00:00.000Z', 'https://stock.example');
  expect(known()).toEqual({
    reading: {
      at: '2026-11-27T00:00:00.000Z',
      kind: 'stock-neo',
      label: 'https://stock.example',
      revision: null,
      adopted: 0,
      settled: 0,
      complete: [],
      unreadable: [],
      changes: [],
    },
    state: null,
    revision: 2,
  });
});
