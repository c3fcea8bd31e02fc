import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { childEnv, childProgram } from '../support/child-of-test.ts';
import { engineOf, openCompanies } from '../support/engine.ts';

const OLD_PEOPLE = 50;
const NEW_PEOPLE = 20_000;

const listOf = (people: number, domain: string): string =>
  `ログインID,氏名,職場用メールアドレス\r\n${Array.from({ length: people }, (_, i) => `user${i},利用者${i},user${i}@${domain}\r\n`).join('')}`;

describe('an import that is killed', () => {
  let folder: string;
  let companyId: string;
  const path = (name: string): string => join(folder, name);

  const withCompanies = async <T>(use: (companies: Companies) => Promise<T>): Promise<T> => {
    const companies = openCompanies(path('workspaces'));
    try {
      return await use(companies);
    } finally {
      await companies.close();
    }
  };
  const work = { signal: new AbortController().signal, report: () => undefined };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagi-faults-'));
    writeFileSync(path('old.csv'), listOf(OLD_PEOPLE, 'old.example'));
    writeFileSync(path('new.csv'), listOf(NEW_PEOPLE, 'new.example'));
    companyId = await withCompanies(async (companies) => {
      const company = await companies.create({ name: '自社', kind: 'test' });
      await engineOf(companies, company.id).importList({ path: path('old.csv'), name: 'old.csv', kind: 'neo-users', reading: {} }, work);
      return company.id;
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts the import in a separate process and kills it as soon as it prints this step. */
  async function killAt(step: string): Promise<void> {
    const child = spawn(process.execPath, [childProgram('import-child'), path('workspaces'), companyId, path('new.csv')], {
      env: childEnv(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    for await (const line of createInterface({ input: child.stdout })) {
      if (line !== step) continue;
      child.kill('SIGKILL');
      break;
    }
    await ended;
  }

  it.each(['reading-file 0', 'storing-people 2000', 'storing-people 10000', 'storing-people 20000'])(
    'at "%s" leaves the old list whole',
    async (step) => {
      await killAt(step);
      await withCompanies(async (companies) => {
        const [source] = (await engineOf(companies, companyId).current()).sources;
        // The last step may have been followed by publishing before the signal arrived; then the new list is complete.
        const published = step === 'storing-people 20000' && source?.label === 'users.csv';
        expect(source).toMatchObject(published ? { label: 'users.csv', rows: NEW_PEOPLE } : { label: 'old.csv', rows: OLD_PEOPLE });
      });
    },
  );

  it('can simply be done again', async () => {
    await killAt('storing-people 4000');
    await withCompanies(async (companies) => {
      const engine = engineOf(companies, companyId);
      expect(await engine.importList({ path: path('new.csv'), name: 'users.csv', kind: 'neo-users', reading: {} }, work)).toMatchObject({
        rows: NEW_PEOPLE,
      });
      expect((await engine.current()).sources).toMatchObject([{ label: 'users.csv', rows: NEW_PEOPLE }]);
    });
  });
});
