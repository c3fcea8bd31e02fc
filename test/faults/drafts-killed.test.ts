import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { childEnv } from '../support/child-of-test.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('drafts whose console is killed', () => {
  let folder: string;
  const withCompanies = async <T>(use: (companies: Companies) => Promise<T>): Promise<T> => {
    const companies = openCompanies(folder);
    try {
      return await use(companies);
    } finally {
      await companies.close();
    }
  };
  beforeAll(() => {
    folder = temporaryFolder('drafts');
  });

  /** Edits in a separate process and kills it as soon as it prints this line; returns all printed lines. */
  async function killAt(companyId: string, line: string): Promise<readonly string[]> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'drafts-child.ts'), folder, companyId], {
      env: childEnv(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const told: string[] = [];
    // Output in transit when the signal arrived counts as well, because these edits had been answered.
    for await (const said of createInterface({ input: child.stdout })) {
      told.push(said);
      if (said === line) child.kill('SIGKILL');
    }
    await ended;
    return told;
  }

  it.each(['saved 1', 'saved 7', 'undone 10', 'saved 31', 'undone 50', 'saved 123'])(
    'after "%s" have everything that was shown as saved',
    async (line) => {
      const { id } = await withCompanies((companies) => companies.create({ name: line, kind: 'test' }));
      const told = await killAt(id, line);
      const [word, last] = told.at(-1)?.split(' ') ?? [];
      const count = Number(last);
      expect(told).toContain(line);
      await withCompanies(async (companies) => {
        const engine = engineOf(companies, id);
        const title = async (): Promise<number> =>
          Number(((await engine.draft({ section: 'common_settings', id: 'common_settings' })).object.draft as { title: string }).title);
        const found = await title();
        // The last answered edit is saved; at most one further edit, in progress at the time, may be saved as well.
        const shown = word === 'saved' ? count : count - 1;
        const next = word === 'saved' && count % 10 === 0 ? count - 1 : count + 1;
        expect([shown, next]).toContain(found);
        // Earlier edits can still be undone one by one.
        const { steps } = await engine.draftSummary();
        expect(steps.undo).not.toBeNull();
        await engine.undoDraft();
        const before = await title();
        expect(before).toBeLessThan(found);
        await engine.redoDraft();
        expect(await title()).toBe(found);
      });
    },
  );
});
