import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openDemoWithLists, removeFolder, unwrapResult } from '../support/host-clients.ts';

const TEMPLATE = '操作,メールアドレス,グループ,役割\r\n招待,example@example.com,,\r\nアカウントから削除,,,\r\n役割を変更,,,\r\n';

describe('leavers of the demo company through both hosts', () => {
  let client: HostClient;
  let lists: string;
  const plan = async (chosen: { id: string; by: string | null }[] = [], also: string[] = []) =>
    unwrapResult(await client.call('leavers.plan', { chosen, also }));
  const accounts = async () => unwrapResult(await client.call('fixes.accounts', {}));
  const token = async (file: string, text: string): Promise<string> => {
    const path = join(lists, file);
    writeFileSync(path, text);
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };

  beforeAll(async () => {
    ({ client, lists } = await openDemoWithLists('both hosts'));
  }, 60_000);
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  it('lists where leavers are still named, removes them in one step, and undoes it', async () => {
    const [person] = unwrapResult(await client.call('drafts.people', { search: '佐藤', kinds: ['user'], limit: 20 })).picks.filter(
      ({ active }) => active,
    );
    const [route] = unwrapResult(
      await client.call('drafts.list', {
        section: 'routes',
        search: '',
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 1,
      }),
    ).rows;
    const inScreen = await plan();
    // The finding counts the same people, except those listed only by roles.
    const counted = unwrapResult(await client.call('readiness.summary', {}))?.byCode.find(({ code }) => code === 'user-suspended');
    expect(inScreen.rolesOnly).toBeGreaterThan(0);
    expect(inScreen.total - inScreen.rolesOnly).toBe(counted?.findings);
    // The name 業務課 alone does not identify one of several organizations with that name.
    const places = inScreen.people.flatMap(({ elsewhere }) => elsewhere.filter(({ kind }) => kind === 'approver').map(({ name }) => name));
    expect(places).toContain('さいたま支店');
    expect(places.filter((name) => name.startsWith('業務課'))).toEqual([expect.stringMatching(/^業務課（.+）$/)]);
    const leaver = inScreen.people.find(({ state, elsewhere, lines }) => state === 'suspended' && elsewhere.length + lines.length > 0);
    if (leaver === undefined || person === undefined || route === undefined) throw new Error('the demo company has nobody suspended');
    expect([inScreen.objects, inScreen.people.some(({ chosen }) => chosen)]).toEqual([0, false]);
    expect(unwrapResult(await client.call('leavers.places', { id: leaver.id }))).toEqual({
      lines: leaver.lines,
      elsewhere: leaver.elsewhere,
    });
    const [active] = (await plan([], [person.id])).people;
    expect(unwrapResult(await client.call('leavers.places', { id: person.id }))).toEqual({
      lines: active?.lines,
      elsewhere: active?.elsewhere,
    });
    expect(unwrapResult(await client.call('leavers.places', { id: 'nobody' }))).toEqual({ lines: [], elsewhere: [] });
    const step = {
      id: 'leaver-step',
      role: 'approve',
      finalDecider: false,
      approvers: { kind: 'users', users: [leaver.id] as string[] },
      rule: 'one',
      expectedDays: 1,
      branch: null,
    } as const;
    unwrapResult(
      await client.call('drafts.apply', {
        command: { kind: 'edit', section: 'routes', id: route.id, edit: { kind: 'insert-step', at: 0, step } },
      }),
    );
    const alone = await plan([{ id: leaver.id, by: null }]);
    expect(alone.vacant).toBeGreaterThan(0);
    const replaced = await plan([{ id: leaver.id, by: person.id }]);
    expect(replaced.vacant).toBe(0);
    const line = replaced.people
      .find(({ id }) => id === leaver.id)
      ?.lines.find(({ objectId, step: at }) => objectId === route.id && at === 1);
    expect(line?.effect).toBe('replaced');
    const taken = unwrapResult(
      await client.call('leavers.take', { revision: replaced.revision, chosen: [{ id: leaver.id, by: person.id }] }),
    );
    expect(taken.changed).toHaveLength(replaced.objects);
    expect(taken.steps.undo?.kind).toBe('people');
    expect((await plan([{ id: leaver.id, by: person.id }])).objects).toBe(0);
    expect(failureCodeOf(await client.call('leavers.take', { revision: replaced.revision, chosen: [{ id: leaver.id, by: null }] }))).toBe(
      'draft-moved-on',
    );
    unwrapResult(await client.call('drafts.undo', {}));
    expect((await plan([{ id: leaver.id, by: person.id }])).objects).toBe(replaced.objects);
  });

  it('also replaces an active person, and only by a person who could act', async () => {
    const picks = unwrapResult(await client.call('drafts.people', { search: '部長', kinds: ['user'], limit: 50 })).picks;
    const [one, other] =
      picks.length > 1 ? picks : unwrapResult(await client.call('drafts.people', { search: '田', kinds: ['user'], limit: 50 })).picks;
    const leaver = (await plan()).people.find(({ state }) => state === 'suspended');
    if (one === undefined || other === undefined || leaver === undefined) throw new Error('nobody found');
    const asked = await plan([], [one.id]);
    expect(asked.people[0]).toMatchObject({ id: one.id, state: 'active', chosen: false });
    expect((await plan([{ id: one.id, by: other.id }])).vacant).toBe(0);
    for (const by of [one.id, leaver.id, 'nobody at all'])
      expect(failureCodeOf(await client.call('leavers.plan', { chosen: [{ id: one.id, by }], also: [] }))).toBe('person-cannot-replace');
  });

  it('puts changes of accounts into the administrator’s own template, in its words, and finds them arrived', async () => {
    const before = await accounts();
    const leavers = before.rows.filter(({ why }) => why === 'leaver');
    const roles = before.rows.filter(({ why }) => why === 'no-role');
    expect([leavers.length > 0, roles.length > 0, before.total.leaver]).toEqual([true, true, leavers.length]);
    const changes = [...leavers, ...roles].flatMap(({ email, changes: [first] }) => (first === undefined ? [] : [{ email, ...first }]));
    const [leaver, role] = [leavers[0], roles[0]];
    if (leaver === undefined || role === undefined) throw new Error('no accounts');
    expect(
      failureCodeOf(
        await client.call('fixes.adoptAccounts', {
          revision: before.revision,
          changes: [{ email: role.email, kind: 'remove-account', from: '', group: '' }],
        }),
      ),
    ).toBe('fix-not-offered');
    const adopted = unwrapResult(await client.call('fixes.adoptAccounts', { revision: before.revision, changes }));
    expect(adopted.adopted).toBe(changes.length);
    unwrapResult(await client.call('fixes.undo', { stepId: adopted.stepId ?? -1 }));
    expect((await accounts()).rows.every(({ adopted: state }) => state === null)).toBe(true);
    unwrapResult(await client.call('fixes.adoptAccounts', { revision: before.revision, changes }));

    const bare = unwrapResult(
      await client.call('fixes.previewTemplate', {
        token: await token('bare.csv', 'メールアドレス,グループ\r\n'),
        reading: {},
        again: false,
      }),
    );
    expect([bare.people, bare.changes.map(({ refused }) => refused)]).toEqual([0, ['no-action-column', 'no-action-column']]);
    expect(bare.leftOut.first.every(({ why }) => why === 'no-action-column')).toBe(true);

    const file = await token('template.csv', TEMPLATE);
    const preview = unwrapResult(await client.call('fixes.previewTemplate', { token: file, reading: {}, again: false }));
    expect(preview.changes.map(({ kind, word, refused }) => [kind, word, refused])).toEqual([
      ['remove-account', 'アカウントから削除', null],
      ['grant-role', '役割を変更', null],
    ]);
    expect([preview.invited, preview.people]).toEqual([0, changes.length]);
    const without = unwrapResult(
      await client.call('fixes.previewTemplate', { token: file, reading: {}, again: false, words: { 'remove-account': '' } }),
    );
    expect(without.people).toBe(roles.length);
    const job = await client.finish(
      client.call('fixes.writeAmazonSheet', {
        token: file,
        reading: {},
        again: false,
        language: 'ja',
        values: { group: '', role: 'パンチアウト', action: '', words: {} },
        existing: 'remove',
      }),
    );
    if (job.error !== null) throw new Error(JSON.stringify(job.error));
    const { writings } = unwrapResult(await client.call('fixes.writings', {}));
    const written = readFileSync((await client.console.files.find(writings[0]?.files[0]?.file?.token ?? '')).path, 'utf8');
    expect(written.split('\r\n')).toContain(`アカウントから削除,${leaver.email},,`);
    expect(written).toMatch(new RegExp(`役割を変更,${role.email.replaceAll('.', '\\.')},[^,]*,パンチアウト`));
    expect(written.split('\r\n').filter((line) => line !== '')).toHaveLength(changes.length + 1);
    const report = readFileSync((await client.console.files.find(writings[0]?.report?.token ?? '')).path, 'utf8');
    expect(report).toContain('remove-account');

    const amazon = readFileSync(join(lists, 'amazon-users-utf8.csv'), 'utf8');
    const rows = amazon.split(/\r?\n/).filter((line) => !line.includes(leaver.email));
    const left = await token('amazon-after.csv', rows.join('\r\n'));
    const imported = await client.finish(client.call('imports.commit', { token: left, kind: 'amazon-users', reading: {} }));
    if (imported.error !== null) throw new Error(JSON.stringify(imported.error));
    const { fixes } = unwrapResult(
      await client.call('fixes.list', { filter: { states: [], sides: ['amazon'], search: leaver.email }, offset: 0, limit: 10 }),
    );
    expect(fixes.map(({ state, account }) => [state, account?.kind])).toEqual([['arrived', 'remove-account']]);
  });
});
