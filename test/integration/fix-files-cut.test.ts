import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { createSilentJobContext } from '../support/apply-company.ts';
import { type Engine, engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NEO = ['ID,氏名,ログインID,パスワード,職場用メールアドレス', '1,田中 太郎,tanaka,********,Tanaka@example.co.jp'];
const AMAZON = ['メールアドレス,氏名,役割', 'tanaka@example.co.jp,田中 太郎,パンチアウト'];

let folder: string;
let companies: Companies;
let engine: Engine;
beforeEach(async () => {
  folder = temporaryFolder('fix-files');
  companies = openCompanies(join(folder, 'companies'));
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  engine = engineOf(companies, id);
  for (const [kind, lines] of [
    ['neo-users', NEO],
    ['amazon-users', AMAZON],
  ] as const) {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, lines.join('\r\n'));
    await engine.importList({ path, name: `${kind}.csv`, kind, reading: {} }, createSilentJobContext());
  }
});
afterEach(async () => {
  await companies.close();
});

it('fix files are written completely or not at all: no partial file may be submitted', async () => {
  const { revision } = await engine.readiness().then((summary) => summary ?? { revision: -1 });
  await engine.adoptFix({ revision, row: 0, choice: { kind: 'suggestion' } });
  const out = join(folder, 'out');
  mkdirSync(out);
  const order = {
    path: join(folder, 'neo-users.csv'),
    name: 'neo-users.csv',
    reading: {},
    again: false,
    language: 'ja' as const,
    out: join(out, 'file'),
  };
  const states = async () => (await engine.fixes({ filter: { states: [], sides: [], search: '' }, offset: 0, limit: 10 })).counts;
  // A folder occupies the path of the record.
  mkdirSync(`${order.out}-report`);
  writeFileSync(join(`${order.out}-report`, 'kept'), '');
  await expect(engine.writeNeoFile(order, createSilentJobContext())).rejects.toThrow();
  expect(readdirSync(out)).toEqual(['file-report']);
  expect([await states(), await engine.fixWritings()]).toMatchObject([{ adopted: 1, written: 0 }, []]);
  rmSync(`${order.out}-report`, { recursive: true });
  await expect(engine.writeNeoFile(order, createSilentJobContext(AbortSignal.abort()))).rejects.toThrow();
  expect(readdirSync(out)).toEqual([]);
  await engine.writeNeoFile(order, createSilentJobContext());
  expect(readdirSync(out).sort()).toEqual(['file-1', 'file-report']);
  expect(await states()).toMatchObject({ adopted: 0, written: 1 });
});
