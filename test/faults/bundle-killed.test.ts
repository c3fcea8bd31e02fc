import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { childEnv } from '../support/child-of-test.ts';
import { type Engine, engineOf, openCompanies, takeCompany } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NAME = '引っ越した会社';
const CHILD = join(import.meta.dirname, 'bundle-child.ts');

async function withCompanies<T>(folder: string, use: (companies: Companies) => Promise<T>): Promise<T> {
  const companies = openCompanies(folder);
  try {
    return await use(companies);
  } finally {
    await companies.close();
  }
}

describe('a bundle whose import is killed', () => {
  let folder: string;
  let company: Awaited<ReturnType<Engine['companyToCarry']>>;
  const bundle = (): string => join(folder, 'bundle.json');
  beforeAll(async () => {
    folder = temporaryFolder('bundle');
    company = await withCompanies(join(folder, 'first'), async (companies) => {
      const engine = engineOf(companies, (await companies.create({ name: NAME, kind: 'test' })).id);
      await engine.changeServer('https://neo.example.co.jp/');
      const { policy } = await engine.guardPolicy();
      await engine.changeGuardPolicy({ ...policy, approvalRequired: true });
      for (let at = 10; at < 30; at++)
        await engine.applyDraft({
          kind: 'put',
          section: 'invoice_groups',
          id: `group-${at}`,
          body: { code: `G${at}`, name: `グループ ${at}`, users: [], organizations: [] },
          note: '',
        });
      return engine.companyToCarry();
    });
    writeFileSync(bundle(), JSON.stringify(company));
  });

  /** Resolves with whether the import was completed. */
  const takeAndDie = (into: string, step: number): Promise<boolean> =>
    new Promise((done, failed) => {
      const child = spawn(process.execPath, [CHILD, into, bundle(), String(step)], {
        env: childEnv(),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      child.on('error', failed);
      child.on('close', (exit, signal) => {
        if (exit !== 0 && signal !== 'SIGKILL') failed(new Error(`the child ended with ${exit}`));
        else done(out.startsWith('done'));
      });
    });

  it('before every single step leaves no company or a whole one, and can be done again', { timeout: 600_000 }, async () => {
    let [step, none, whole] = [1, 0, 0];
    for (; ; step++) {
      const into = join(folder, `at-${step}`);
      mkdirSync(into);
      const isDone = await takeAndDie(into, step);
      await withCompanies(into, async (companies) => {
        const { companies: listed, unreadable } = await companies.list();
        expect(unreadable).toEqual([]);
        const [made] = listed;
        if (made === undefined) none++;
        else whole++;
        const { id } = made ?? (await takeCompany(companies, NAME, company));
        expect(await engineOf(companies, id).companyToCarry(), `step ${step}`).toEqual(company);
      });
      expect(readdirSync(into).filter((name) => !/^[0-9a-f-]{36}\.tsunagi(-wal|-shm)?$/.test(name))).toEqual([]);
      if (isDone) break;
    }
    // The file is created in one transaction, so there are few steps.
    expect(step).toBeGreaterThan(5);
    expect(none).toBeGreaterThan(2);
    expect(whole).toBeGreaterThan(0);
  });
});
