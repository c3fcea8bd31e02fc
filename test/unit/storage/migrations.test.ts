import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { openDatabase, openDatabaseToRead } from '#main/storage/database/database.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('migrates statements about entered values to bases that can be undone', () => {
  const step = MIGRATIONS.findIndex((one) => one.includes('ADD COLUMN base_before'));
  expect(step).toBeGreaterThan(0);
  const folder = temporaryFolder('migration');
  try {
    const old = openDatabase(join(folder, 'file'), MIGRATIONS.slice(0, step));
    const draft = old.prepare("INSERT INTO draft (section, id, base, body, note, updated_at) VALUES ('invoice_groups', ?, ?, ?, '', '')");
    const entered = old.prepare(
      `INSERT INTO hand_over_entered (key, section, object_id, name, body, generation, at, by, undone_at)
       VALUES ('invoice_groups ' || ?1, 'invoice_groups', ?1, '', ?2, 0, '', '', ?3)`,
    );
    draft.run('twice', null, '{"v":2}');
    entered.run('twice', '{"v":1}', null);
    entered.run('twice', '{"v":2}', null);
    draft.run('removed', '{"v":9}', null);
    entered.run('removed', null, null);
    draft.run('taken-back', null, '{"v":3}');
    entered.run('taken-back', '{"v":3}', 'then');
    draft.run('edited-since', '{"v":5}', '{"v":7}');
    entered.run('edited-since', '{"v":6}', null);
    old.close();

    const now = openDatabase(join(folder, 'file'));
    const rows = (sql: string) =>
      now
        .prepare(sql)
        .all()
        .map((row) => Object.values(row));
    expect(rows('SELECT id, base, body FROM draft ORDER BY id')).toEqual([
      ['edited-since', '{"v":6}', '{"v":7}'],
      ['taken-back', null, '{"v":3}'],
      ['twice', '{"v":2}', '{"v":2}'],
    ]);
    expect(rows('SELECT object_id, base_before FROM hand_over_entered ORDER BY id')).toEqual([
      ['twice', null],
      ['twice', '{"v":1}'],
      ['removed', '{"v":9}'],
      ['taken-back', null],
      ['edited-since', '{"v":5}'],
    ]);
    now.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file keeps all of its people when its list tables are recreated', () => {
  const step = MIGRATIONS.findIndex((one) => one.includes('DROP TABLE snapshot'));
  expect(step).toBeGreaterThan(0);
  const folder = temporaryFolder('migration');
  try {
    const old = openDatabase(join(folder, 'file'), MIGRATIONS.slice(0, step));
    old.exec(`INSERT INTO snapshot (id, side, state, origin, label, taken_at, rows) VALUES
      (7, 'neo', 'current', 'file', 'users.csv', '2026-01-01T00:00:00.000Z', 2), (9, 'amazon', 'current', 'file', 'a.csv', '2026-01-01T00:00:00.000Z', 1)`);
    const children = old
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%REFERENCES snapshot%' ORDER BY name")
      .all()
      .map(({ name }) => String(name));
    expect(children.length).toBeGreaterThan(2);
    for (const table of children) {
      const columns = old.prepare(`SELECT name, type, "notnull" AS required, dflt_value FROM pragma_table_info('${table}')`).all();
      const filled = columns.filter(({ required, dflt_value }) => required === 1 && dflt_value === null);
      const values = filled.map(({ name, type }) =>
        name === 'snapshot_id' ? '7' : type === 'INTEGER' ? '1' : type === 'BLOB' ? "x'00'" : "''",
      );
      old.exec(
        `PRAGMA ignore_check_constraints = ON; INSERT INTO ${table} (${filled.map(({ name }) => name).join(', ')}) VALUES (${values.join(', ')})`,
      );
    }
    old.close();

    const now = openDatabase(join(folder, 'file'));
    const count = (table: string): unknown => now.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'];
    expect(children.map(count)).toEqual(children.map(() => 1));
    expect(
      now
        .prepare('SELECT id, side, rows FROM snapshot ORDER BY id')
        .all()
        .map((row) => Object.values(row)),
    ).toEqual([
      [7, 'neo', 2],
      [9, 'amazon', 1],
    ]);
    expect(now.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    // Deleting a list deletes its rows.
    now.exec('DELETE FROM snapshot WHERE id = 7');
    expect(children.map(count)).toEqual(children.map(() => 0));
    now.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file of an earlier version is kept next to the new one, and removed with its company', () => {
  const folder = temporaryFolder('migration');
  try {
    const id = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';
    const path = join(folder, `${id}.tsunagi`);
    // The last version in which the company's row was in a table with another name.
    const earlier = 29;
    const old = openDatabase(path, MIGRATIONS.slice(0, earlier));
    old.exec(`INSERT INTO profile (id, name, kind, created_at) VALUES ('${id}', 'As it was', 'test', '')`);
    old.close();
    writeFileSync(`${path}.version-1`, 'of a time before');
    writeFileSync(`${path}.version-${earlier}.unfinished`, 'cut while it was made');

    const companiesFolder = new CompanyFolder(folder);
    const file = companiesFolder.open(id);
    file.rename('As it is now');
    file.close();
    companiesFolder.open(id).close();
    expect(readdirSync(folder).sort()).toEqual([`${id}.tsunagi`, `${id}.tsunagi.version-${earlier}`]);
    const copy = openDatabase(`${path}.version-${earlier}`, MIGRATIONS.slice(0, earlier));
    expect(copy.prepare('SELECT name FROM profile').get()).toEqual({ name: 'As it was' });
    expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    copy.close();
    expect(companiesFolder.list().companies.map(({ name }) => name)).toEqual(['As it is now']);

    companiesFolder.delete(id);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('keeps the connection tests when the directory becomes one of their targets', () => {
  const folder = temporaryFolder('migration');
  try {
    const path = join(folder, 'file');
    const old = openDatabase(path, MIGRATIONS.slice(0, 40));
    old.exec(`INSERT INTO connection_test (target, run) VALUES ('groupware', '{"a":1}'), ('amazon', '{}')`);
    old.close();
    const file = openDatabase(path);
    file.exec(`INSERT INTO connection_test (target, run) VALUES ('directory', '{}'), ('business', '{}')`);
    expect(file.prepare('SELECT target, run FROM connection_test ORDER BY target').all()).toEqual([
      { target: 'amazon', run: '{}' },
      { target: 'business', run: '{}' },
      { target: 'directory', run: '{}' },
      { target: 'groupware', run: '{"a":1}' },
    ]);
    file.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file whose backup copy cannot be saved keeps its version', () => {
  const folder = temporaryFolder('migration');
  try {
    const path = join(folder, 'file');
    const earlier = MIGRATIONS.length - 1;
    openDatabase(path, MIGRATIONS.slice(0, earlier)).close();
    // The name of the copy is already used by a folder.
    mkdirSync(join(`${path}.version-${earlier}`, 'full'), { recursive: true });
    expect(() => openDatabase(path)).toThrow();
    rmSync(`${path}.version-${earlier}`, { recursive: true });
    const file = openDatabase(path, MIGRATIONS.slice(0, earlier));
    expect(file.prepare('PRAGMA user_version').get()).toEqual({ user_version: earlier });
    file.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file of a later version is refused with both versions, and stays unchanged byte for byte', () => {
  const folder = temporaryFolder('migration');
  try {
    const path = join(folder, 'file');
    const later = openDatabase(path);
    later.exec(`PRAGMA journal_mode = DELETE; PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    later.close();
    const before = readFileSync(path);
    for (const open of [openDatabase, openDatabaseToRead])
      expect(() => open(path)).toThrow(
        expect.objectContaining({
          failure: expect.objectContaining({
            code: 'company-file-newer',
            params: { version: MIGRATIONS.length + 1, known: MIGRATIONS.length },
          }),
        }),
      );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['file']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an interrupted update leaves the file unchanged, so that the earlier console can open the copy', () => {
  const folder = temporaryFolder('migration');
  try {
    const path = join(folder, 'file');
    const earlier = 31;
    const old = openDatabase(path, MIGRATIONS.slice(0, earlier));
    old.exec("INSERT INTO company (id, name, kind, created_at) VALUES ('an id', 'As it was', 'test', '')");
    old.close();
    // Simulates a power failure, a full disk or an error in the middle of the migrations.
    const cut = [...MIGRATIONS.slice(0, earlier + 2), 'INSERT INTO no_such_table VALUES (1)'];
    expect(() => openDatabase(path, cut)).toThrow();

    openDatabase(path).close();
    expect(readdirSync(folder).sort()).toEqual(['file', `file.version-${earlier}`]);
    const copy = openDatabase(`${path}.version-${earlier}`, MIGRATIONS.slice(0, earlier));
    expect(copy.prepare('SELECT name FROM company').get()).toEqual({ name: 'As it was' });
    copy.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
