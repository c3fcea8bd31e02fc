import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { SECTIONS, type Section } from '#shared/domain/drafts/sections.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const BY_NAME = { by: 'name', direction: 'ascending' } as const;

/** Returns the ID of the object that a change is about. */
const idOf = ({ first, changed }: CallOutput<'drafts.apply'>): string => first?.object.id ?? changed[0]?.id ?? '';

/** Returns all drafts with every displayed value except the time of the last edit. */
async function everything(client: HostClient): Promise<unknown> {
  const objects: unknown[] = [];
  for (const section of SECTIONS) {
    const { rows } = unwrapResult(await client.call('drafts.list', { section, search: '', sort: BY_NAME, offset: 0, limit: 500 }));
    for (const { id } of rows) {
      const { object, problems } = unwrapResult(await client.call('drafts.get', { section, id }));
      objects.push({ ...object, updatedAt: null, problems });
    }
  }
  return objects;
}
const textOf = (step: CallOutput<'drafts.summary'>['steps']['undo']): string =>
  step === null ? '' : createTexts('ja').phrase(step.text, step.params);

describe('drafts through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const create = async (
    section: Section,
    label: string,
    template: 'route-purchasing' | 'serial-fiscal-year' | 'amazon-manual' | null = null,
  ): Promise<string> => idOf(unwrapResult(await client.call('drafts.create', { section, name: label, template })));

  it('contain only the single objects at first', async () => {
    const summary = unwrapResult(await client.call('drafts.summary', {}));
    expect(summary).toMatchObject({ revision: 0, steps: { undo: null, redo: null } });
    expect(Object.fromEntries(summary.sections.map(({ section, objects }) => [section, objects]))).toEqual({
      routes: 0,
      serials: 0,
      invoice_groups: 0,
      amazon_groups: 0,
      integration: 1,
      common_settings: 1,
      allowed_users: 1,
    });
    expect(unwrapResult(await client.call('drafts.get', { section: 'allowed_users', id: 'allowed_users' })).object).toMatchObject({
      draft: { everyone: true },
      updatedAt: null,
    });
    expect(failureCodeOf(await client.call('drafts.undo', {}))).toBe('draft-nothing-to-undo');
    expect(failureCodeOf(await client.call('drafts.redo', {}))).toBe('draft-nothing-to-redo');
    expect(failureCodeOf(await client.call('drafts.get', { section: 'routes', id: 'nobody' }))).toBe('draft-not-found');
  });

  it('refuse a body that is not a valid draft', async () => {
    const apply = (command: unknown) => client.callAnything('drafts.apply', { command });
    expect(failureCodeOf(await apply({ kind: 'edit', section: 'routes', id: 'nobody', edit: { kind: 'set-name', name: 'x' } }))).toBe(
      'draft-not-found',
    );
    expect(failureCodeOf(await apply({ kind: 'edit', section: 'serials', id: 'x', edit: { kind: 'set-name', name: 'x' } }))).toBe(
      'invalid-input',
    );
    expect(failureCodeOf(await apply({ kind: 'put', section: 'serials', id: 'x', body: { name: 'x' }, note: '' }))).toBe('invalid-input');
    expect(failureCodeOf(await apply({ kind: 'put', section: 'integration', id: 'other', body: null, note: '' }))).toBe('draft-not-found');
    expect(
      failureCodeOf(
        await apply({ kind: 'edit', section: 'integration', id: 'integration', edit: { kind: 'set', fields: { password: 'x' } } }),
      ),
    ).toBe('invalid-input');
    expect(failureCodeOf(await client.call('drafts.create', { section: 'serials', name: 'x', template: 'route-purchasing' }))).toBe(
      'not-allowed',
    );
  });

  it('are created from templates, edited, linted and listed', async () => {
    const route = await create('routes', '購買申請', 'route-purchasing');
    const serial = await create('serials', '購買連番', 'serial-fiscal-year');
    const typed = unwrapResult(
      await client.call('drafts.apply', {
        command: {
          kind: 'edit',
          section: 'common_settings',
          id: 'common_settings',
          edit: { kind: 'set', fields: { title: '購買', routeId: route, serialId: serial } },
        },
      }),
    );
    expect(typed.first?.problems.map(({ code }) => code)).toEqual(['route-incomplete']);
    const problems = unwrapResult(await client.call('drafts.get', { section: 'routes', id: route })).problems;
    expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['status-incomplete', 'organization-missing']));
    for (const { text, params } of problems) expect(createTexts('ja').phrase(text, params), text).not.toBe(text);
    const { rows } = unwrapResult(
      await client.call('drafts.list', { section: 'routes', search: 'こうばい', sort: BY_NAME, offset: 0, limit: 10 }),
    );
    expect(rows).toEqual([]);
    const found = unwrapResult(
      await client.call('drafts.list', {
        section: 'routes',
        search: '購買',
        sort: { by: 'problems', direction: 'descending' },
        offset: 0,
        limit: 10,
      }),
    );
    expect(found).toMatchObject({ total: 1, rows: [{ id: route, name: '購買申請', state: 'new', hasNote: false }] });
    expect(unwrapResult(await client.call('drafts.impact', { targets: [{ kind: 'draft', section: 'serials', id: serial }] }))).toEqual({
      referrers: [{ section: 'common_settings', id: 'common_settings', name: '', how: 'default-serial' }],
      peopleLeftWithoutGroup: 0,
    });
  });

  it('notify every window when they change', async () => {
    const heard: unknown[] = [];
    const stop = client.console.dispatcher.on((event, data) => {
      if (event === 'changed') heard.push(data);
    });
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'note', section: 'integration', id: 'integration', note: '待ち' } }));
    stop();
    const { company, revision } = unwrapResult(await client.call('companies.current', {}));
    expect(heard).toEqual([{ companyId: company.id, topics: ['drafts'], revision }]);
  });

  it('match invoice groups with Amazon groups, and offer the fix', async () => {
    const group = await create('invoice_groups', '本社');
    await create('amazon_groups', 'NEOカタログ購買', 'amazon-manual');
    const wrong = unwrapResult(
      await client.call('drafts.apply', {
        command: { kind: 'edit', section: 'invoice_groups', id: group, edit: { kind: 'set', fields: { code: 'neocatalog' } } },
      }),
    );
    expect(wrong.first?.facts).toMatchObject({ match: 'case', option: 'NEOcatalog' });
    const fix = wrong.first?.problems.find(({ code }) => code === 'code-differs')?.fix;
    const right = unwrapResult(
      await client.callAnything('drafts.apply', { command: { kind: 'edit', section: 'invoice_groups', id: group, edit: fix } }),
    ) as CallOutput<'drafts.apply'>;
    expect(right.first?.facts).toMatchObject({ match: 'exact' });
    expect(right.first?.problems.map(({ code }) => code)).toEqual(['members-none']);
  });

  it('take typing in one field for one step, and a duplicate for one', async () => {
    const { rows } = unwrapResult(await client.call('drafts.list', { section: 'serials', search: '', sort: BY_NAME, offset: 0, limit: 1 }));
    const id = rows[0]?.id ?? '';
    for (const text of ['購', '購買', '購買2']) unwrapResult(await client.call('drafts.rename', { section: 'serials', id, name: text }));
    const { steps } = unwrapResult(await client.call('drafts.summary', {}));
    expect(textOf(steps.undo)).toBe('「購買連番」の名前の変更');
    const back = unwrapResult(await client.call('drafts.undo', {}));
    expect(back.first?.object.draft).toMatchObject({ name: '購買連番' });
    expect(textOf(back.steps.redo)).toBe('「購買連番」の名前の変更');
    const copy = unwrapResult(await client.call('drafts.duplicate', { objects: [{ section: 'serials', id, name: '写し' }] }));
    expect(copy.first?.object.id).not.toBe(id);
    expect(copy.steps.redo).toBeNull();
  });

  it('are undone to nothing and done again, across a restart', async () => {
    unwrapResult(
      await client.call('drafts.apply', { command: { kind: 'note', section: 'integration', id: 'integration', note: '値は 12 月に届く' } }),
    );
    const { rows } = unwrapResult(
      await client.call('drafts.list', { section: 'invoice_groups', search: '', sort: BY_NAME, offset: 0, limit: 1 }),
    );
    unwrapResult(await client.call('drafts.delete', { objects: [{ section: 'invoice_groups', id: rows[0]?.id ?? '' }] }));
    const before = await everything(client);
    let steps = 0;
    while (unwrapResult(await client.call('drafts.summary', {})).steps.undo !== null) {
      unwrapResult(await client.call('drafts.undo', {}));
      steps++;
    }
    expect(steps).toBeGreaterThan(6);
    expect(await everything(client)).toEqual([]);
    await client.close();
    client = await openHostClient('both hosts', client.folder);
    for (let i = 0; i < steps; i++) unwrapResult(await client.call('drafts.redo', {}));
    expect(await everything(client)).toEqual(before);
    expect(failureCodeOf(await client.call('drafts.redo', {}))).toBe('draft-nothing-to-redo');
  });

  it('are exported to a file and imported again as one undo step', async () => {
    const before = await everything(client);
    const job = await client.finish(client.call('drafts.exportFile', { language: 'ja' }));
    expect([job.state, job.error]).toEqual(['done', null]);
    expect(job.result).toMatchObject({ name: expect.stringMatching(/^自社 下書き \d{4}-\d\d-\d\d\.json$/) });
    const text = readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
    const path = join(client.folder, 'drafts.json');
    const choose = async (content: string): Promise<string> => {
      writeFileSync(path, content);
      return (await client.console.files.add({ path, origin: 'chosen' })).token;
    };
    unwrapResult(
      await client.call('drafts.delete', {
        objects: (before as { section: Section; id: string }[]).map(({ section, id }) => ({ section, id })),
      }),
    );
    expect(await everything(client)).toEqual([]);
    const token = await choose(text);
    const preview = unwrapResult(await client.call('drafts.previewImport', { token, mode: 'merge' }));
    expect(preview.counts).toEqual({ add: (before as unknown[]).length, change: 0, same: 0, remove: 0 });
    expect(failureCodeOf(await client.call('drafts.importFile', { token, mode: 'merge', revision: preview.revision - 1 }))).toBe(
      'draft-moved-on',
    );
    const taken = unwrapResult(await client.call('drafts.importFile', { token, mode: 'merge', revision: preview.revision }));
    expect(await everything(client)).toEqual(before);
    expect(textOf(taken.steps.undo)).toBe(`下書き ${(before as unknown[]).length} 件の取り込み`);
    unwrapResult(await client.call('drafts.undo', {}));
    expect(await everything(client)).toEqual([]);
    unwrapResult(await client.call('drafts.redo', {}));

    expect(failureCodeOf(await client.call('drafts.previewImport', { token: await choose('名前,コード'), mode: 'merge' }))).toBe(
      'draft-file-foreign',
    );
    const bad = await client.call('drafts.previewImport', {
      token: await choose(text.replace('"reset": "fiscal-year"', '"reset": "weekly"')),
      mode: 'merge',
    });
    expect(bad).toMatchObject({ ok: false, error: { code: 'draft-file-invalid', params: { field: 'body.reset' } } });

    // Reading a list of Amazon groups imports nothing until an administrator has reviewed it.
    const kept = await everything(client);
    const groups = { token: await choose('グループ名,システム連携用オプション\r\n本社,ＨＱ01\r\n工場,\r\n') };
    expect(unwrapResult(await client.call('drafts.readAmazonGroups', groups))).toEqual({
      groups: [
        { name: '本社', integrationOption: 'ＨＱ01' },
        { name: '工場', integrationOption: '' },
      ],
    });
    expect(failureCodeOf(await client.call('drafts.readAmazonGroups', { token: await choose('') }))).toBe('file-empty');
    expect(await everything(client)).toEqual(kept);
  });
});

