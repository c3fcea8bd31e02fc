import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const EVERYTHING = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };

describe('who did it, through both hosts', () => {
  const given = process.env['TSUNAGI_OPERATOR'];
  let client: HostClient;
  beforeAll(async () => {
    delete process.env['TSUNAGI_OPERATOR'];
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    process.env['TSUNAGI_OPERATOR'] = given;
    await client.close();
    removeFolder(client.folder);
  });
  const set = (value: string) => client.call('secrets.set', { name: 'catalog-password', value });
  const told = async () => unwrapResult(await client.call('historyLog.list', { filter: EVERYTHING, offset: 0, limit: 10 })).entries;

  it('is requested before anything is recorded, and is stored with the account from then on', async () => {
    expect(failureCodeOf(await set('値そのもの-1'))).toBe('operator-unnamed');
    expect(await told()).toEqual([]);
    unwrapResult(await client.call('console.changeSettings', { operatorName: '山田 太郎' }));
    unwrapResult(await set('値そのもの-1'));
    unwrapResult(await client.call('console.changeSettings', { operatorName: '佐藤 花子' }));
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
    const entries = await told();
    const account = userInfo().username;
    expect(entries.map(({ kind, by }) => [kind, by])).toEqual([
      ['secret-cleared', `佐藤 花子 (${account})`],
      ['secret-set', `山田 太郎 (${account})`],
    ]);
    expect(JSON.stringify(entries)).not.toContain('値そのもの');
  });

  it('is asked for by nothing that records no name', async () => {
    unwrapResult(await client.call('console.changeSettings', { operatorName: '' }));
    expect(failureCodeOf(await client.call('historyLog.verify', {}))).toBe('ok');
    expect(failureCodeOf(await client.call('support.preview', { companyId: null }))).toBe('ok');
  });
});
