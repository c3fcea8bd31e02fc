import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const LOCALS = ['sato', 'suzuki', 'takahashi', 'tanaka', 'ito', 'watanabe'];
const NAMES = ['佐藤 健', '鈴木 花子', '高橋 学', '田中 恵', '伊藤 翔', '渡辺 陽子'];
const PAIR = { from: 'tsunagi-old.example', to: 'tsunagi-shoji.example' };

let client: HostClient;
beforeAll(async () => {
  client = await openHostClient('dispatcher');
  unwrapResult(await client.call('companies.create', { name: '社名変更のあと', kind: 'test' }));
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
});

async function take(kind: 'neo-users' | 'amazon-users', lines: readonly string[]): Promise<void> {
  const folder = join(client.folder, 'lists');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kind}.csv`);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  const { token } = await client.console.files.add({ path, origin: 'chosen' });
  const job = await client.finish(client.call('imports.commit', { kind, token, reading: {} }));
  expect(job.error).toBeNull();
}

const offers = async () => unwrapResult(await client.call('readiness.summary', {}))?.formerDomains ?? [];

/** Returns the number of findings by code. */
async function codes(): Promise<Readonly<Record<string, number>>> {
  const { byCode } = unwrapResult(await client.call('readiness.summary', {})) ?? { byCode: [] };
  return Object.fromEntries(byCode.map(({ code, findings }) => [code, findings]));
}

/** Saves the domains as the window does: all existing ones with one more, or one fewer. */
async function register(change: (aliases: readonly { from: string; to: string }[]) => { from: string; to: string }[]): Promise<void> {
  const { companyDomains, aliasDomains } = unwrapResult(await client.call('companies.current', {}));
  unwrapResult(await client.call('companies.changeDomains', { companyDomains, aliasDomains: change(aliasDomains) }));
}

it('offers a former domain that matches everyone until it is registered, and again after undo', async () => {
  const neo = LOCALS.map((local, at) => `,${at + 1},u${at},${NAMES[at]},${local}@${PAIR.to},使用中`);
  await take('neo-users', ['削除フラグ,ID,ログインID,氏名,職場用メールアドレス,状態', ...neo]);
  await take('amazon-users', [
    'メールアドレス,氏名,グループ,役割,ステータス',
    ...LOCALS.map((local, at) => `${local}@${PAIR.from},${NAMES[at]},購買,パンチアウト,有効`),
  ]);
  expect(await offers()).toEqual([{ ...PAIR, people: LOCALS.length }]);
  const before = await codes();
  expect(before).not.toHaveProperty('email-differs-alias-domain');

  await register((aliases) => [...aliases, PAIR]);
  expect(await offers()).toEqual([]);
  expect(await codes()).toEqual({ 'email-differs-alias-domain': LOCALS.length });
  const filter = { ...EMPTY_FINDING_FILTER, codes: ['email-differs-alias-domain' as const] };
  const { rows } = unwrapResult(
    await client.call('matching.rows', { filter, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 20 }),
  );
  expect(rows.map(({ suggestion }) => suggestion?.address).sort()).toEqual(LOCALS.map((local) => `${local}@${PAIR.to}`).sort());

  await register((aliases) => aliases.filter(({ from }) => from !== PAIR.from));
  expect(await offers()).toEqual([{ ...PAIR, people: LOCALS.length }]);
  expect(await codes()).toEqual(before);
});
