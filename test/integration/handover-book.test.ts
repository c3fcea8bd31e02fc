import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeBook } from '#main/app/handover-book/book.ts';
import type { Companies } from '#main/company/companies.ts';
import { computeTestedValuesFingerprint } from '#main/company/connections/connection-proof.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { amazonUser, neoUser } from '../support/directories.ts';
import { openCompanies } from '../support/engine.ts';
import { order } from '../support/orders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.parse('2026-11-30T12:00:00+09:00');
const AT = new Date(NOW).toISOString();
const texts = createTexts('ja');
const nothing = texts('book.open.nothing');

let folder: string;
let companies: Companies;
beforeAll(() => {
  folder = temporaryFolder('book');
  companies = openCompanies(join(folder, 'workspaces'), { now: () => NOW });
});
afterAll(async () => {
  await companies.close();
});

let made = 0;
/** Returns the visible text of a company's handover book; `fill` prepares the company file. */
async function book(fill: (file: CompanyFile) => void): Promise<string> {
  const { id } = await companies.create({ name: `会社 ${++made}`, kind: 'test' });
  const path = join(folder, `${id}.html`);
  await companies.within(id, async (session) => {
    fill(session.file());
    await writeBook(session, { path, language: 'ja' }, { signal: new AbortController().signal, report: () => undefined });
  });
  return readFileSync(path, 'utf8')
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replace(/<br\/>|<[^>]*>/g, ' ');
}

/** Adds two lists that match completely, without any settings. */
function matched({ people }: CompanyFile): void {
  const begin = (side: 'neo' | 'amazon'): number =>
    people.begin({ side, origin: 'file', label: 'list.csv', takenAt: AT, serverRevision: null, missingFields: [] });
  const [neo, amazon] = [begin('neo'), begin('amazon')];
  people.append(neo, 'neo_user', [neoUser({ id: '1', loginId: 'u1', name: '佐藤', workEmail: 'u1@a.example' })]);
  people.append(amazon, 'amazon_user', [amazonUser({ email: 'u1@a.example', name: '佐藤' })]);
  people.publish(
    [
      { snapshotId: neo, table: 'neo_user' },
      { snapshotId: amazon, table: 'amazon_user' },
    ],
    AT,
  );
}

it('lists what was not checked, remaining steps and orders past their lock, if no error is known', async () => {
  const page = await book((file) => {
    matched(file);
    const reading = file.orders.begin({ origin: 'file', label: 'o.csv', takenAt: AT, serverRevision: null, missingFields: [] });
    file.orders.append(reading, [order({ requestedAt: '2026-11-12T09:00:00+09:00' })]);
    file.orders.publish(reading, []);
  });
  expect(page).not.toContain(nothing);
  expect(page).toContain('1 人は、注文できるかどうかが未確認です');
  expect(page).toMatch(/7 連番 {2,}1 人 {2,}既定の連番/);
  expect(page).toMatch(/初期設定の残り \d+ 件/);
  expect(page).toContain('ロックの期限を過ぎた承認待ちの注文が 1 件あります。');
});

it('does not report that nothing is left if one of the lists is missing', async () => {
  const page = await book(() => undefined);
  expect(page).not.toContain(nothing);
  expect(page).toContain('注文の一覧がないため、価格と在庫のロックは未確認です。');
});

it('does not take a connection for passed whose password nothing proves', async () => {
  const layer = (state: 'passed' | 'warning', id: 'amazon-punchout-test' | 'amazon-wrong-secret') =>
    ({ layer: id, state, milliseconds: 1, facts: {}, reasons: state === 'passed' ? [] : [WRONG_SECRET] }) as const;
  const tested = (last: 'passed' | 'warning') =>
    book((file) => {
      const layers = [layer('passed', 'amazon-punchout-test'), layer(last, 'amazon-wrong-secret')];
      file.connection.keepTest('amazon', {
        state: 'done',
        startedAt: AT,
        layers,
        current: null,
        values: computeTestedValuesFingerprint(file, 'amazon'),
      });
    });
  expect(await tested('passed')).toContain('2026/11/30 12:00 に成功');
  const page = await tested('warning');
  expect(page).not.toContain('に成功');
  expect(page).toContain('注意があります 誤ったパスワードでも受け付けられました');
});
const WRONG_SECRET = { id: 'wrong-secret-accepted', field: null, params: {} };
