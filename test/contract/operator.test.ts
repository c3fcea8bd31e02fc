import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '#shared/contract/result.ts';
import { type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';

function valueIn<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const EVERYTHING = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };

describe('who did it, through both hosts', () => {
  const given = process.env['TSUNAGI_OPERATOR'];
  let door: Door;
  beforeAll(async () => {
    delete process.env['TSUNAGI_OPERATOR'];
    door = await openDoorBy('both hosts');
    valueIn(await door.call('companies.create', { name: '自社', kind: 'test' }));
    valueIn(await door.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    process.env['TSUNAGI_OPERATOR'] = given;
    await door.close();
    removeFolder(door.folder);
  });
  const set = (value: string) => door.call('secrets.set', { name: 'catalog-password', value });
  const told = async () => valueIn(await door.call('historyLog.list', { filter: EVERYTHING, offset: 0, limit: 10 })).entries;

  it('is asked for before anything is recorded, and stands beside the account from then on', async () => {
    expect(codeOf(await set('値そのもの-1'))).toBe('operator-unnamed');
    expect(await told()).toEqual([]);
    valueIn(await door.call('console.changeSettings', { operatorName: '山田 太郎' }));
    valueIn(await set('値そのもの-1'));
    valueIn(await door.call('console.changeSettings', { operatorName: '佐藤 花子' }));
    valueIn(await door.call('secrets.clear', { name: 'catalog-password' }));
    const entries = await told();
    const account = userInfo().username;
    expect(entries.map(({ kind, by }) => [kind, by])).toEqual([
      ['secret-cleared', `佐藤 花子 (${account})`],
      ['secret-set', `山田 太郎 (${account})`],
    ]);
    expect(JSON.stringify(entries)).not.toContain('値そのもの');
  });

  it('is asked for by nothing that records no name', async () => {
    valueIn(await door.call('console.changeSettings', { operatorName: '' }));
    expect(codeOf(await door.call('historyLog.verify', {}))).toBe('ok');
    expect(codeOf(await door.call('support.preview', { companyId: null }))).toBe('ok');
  });
});
