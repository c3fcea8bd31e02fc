import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { TEMPLATES } from '#shared/domain/drafts/templates.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const TODAY = new Date().toISOString().slice(0, 10);
const NEO = [
  'ID,ログインID,氏名,デフォルト組織,使用停止フラグ,職場用メールアドレス',
  '101,sato,佐藤 一,営業部,0,sato@example.co.jp',
  '102,tanaka,田中 二,営業部,0,tanaka@example.co.jp',
  '103,suzuki,鈴木 三,製造部,0,suzuki@example.co.jp',
];
const AMAZON = ['メールアドレス,状態,役割', ...['sato', 'tanaka', 'suzuki'].map((name) => `${name}@example.co.jp,有効,パンチアウト`)];
const ORGANIZATIONS = ['ID,組織名,親組織', '1,本社,', '4,支店,1', '2,営業部,4', '3,製造部,4'];

/** A company whose lists come from files because it has no gateway. */
describe('a company of files', () => {
  let client: HostClient;
  const importList = async (kind: 'organizations' | 'neo-users' | 'amazon-users', lines: readonly string[]): Promise<void> => {
    const path = join(client.folder, `${kind}.csv`);
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    const { token } = await client.console.files.add({ path, origin: 'chosen' });
    expect(await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).toMatchObject({ error: null });
  };
  const draft = async (command: object): Promise<void> => {
    unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
  };
  const put = (section: string, id: string, body: object) => draft({ kind: 'put', section, id, body, note: '' });
  const readiness = async () => {
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    if (summary === null) throw new Error('no readiness');
    const ofLists = summary.partial.filter((part) => part.endsWith('-lists'));
    const { gates } = summary;
    return {
      ofLists,
      blocked: summary.blocked,
      notChecked: gates.map((gate) => (gate.notChecked > 0 ? gate.gate : 0)).filter((gate) => gate > 0),
    };
  };
  const chooseRoute = async (body: { readonly id: string }): Promise<void> => {
    await put('routes', body.id, body);
    await put('common_settings', 'common_settings', { title: '購入', routeId: body.id, serialId: null });
  };
  const health = async (id: string) => unwrapResult(await client.call('routes.health', { ids: [id] })).routes[0];

  let made = 0;
  const template = (id: string) => ({
    ...TEMPLATES['route-department'].make(id, `経路 ${id}`, () => `${id}-${++made}`),
    status: 'complete' as const,
  });

  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    await importList('neo-users', NEO);
    await importList('amazon-users', AMAZON);
    await importList('organizations', ORGANIZATIONS);
    await put('allowed_users', 'allowed_users', { everyone: true, users: [], organizations: [], roles: [] });
    await put('invoice_groups', 'inv', { code: 'HONSHA01', name: '本社', users: [], organizations: [{ id: '1', descendants: true }] });
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('blocks no one for missing approvers of organizations, because no file contains them', async () => {
    await chooseRoute(template('dept'));
    expect(await readiness()).toMatchObject({ ofLists: ['gate-6-lists'], blocked: 0 });
    expect(await health('dept')).toMatchObject({
      verdict: 'unchecked',
      people: { allowed: 3, failing: 0, unchecked: 3, unknownAt: ['dept-1'] },
    });
    const trial = unwrapResult(await client.call('routes.simulate', { routeId: 'dept', applicantId: '101', date: TODAY, absences: [] }));
    expect(new Set(trial.stages.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
    expect(trial.problems).toEqual([]);
    const person = unwrapResult(await client.call('people.look', { personId: '101' }));
    expect(person).toMatchObject({ state: 'not-checked', firstClosed: null });
    expect(person.gates[5]).toMatchObject({ state: 'unseen', unseen: ['gate-6-lists'] });
  });

  it('is checked if the route names its people directly', async () => {
    const step = { id: 's', role: 'decide', finalDecider: true, rule: 'one', expectedDays: 1, branch: null };
    const approvers = { kind: 'users', users: ['101', '102'] };
    const named = { id: 'named', name: '購入', status: 'complete', access: { kind: 'everyone' }, applicantHandling: 'exclude' };
    await chooseRoute({ ...named, steps: [{ ...step, approvers }] } as { readonly id: string });
    const { ofLists, blocked, notChecked } = await readiness();
    expect({ ofLists, blocked }).toEqual({ ofLists: [], blocked: 0 });
    expect(notChecked).not.toContain(6);
    expect(await health('named')).toMatchObject({ people: { failing: 0, unchecked: 0 } });
  });

  it('puts no one out of scope because of a role, because no file contains roles', async () => {
    await put('allowed_users', 'allowed_users', { everyone: false, users: ['103'], organizations: [], roles: ['R'] });
    expect(await readiness()).toMatchObject({ ofLists: ['gate-2-lists'], blocked: 0 });
    const { facts } = unwrapResult(await client.call('drafts.get', { section: 'allowed_users', id: 'allowed_users' }));
    expect(facts).toEqual({ kind: 'allowed', active: 1, inactive: 0, unchecked: 2 });
    const states = async (personId: string) => unwrapResult(await client.call('people.look', { personId }));
    expect(await states('103')).toMatchObject({ evidence: { standing: { allowed: 'allowed' } } });
    expect(await states('101')).toMatchObject({ evidence: { standing: { allowed: 'untold' } } });
  });
});

describe('a company without a list of organisations', () => {
  it('reports no one as missing an invoice group if a group names the person', async () => {
    const client = await openHostClient('dispatcher');
    try {
      unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
      for (const [kind, lines] of [
        ['neo-users', NEO],
        ['amazon-users', AMAZON],
      ] as const) {
        const path = join(client.folder, `${kind}.csv`);
        writeFileSync(path, `${lines.join('\r\n')}\r\n`);
        const { token } = await client.console.files.add({ path, origin: 'chosen' });
        expect(await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).toMatchObject({ error: null });
      }
      const body = { code: 'HONSHA01', name: '本社', users: ['103'], organizations: [{ id: '1', descendants: true }] };
      const command = { kind: 'put', section: 'invoice_groups', id: 'inv', body, note: '' };
      unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
      expect(unwrapResult(await client.call('readiness.summary', {}))).toMatchObject({ blocked: 0 });
      expect(unwrapResult(await client.call('drafts.coverage', { parentId: null }))).toMatchObject({ people: 3, none: 0, unchecked: 2 });
      const question = { which: { kind: 'none' as const }, organizationId: null, search: '', offset: 0, limit: 10 };
      expect(unwrapResult(await client.call('invoicing.people', question))).toMatchObject({ total: 0 });
      const targets = [{ kind: 'draft' as const, section: 'invoice_groups' as const, id: 'inv' }];
      expect(unwrapResult(await client.call('drafts.impact', { targets }))).toMatchObject({ peopleLeftWithoutGroup: null });
    } finally {
      await client.close();
      removeFolder(client.folder);
    }
  });
});
