import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';
import { failureCodeOf } from '../support/failure-code.ts';

const EVERYTHING = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };

describe('who did it, through both hosts', () => {
  const given = process.env['TSUNAGI_OPERATOR'];
  let door: Door;
  beforeAll(async () => {
    delete process.env['TSUNAGI_OPERATOR'];
    door = await openDoorBy('both hosts');
    answered(await door.call('companies.create', { name: '自社', kind: 'test' }));
    answered(await door.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    process.env['TSUNAGI_OPERATOR'] = given;
    await door.close();
    removeFolder(door.folder);
  });
  const set = (value: string) => door.call('secrets.set', { name: 'catalog-password', value });
  const told = async () => answered(await door.call('historyLog.list', { filter: EVERYTHING, offset: 0, limit: 10 })).entries;

  it('is requested before anything is recorded, and is stored with the account from then on', async () => {
    expect(failureCodeOf(await set('値そのもの-1'))).toBe('operator-unnamed');
    expect(await told()).toEqual([]);
    answered(await door.call('console.changeSettings', { operatorName: '山田 太郎' }));
    answered(await set('値そのもの-1'));
    answered(await door.call('console.changeSettings', { operatorName: '佐藤 花子' }));
    answered(await door.call('secrets.clear', { name: 'catalog-password' }));
    const entries = await told();
    const account = userInfo().username;
    expect(entries.map(({ kind, by }) => [kind, by])).toEqual([
      ['secret-cleared', `佐藤 花子 (${account})`],
      ['secret-set', `山田 太郎 (${account})`],
    ]);
    expect(JSON.stringify(entries)).not.toContain('値そのもの');
  });

  it('is asked for by nothing that records no name', async () => {
    answered(await door.call('console.changeSettings', { operatorName: '' }));
    expect(failureCodeOf(await door.call('historyLog.verify', {}))).toBe('ok');
    expect(failureCodeOf(await door.call('support.preview', { companyId: null }))).toBe('ok');
  });
});