describe('drafts of the demo company', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('find people by kanji, kana, romaji and address, organisations and roles by name', async () => {
    const company = createDemoCompany();
    const user = company.users.find(({ state, given }) => state === 'active' && given.written === '由美子');
    if (user === undefined) throw new Error('the demo company has changed');
    const pick = async (search: string, kinds: ('user' | 'organization' | 'role')[] = ['user']) =>
      unwrapResult(await client.call('drafts.people', { search, kinds, limit: 50 })).picks;
    const romaji = `${user.family.latin} ${user.given.latin}`;
    for (const search of [
      user.name,
      user.name.replace(' ', ''),
      user.kana,
      romaji,
      romaji.slice(0, -1),
      user.loginId,
      user.employeeCode,
      user.workEmail.toUpperCase(),
    ])
      expect(
        (await pick(search)).map(({ id }) => id),
        search,
      ).toContain(user.id);
    const organization = company.organizations.at(-1);
    expect((await pick(organization?.name ?? '', ['organization', 'role'])).map(({ kind, id }) => [kind, id])).toContainEqual([
      'organization',
      organization?.id,
    ]);
    const [role] = company.roles;
    expect(await pick(role?.name ?? '', ['role'])).toContainEqual({
      kind: 'role',
      id: role?.id,
      name: role?.name,
      detail: '',
      email: '',
      loginId: '',
      employeeCode: '',
      active: true,
    });
    const { picks } = unwrapResult(
      await client.call('drafts.names', {
        ids: [
          { kind: 'user', id: user.id },
          { kind: 'role', id: 'gone' },
        ],
      }),
    );
    const { name, workEmail: email, loginId, employeeCode } = user;
    expect(picks).toMatchObject([{ kind: 'user', name, email, loginId, employeeCode, active: true }]);
    // An organization's name also finds its members; the organization itself comes first.
    const home = company.organizations.find(({ id }) => id === user.organizations[0]);
    const there = await pick(`${home?.name} ${user.family.written}`);
    expect(there.map(({ id }) => id)).toContain(user.id);
    expect((await pick(home?.name ?? '', ['user', 'organization']))[0]?.kind).toBe('organization');
    // People with this exact name come before people with a similar one.
    const { latin } = user.family;
    const called = company.users.filter(({ state, family }) => state === 'active' && family.latin === latin);
    const first = (await pick(latin)).slice(0, called.length).map(({ id }) => id);
    expect([...first].sort()).toEqual(called.map(({ id }) => id).sort());
  });

  it('are found by every person and object they name; several are copied and restored in one step', async () => {
    const listed = async (section: Section, search: string) =>
      unwrapResult(await client.call('drafts.list', { section, search, sort: BY_NAME, offset: 0, limit: 100 })).rows;
    expect((await listed('routes', '山本 秀明')).map((row) => row.name)).toEqual(['福岡支店の購入']);
    expect((await listed('routes', '山本秀明')).map((row) => row.name)).toEqual(['福岡支店の購入']);
    expect((await listed('routes', '購買委員会')).map((row) => row.name)).toEqual(['設備の購入（購買委員会）']);
    const groups = await listed('invoice_groups', '大阪支店');
    expect(groups.length).toBeGreaterThan(0);
    for (const { id } of groups) {
      const { object } = unwrapResult(await client.call('drafts.get', { section: 'invoice_groups', id }));
      expect(JSON.stringify(object.draft)).toContain('"organizations":[{');
    }

    const before = await listed('routes', '');
    const [one, two] = before;
    if (one === undefined || two === undefined) throw new Error('the demo company has changed');
    const copies = unwrapResult(
      await client.call('drafts.duplicate', { objects: [one, two].map(({ id, name }) => ({ section: 'routes', id, name: `${name} 写` })) }),
    );
    expect(textOf(copies.steps.undo)).toBe('下書き 2 件の複製');
    expect((await listed('routes', '写')).map(({ state }) => state)).toEqual(['new', 'new']);
    unwrapResult(await client.call('drafts.undo', {}));
    expect(await listed('routes', '')).toEqual(before);
    unwrapResult(await client.call('drafts.delete', { objects: [one, two].map(({ id }) => ({ section: 'routes', id })) }));
    const back = unwrapResult(await client.call('drafts.revert', { objects: [one, two].map(({ id }) => ({ section: 'routes', id })) }));
    expect(textOf(back.steps.undo)).toBe('下書き 2 件を元の値に戻す');
    expect((await listed('routes', '')).map(({ id, state }) => [id, state])).toEqual(before.map(({ id, state }) => [id, state]));
    expect(failureCodeOf(await client.call('drafts.revert', { objects: [{ section: 'routes', id: 'nobody' }] }))).toBe('draft-not-found');
  });

  it('lists who keeps only a group without a working code, before an invoice group is deleted', async () => {
    const { rows } = unwrapResult(
      await client.call('drafts.list', { section: 'invoice_groups', search: '', sort: BY_NAME, offset: 0, limit: 500 }),
    );
    const id = idOf(unwrapResult(await client.call('drafts.create', { section: 'invoice_groups', name: '旧・全社', template: null })));
    const organizations = createDemoCompany()
      .organizations.filter(({ parentId }) => parentId === null)
      .map((organization) => ({ id: organization.id, descendants: true }));
    const edit = { kind: 'set', fields: { code: 'FURUI01', organizations } };
    const command = { kind: 'edit', section: 'invoice_groups', id, edit } as CallInput<'drafts.apply'>['command'];
    unwrapResult(await client.call('drafts.apply', { command }));
    const map = unwrapResult(await client.call('drafts.coverage', { parentId: null }));
    const targets = rows.map((row) => ({ kind: 'draft' as const, section: 'invoice_groups' as const, id: row.id }));
    expect(map.people - map.none).toBeGreaterThan(100);
    expect(unwrapResult(await client.call('drafts.impact', { targets })).peopleLeftWithoutGroup).toBe(map.people - map.none);
    unwrapResult(await client.call('drafts.delete', { objects: [{ section: 'invoice_groups', id }] }));
  });

  it('count who may order, who is covered, and who would be left without a group', async () => {
    const company = createDemoCompany();
    const active = company.users.filter(({ state }) => state === 'active').length;
    expect(unwrapResult(await client.call('drafts.get', { section: 'allowed_users', id: 'allowed_users' })).facts).toEqual({
      kind: 'allowed',
      active,
      inactive: company.users.length - active,
      unchecked: 0,
    });
    const top = company.organizations.filter(({ parentId }) => parentId === null);
    // Removes the demo company's own groups, so that all users depend on the new one.
    const { rows } = unwrapResult(
      await client.call('drafts.list', { section: 'invoice_groups', search: '', sort: BY_NAME, offset: 0, limit: 500 }),
    );
    unwrapResult(await client.call('drafts.delete', { objects: rows.map(({ id }) => ({ section: 'invoice_groups', id })) }));
    const made = unwrapResult(await client.call('drafts.create', { section: 'invoice_groups', name: '全社', template: null }));
    const id = idOf(made);
    unwrapResult(
      await client.call('drafts.apply', {
        command: {
          kind: 'edit',
          section: 'invoice_groups',
          id,
          edit: {
            kind: 'splice',
            field: 'organizations',
            at: 0,
            remove: 0,
            insert: top.map((organization) => ({ id: organization.id, descendants: true })),
          },
        },
      }),
    );
    const map = unwrapResult(await client.call('drafts.coverage', { parentId: null }));
    expect(map.people).toBe(active);
    // Amazon does not know the new group's code yet, so users who are only in this group still cannot select an invoice.
    expect(map.none - map.byCodeAlone + (map.groups[0]?.people ?? 0)).toBe(active);
    expect(map.rows.map((row) => row.id)).toEqual(top.map((organization) => organization.id));
    const below = unwrapResult(await client.call('drafts.coverage', { parentId: top[0]?.id ?? '' }));
    expect(below.rows.length).toBe(map.rows[0]?.children);
    expect(below.rows.length).toBeGreaterThan(0);
    expect(
      unwrapResult(await client.call('drafts.impact', { targets: [{ kind: 'draft', section: 'invoice_groups', id }] }))
        .peopleLeftWithoutGroup,
    ).toBe(map.groups[0]?.people);
    expect(
      unwrapResult(await client.call('drafts.impact', { targets: [{ kind: 'organization', id: top[0]?.id ?? '' }] })).referrers,
    ).toEqual([{ section: 'invoice_groups', id, name: '全社', how: 'member' }]);
  });
});
