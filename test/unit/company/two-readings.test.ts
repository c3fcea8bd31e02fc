import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { importList } from '#main/company/lists/list-import.ts';
import { readPeopleFromServer } from '#main/company/server/server-read.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const AT = '2026-11-24T00:00:00.000Z';
const CSV = `ID,ログインID,氏名,メールアドレス\n${Array.from({ length: 5 }, (_, at) => `${at + 1},file-${at},社員 ${at},file-${at}@example.co.jp`).join('\n')}\n`;
const PERSON = {
  ...{ id: '1', loginId: 'server-1', name: '社員', kana: '', employeeCode: '', title: '', workEmail: 'server-1@example.co.jp' },
  ...{ mobileEmail: '', homeEmail: '', otherEmail: '', state: 'active', organizations: [] },
} as NeoUser;

let folder: string;
let companies: Companies;
beforeEach(() => {
  folder = temporaryFolder('two-readings');
  companies = openCompanies(join(folder, 'companies'));
});
afterEach(async () => {
  await companies.close();
});

/** Returns a server with one person; `during` runs while its list is read. */
const serverWith = (during: () => Promise<unknown>): Groupware =>
  ({
    describe: async () => ({ kind: 'stock-neo', revision: null }),
    async readUsers({ onPage }: Parameters<Groupware['readUsers']>[0]) {
      await during();
      await onPage([PERSON], { done: 1, total: 1 });
      return { total: 1, revision: null, missingFields: ['state'] };
    },
  }) as unknown as Groupware;

it.each(['server', 'demo'] as const)(
  'a list from a file and people from a server (%s) are imported concurrently, and the last one is kept',
  async (origin) => {
    const { id } = await companies.create({ name: '自社', kind: 'test' });
    const path = join(folder, 'neo.csv');
    writeFileSync(path, CSV);
    await companies.within(id, async (session) => {
      const file = session.file();
      const order = { path, name: 'neo.csv', kind: 'neo-users', reading: {} } as const;
      const taken = { origin: 'file', at: AT, confirmed: 'unasked' } as const;
      const read = (during: () => Promise<unknown>) =>
        readPeopleFromServer(
          serverWith(during),
          file,
          { address: 'https://neo.example', origin, takenAt: AT, confirmed: 'unasked' },
          createSilentJobContext(),
        );
      const ofFile = Array.from({ length: 5 }, (_, at) => `file-${at}`);
      const logins = () => file.people.directory().neoUsers.map(({ loginId }) => loginId);

      // Imports the file while the server is being read.
      await read(() => importList(order, file, taken, createSilentJobContext()));
      expect(logins()).toEqual(['server-1']);

      // Reads the server while the file is being imported.
      let reading: Promise<unknown> = Promise.resolve();
      const work = createSilentJobContext();
      await importList(order, file, taken, {
        ...work,
        report({ phase }) {
          if (phase === 'storing-people') reading = read(async () => undefined);
        },
      });
      await reading;
      // The last completed list is current, complete and under its own name, and so is the list that it replaced.
      const [current] = file.people.current();
      const whole: Readonly<Record<string, readonly string[]>> = { 'neo.csv': ofFile, 'https://neo.example': ['server-1'] };
      expect(logins()).toEqual(whole[current?.label ?? '']);
      for (const { label, rows } of [...file.people.current(), ...file.people.former.all()]) expect(rows).toBe(whole[label]?.length);
      expect(file.people.staged()).toEqual([]);
    });
  },
);
