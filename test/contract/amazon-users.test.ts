import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { DEMO_GROUP_ID } from '#main/sandbox/amazon/business-users.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const TEMPLATE = 'メールアドレス,姓,名,従業員ID,グループ,役割,操作\r\nx@example.com,,,,営業,PunchOut,招待\r\n';

describe('missing Amazon users of the demo company, through both hosts', () => {
  let client: HostClient;
  const openDemo = async () => expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    await openDemo();
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const choose = async (fault: BusinessFault, region: 'jp' | 'eu' = 'jp') => {
    const connection = { ...DEMO_AMAZON_BUSINESS, region, clientId: getBusinessClientId(fault) };
    unwrapResult(await client.call('connections.changeAmazonBusiness', { connection }));
    unwrapResult(await client.call('secrets.set', { name: 'amazon-client-secret', value: DEMO_AMAZON_CLIENT_SECRET }));
    unwrapResult(await client.call('secrets.set', { name: 'amazon-refresh-token', value: DEMO_AMAZON_REFRESH_TOKEN }));
  };
  const plan = async () => unwrapResult(await client.call('fixes.amazonUsers', {}));
  const order = async (groupId = DEMO_GROUP_ID) => {
    const { people, digest } = await plan();
    return { groupId, suppressEmail: true, people: people.total, digest };
  };
  const create = async (groupId?: string) => client.finish(client.call('fixes.createAmazonUsers', await order(groupId)));
  const requests = async () => unwrapResult(await client.call('fixes.amazonUserRequests', { states: [], offset: 0, limit: 500 }));
  const adopted = async (people: readonly string[]) => {
    const filter = { states: ['adopted' as const], sides: ['amazon' as const], search: '' };
    const { fixes } = unwrapResult(await client.call('fixes.list', { filter, offset: 0, limit: 500 }));
    return fixes.filter(({ person }) => people.includes(person)).length;
  };
  const refusalOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string; readonly params: object } }) =>
    result.ok ? null : [result.error?.code, result.error?.params];

  it('are none before an invitation is adopted', async () => {
    expect(await plan()).toMatchObject({ connection: null, refused: null, people: { total: 0 }, leftOut: { total: 0 }, lastGroupId: '' });
  });

  it('are those of the adopted invitations, with their names', async () => {
    const { revision } = unwrapResult(await client.call('fixes.worklist', { filter: EMPTY_FINDING_FILTER, by: 'cause' }));
    const selection = { revision, filter: EMPTY_FINDING_FILTER, except: [] };
    unwrapResult(await client.call('fixes.adoptMany', { selection, ticked: [], invite: true }));
    const { people, seconds, listTakenAt } = await plan();
    expect([people.total, seconds]).toEqual([people.first.length, people.total - 5]);
    expect(people.total).toBeGreaterThan(10);
    expect(listTakenAt).not.toBeNull();
    for (const { name, familyName, givenName } of people.first) expect(`${familyName} ${givenName}`).toBe(name);
  });

  it('are not created without a connection and its secrets', async () => {
    expect(failureCodeOf(await client.call('fixes.createAmazonUsers', await order()))).toBe('amazon-business-unset');
    unwrapResult(await client.call('connections.changeAmazonBusiness', { connection: DEMO_AMAZON_BUSINESS }));
    expect(failureCodeOf(await client.call('fixes.createAmazonUsers', await order()))).toBe('secret-not-set');
  });

  it('are not created for another number, for other people, or in another region', async () => {
    await choose('none');
    const good = await order();
    for (const wrong of [{ people: good.people + 1 }, { digest: 'another' }])
      expect(refusalOf(await client.call('fixes.createAmazonUsers', { ...good, ...wrong }))).toEqual([
        'amazon-users-refused',
        { reason: 'changed', count: good.people },
      ]);
    await choose('none', 'eu');
    expect(refusalOf(await client.call('fixes.createAmazonUsers', good))).toEqual(['amazon-users-refused', { reason: 'region' }]);
    expect((await plan()).refused).toBe('region');
    expect((await requests()).total).toBe(0);
  });

  it('are not created where changes need an approval, nor in a view-only company', async () => {
    await choose('none');
    const good = await order();
    const { policy } = unwrapResult(await client.call('plan.policy', {}));
    unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, approvalRequired: true } }));
    expect(refusalOf(await client.call('fixes.createAmazonUsers', good))).toEqual(['amazon-users-refused', { reason: 'approval' }]);
    expect((await plan()).refused).toBe('approval');
    unwrapResult(await client.call('plan.changePolicy', { policy }));
    const { id } = unwrapResult(await client.call('companies.current', {})).company;
    unwrapResult(await client.call('companies.setReadOnly', { id, readOnly: true, typedName: null }));
    expect(failureCodeOf(await client.call('fixes.createAmazonUsers', good))).toBe('company-read-only');
    unwrapResult(await client.call('companies.setReadOnly', { id, readOnly: false, typedName: null }));
  });

  it('stop at a group that does not exist, and are all refused, not lost', async () => {
    const { people } = await plan();
    expect((await create('ANOTHER')).error).toMatchObject({
      code: 'amazon-users-failed',
      params: { reason: 'business-refused', count: 5 },
    });
    const later = await plan();
    expect([later.people.total, later.people.first.filter(({ wasRefused }) => wasRefused).length]).toEqual([people.total, 5]);
    expect(later.lastGroupId).toBe('ANOTHER');
  });

  it('continue after the consent was withdrawn in the middle, without repeating anyone', async () => {
    await choose('users-revoked');
    const { people } = await plan();
    expect((await create()).error).toMatchObject({ code: 'amazon-users-failed', params: { reason: 'business-token-refused', count: 3 } });
    const left = await plan();
    expect(left.people.total).toBe(people.total - 3);
    expect(left.leftOut.first.filter(({ why }) => why === 'created-before')).toHaveLength(3);
  });

  it('are created once each; a lost answer is unknown, and left out of later requests and sheets', async () => {
    await choose('users-cut');
    const { people } = await plan();
    const { error, result } = await create();
    expect(error).toBeNull();
    expect(Number(result?.['created']) + Number(result?.['unknown'])).toBe(people.total);
    expect(Number(result?.['unknown'])).toBeGreaterThan(2);
    const { counts, total } = await requests();
    expect(counts).toEqual({ sent: 0, refused: 0, unknown: result?.['unknown'], created: Number(result?.['created']) + 3 });
    const later = await plan();
    expect(later.people.total).toBe(0);
    expect(later.leftOut.first.filter(({ why }) => why === 'result-unknown')).toHaveLength(counts.unknown);

    const path = join(client.folder, 'template.csv');
    writeFileSync(path, TEMPLATE);
    const { token } = await client.console.files.add({ path, origin: 'chosen' });
    const preview = unwrapResult(await client.call('fixes.previewTemplate', { token, reading: {}, again: true }));
    expect(preview.leftOut.first.filter(({ why }) => why === 'requested-over-api')).toHaveLength(Math.min(total, 500));
    expect(preview.invited).toBe(0);
  });

  it('have entries with the operator in the history', async () => {
    const filter = { kinds: ['amazon-user' as const], sections: [], search: '', runId: null, from: null, to: null };
    const { total, entries } = unwrapResult(await client.call('historyLog.list', { filter, offset: 0, limit: 500 }));
    // Five were refused before they were created.
    expect(total).toBe((await requests()).total + 5);
    expect(entries.every(({ by, name }) => by !== '' && name !== '')).toBe(true);
    expect(unwrapResult(await client.call('historyLog.verify', {})).state).toBe('intact');
  });

  it('have arrived when Amazon’s next list contains them, also those without an answer', async () => {
    const before = await requests();
    expect(before.rows.every(({ arrived }) => arrived === null)).toBe(true);
    expect(await adopted(before.rows.map(({ person }) => person))).toBeGreaterThan(10);
    await openDemo();
    const after = await requests();
    expect(after.rows.map(({ email, arrived }) => [email, arrived])).toEqual(before.rows.map(({ email }) => [email, true]));
    expect((await plan()).people.total).toBe(0);
    expect(await adopted(after.rows.map(({ person }) => person))).toBe(0);
  });

  it('repeat no secret in answers, jobs and logs', async () => {
    const seen = JSON.stringify([unwrapResult(await client.call('jobs.list', {})), await requests(), await plan()]);
    const logs = readdirSync(join(client.folder, 'log')).map((name) => readFileSync(join(client.folder, 'log', name), 'utf8'));
    for (const text of [seen, ...logs])
      for (const secret of [DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN])
        for (const form of [secret, encodeURIComponent(secret)]) expect(text).not.toContain(form);
  });
});
