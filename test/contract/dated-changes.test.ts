import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openDemoWithLists, removeFolder, unwrapResult } from '../support/host-clients.ts';

const BY_NAME = { sort: { by: 'name', direction: 'ascending' }, search: '', offset: 0, limit: 500 } as const;

describe('changes with a day through both hosts', () => {
  let client: HostClient;
  let lists: string;
  const list = async () => unwrapResult(await client.call('datedChanges.list', {}));
  const rename = async (id: string, to: string) => unwrapResult(await client.call('drafts.rename', { section: 'routes', id, name: to }));
  const routeName = async (id: string): Promise<string | undefined> =>
    unwrapResult(await client.call('drafts.list', { section: 'routes', ...BY_NAME })).rows.find((row) => row.id === id)?.name;

  beforeAll(async () => {
    ({ client, lists } = await openDemoWithLists('both hosts'));
  }, 60_000);
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  it('is included in the demo company with the people it moves, and appears in the deadlines', async () => {
    const { changes, today } = await list();
    expect(changes).toHaveLength(1);
    const [change] = changes;
    if (change === undefined) throw new Error('no change');
    expect([change.day > today, change.due, change.takenAt, change.missing]).toEqual([true, false, null, []]);
    expect(change.objects.map(({ standing }) => standing)).toEqual(['as-kept']);
    expect(change.moved?.people.length).toBeGreaterThan(0);
    const { deadlines } = unwrapResult(await client.call('notices.digest', { days: 60 }));
    expect(deadlines.filter(({ kind }) => kind === 'dated-change')).toMatchObject([{ subject: change.name, day: change.day }]);
  });

  it('keeps drafts until their day, announces it then, and moves them into the drafts in one step', async () => {
    const [route] = unwrapResult(await client.call('drafts.list', { section: 'routes', ...BY_NAME })).rows;
    if (route === undefined) throw new Error('no route');
    await rename(route.id, '新しい組織の経路');
    const { open, today } = await list();
    const objects = open.filter(({ section, id }) => section === 'routes' && id === route.id).map(({ section, id }) => ({ section, id }));
    expect(objects).toHaveLength(1);
    const { id } = unwrapResult(
      await client.call('datedChanges.keep', { name: '改編', day: today, objects, people: [], rehearsed: false }),
    );
    expect(await routeName(route.id)).toBe(route.name);
    const { notices } = unwrapResult(await client.call('notices.list', {}));
    expect(notices.filter(({ deadline }) => deadline.kind === 'dated-change').map(({ why, deadline }) => [why, deadline.subject])).toEqual([
      ['act', '改編'],
    ]);
    const { changes, revision } = await list();
    expect(changes.find((one) => one.id === id)).toMatchObject({
      due: true,
      changes: 1,
      objects: [{ standing: 'as-kept', what: 'changed' }],
    });
    expect(failureCodeOf(await client.call('datedChanges.take', { id, revision: revision - 1, except: [] }))).toBe('draft-moved-on');
    const taken = unwrapResult(await client.call('datedChanges.take', { id, revision, except: [] }));
    expect(taken.steps.undo?.kind).toBe('dated-change');
    expect(await routeName(route.id)).toBe('新しい組織の経路');
    const after = unwrapResult(await client.call('notices.list', {})).notices;
    expect(after.some(({ deadline }) => deadline.kind === 'dated-change')).toBe(false);
    const waits = async (): Promise<readonly [boolean, boolean]> => {
      const told = unwrapResult(await client.call('notices.list', {})).notices.some(({ deadline }) => deadline.kind === 'dated-change');
      return [(await list()).changes.find((one) => one.id === id)?.takenAt === null, told];
    };
    expect(await waits()).toEqual([false, false]);
    unwrapResult(await client.call('drafts.undo', {}));
    expect(await routeName(route.id)).toBe(route.name);
    // After undo the change is no longer in the drafts, so it waits again and is listed. Redo reverts that.
    expect(await waits()).toEqual([true, true]);
    unwrapResult(await client.call('drafts.redo', {}));
    expect(await waits()).toEqual([false, false]);
    unwrapResult(await client.call('drafts.undo', {}));
  });

  it('is edited and withdrawn, and reports drafts that were changed in the meantime', async () => {
    const { changes, today } = await list();
    const change = changes.find((one) => one.name === '改編');
    if (change === undefined) throw new Error('no change');
    unwrapResult(await client.call('datedChanges.change', { id: change.id, name: '改編（延期）', day: '2099-04-01' }));
    const [object] = change.objects;
    await rename(object?.id ?? '', '誰かが変えた名前');
    const kept = async () => (await list()).changes.find(({ id }) => id === change.id);
    expect(await kept()).toMatchObject({
      name: '改編（延期）',
      day: '2099-04-01',
      due: false,
      objects: [{ standing: 'changed-since', there: true }],
    });
    // A deleted object cannot be opened.
    unwrapResult(await client.call('drafts.delete', { objects: [{ section: 'routes', id: object?.id ?? '' }] }));
    expect(await kept()).toMatchObject({ objects: [{ standing: 'gone', there: false }] });
    unwrapResult(await client.call('drafts.undo', {}));
    expect(await kept()).toMatchObject({ objects: [{ there: true }] });
    unwrapResult(await client.call('datedChanges.withdraw', { id: change.id }));
    for (const gone of [
      await client.call('datedChanges.withdraw', { id: change.id }),
      await client.call('datedChanges.change', { id: change.id, name: 'x', day: today }),
      await client.call('datedChanges.take', { id: change.id, revision: 1, except: [] }),
    ])
      expect(failureCodeOf(gone)).toBe('dated-change-not-found');
    expect(
      failureCodeOf(await client.call('datedChanges.keep', { name: 'x', day: today, objects: [], people: [], rehearsed: false })),
    ).toBe('dated-change-empty');
  });

  it('keeps the people that a rehearsal moves, and reports a successor who is no longer in NEO', async () => {
    const people = readFileSync(join(lists, 'neo-users-utf8.csv'), 'utf8').split(/\r?\n/);
    const later = join(lists, 'later.csv');
    writeFileSync(later, people.filter((_, at) => at !== 3).join('\r\n'));
    const { token } = await client.console.files.add({ path: later, origin: 'chosen' });
    const job = await client.finish(client.call('rehearsal.run', { users: token, organizations: null, date: '2099-04-01' }));
    if (job.error !== null) throw new Error(JSON.stringify(job.error));
    const picks = unwrapResult(await client.call('drafts.people', { search: '佐藤', kinds: ['user'], limit: 20 })).picks.filter(
      ({ active }) => active,
    );
    const one = { id: picks[0]?.id ?? '', by: 'gone from the list' };
    const { id, missing } = unwrapResult(
      await client.call('datedChanges.keep', { name: '異動', day: '2099-04-01', objects: [], people: [one], rehearsed: true }),
    );
    const kept = (await list()).changes.find((change) => change.id === id);
    expect(kept?.moved).toMatchObject({ users: 'later.csv', joining: 0 });
    expect(kept?.moved?.people).toHaveLength((kept?.moved?.leaving ?? 0) + (kept?.moved?.moving ?? 0));
    expect(kept?.missing).toEqual([{ kind: 'user', id: 'gone from the list', name: 'gone from the list', state: 'unknown' }]);
    expect(missing).toEqual(kept?.missing);
  });

  it('keeps no moves of a simulation that was made with other lists, and no draft that another window put back', async () => {
    const order = { name: '異動', day: '2099-04-01', objects: [], people: [], rehearsed: true };
    const before = (await list()).changes.length;
    const people = readFileSync(join(lists, 'neo-users-utf8.csv'), 'utf8').split(/\r?\n/);
    const today = join(lists, 'today.csv');
    writeFileSync(today, people.filter((_, at) => at !== 5).join('\r\n'));
    const { token } = await client.console.files.add({ path: today, origin: 'chosen' });
    const job = await client.finish(client.call('imports.commit', { token, kind: 'neo-users', reading: {} }));
    if (job.error !== null) throw new Error(JSON.stringify(job.error));
    expect(failureCodeOf(await client.call('datedChanges.keep', order))).toBe('rehearsal-outdated');
    const [route] = unwrapResult(await client.call('drafts.list', { section: 'routes', ...BY_NAME })).rows;
    await rename(route?.id ?? '', '残す経路');
    const objects = (await list()).open.map(({ section, id }) => ({ section, id }));
    unwrapResult(await client.call('drafts.revert', { objects: [{ section: 'routes', id: route?.id ?? '' }] }));
    expect(objects.length).toBeGreaterThan(1);
    expect(failureCodeOf(await client.call('datedChanges.keep', { ...order, objects, rehearsed: false }))).toBe('draft-changed-elsewhere');
    expect((await list()).changes).toHaveLength(before);
  });
});
