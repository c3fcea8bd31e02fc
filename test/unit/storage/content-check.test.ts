import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#main/storage/database/database.ts';
import { checkCompanyContent, clearVerifiedSecrets } from '#main/storage/database/database-copy.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import { neoUser } from '../../support/directories.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder('content');
  path = join(folder, 'a.tsunagi');
});

const changed = (): readonly string[] | null => checkCompanyContent(path)?.changed ?? null;
/** Changes the file as another program would, without updating its digests. */
const changeOutside = (sql: string): void => {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
};
const changeInside = (...statements: readonly string[]): void => {
  const database = openDatabase(path);
  for (const sql of statements)
    try {
      database.exec(sql);
    } catch {
      // Some statements are expected to fail.
    }
  database.close();
};

describe('the digests of a company’s rows', () => {
  it('follow every way in which a statement changes rows', () => {
    newCompanyFile(path).close();
    changeInside(
      "INSERT INTO policy VALUES ('a', '1'), ('b', '2'), ('c', '3')",
      "INSERT OR REPLACE INTO policy VALUES ('a', '4')",
      "INSERT OR IGNORE INTO policy VALUES ('a', '5'), ('d', '6')",
      "INSERT INTO policy VALUES ('a', '7') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      "UPDATE OR REPLACE policy SET name = 'b' WHERE name = 'c'",
      "INSERT INTO policy VALUES ('e', '8'), ('a', 'fails')",
      "BEGIN; INSERT INTO policy VALUES ('f', '9'); ROLLBACK",
      "BEGIN; SAVEPOINT s; DELETE FROM policy; ROLLBACK TO s; UPDATE policy SET value = value || 'x'; COMMIT",
      "INSERT INTO snapshot (id, side, state, origin, label, taken_at) VALUES (1, 'neo', 'current', 'file', '', ''), (2, 'neo', 'staging', 'file', '', '')",
      "INSERT INTO organization (snapshot_id, position, id, code, name) VALUES (1, 0, 'a', '', ''), (1, 1, 'b', '', ''), (2, 0, 'c', '', '')",
      'UPDATE organization SET snapshot_id = 2, position = 7 WHERE id = ?1'.replace('?1', "'b'"),
      'DELETE FROM snapshot WHERE id = 1',
      "INSERT INTO triage_command (at, by, change) VALUES ('', '', ''); INSERT INTO triage_item VALUES (1, 0, 'k', x'00ff', 'n')",
      'DELETE FROM draft',
    );
    expect(changed()).toEqual([]);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT name, value FROM policy ORDER BY name').all().map(Object.values)).toEqual([
      ['a', '7x'],
      ['b', '3x'],
      ['d', '6x'],
    ]);
    database.close();
  });

  it('name the table that another program changed, also after further changes by the console', () => {
    newCompanyFile(path).close();
    changeInside("INSERT INTO policy VALUES ('a', '1'), ('b', '2')");
    changeOutside("UPDATE policy SET value = '9' WHERE name = 'b'");
    expect(changed()).toEqual(['policy']);
    changeInside("UPDATE policy SET value = '3' WHERE name = 'a'", "UPDATE policy SET value = '3' WHERE name = 'b'");
    expect(changed()).toEqual(['policy']);
    changeOutside("INSERT INTO draft (section, id, body, note, updated_at) VALUES ('a', 'b', '{}', '', '')");
    expect(changed()).toEqual(['draft', 'policy']);
    changeOutside('CREATE TABLE other (value TEXT)');
    expect(changed()).toContain('sqlite_schema');
  });

  it('are whole again once the list that had changed was replaced', () => {
    const file = newCompanyFile(path);
    const take = (name: string): void => {
      const snapshotId = file.people.begin({
        side: 'neo',
        origin: 'file',
        label: name,
        takenAt: '2026-11-26T00:00:00.000Z',
        serverRevision: null,
        missingFields: [],
      });
      file.people.append(snapshotId, 'neo_user', [neoUser({ name }), neoUser({ name: `${name} 2` })]);
      file.people.publish([{ snapshotId, table: 'neo_user' }], '2026-11-26T00:00:00.000Z');
      for (const _ of file.people.dropReplaced());
    };
    take('佐藤');
    changeOutside("UPDATE neo_user SET name = '斎藤' WHERE position = 0");
    expect(changed()).toEqual(['neo_user']);
    take('鈴木');
    expect(changed()).toEqual([]);
    file.close();
  });

  it('are begun for a file of an earlier version when it is opened, and keep what had changed before a later one takes it over', () => {
    const step = MIGRATIONS.findIndex((one) => one.includes('content_digest'));
    const old = openDatabase(path, MIGRATIONS.slice(0, step));
    old.exec("INSERT INTO policy VALUES ('a', '1')");
    old.close();
    expect(checkCompanyContent(path)).toBeNull();
    openDatabase(path).close();
    expect(changed()).toEqual([]);
    changeOutside("UPDATE policy SET value = '2'");
    openDatabase(path, [...MIGRATIONS, "ALTER TABLE policy ADD COLUMN more TEXT NOT NULL DEFAULT ''"]).close();
    expect(changed()).toEqual(['policy']);
  });

  it('follow what a restore forgets of secrets', () => {
    newCompanyFile(path).close();
    changeInside(
      "INSERT INTO secret_record (name, kept_in, generation, verified_at) VALUES ('accessKey', 'system', 3, '2026-11-26T00:00:00.000Z')",
    );
    clearVerifiedSecrets(path);
    expect(changed()).toEqual([]);
  });

  it('raise no false alarm wherever a console is killed', { timeout: 120_000 }, async () => {
    newCompanyFile(path).close();
    const module = new URL('../../../src-main/storage/database/database.ts', import.meta.url).href;
    const program = `import { openDatabase } from '${module}';
      const database = openDatabase(${JSON.stringify(path)});
      console.log('ready');
      for (let n = 0; ; n++) database.exec("BEGIN; INSERT OR REPLACE INTO policy VALUES ('" + (n % 7) + "', '" + n + "'); UPDATE company SET revision = revision + 1; COMMIT");`;
    for (let kill = 0; kill < 8; kill++) {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 20 + kill * 17));
      // The check also passes while the writer is running.
      expect(changed()).toEqual([]);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      expect(changed()).toEqual([]);
    }
  });
});
