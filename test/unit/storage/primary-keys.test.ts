import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#main/storage/database/database.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const tablesOf = (database: ReturnType<typeof openDatabase>): readonly string[] =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => String(name));

test('every table of a company has a primary key', () => {
  const database = openDatabase(':memory:');
  const tables = tablesOf(database);
  expect(tables.length).toBeGreaterThan(40);
  const without = tables.filter(
    (table) =>
      !database
        .prepare(`SELECT pk FROM pragma_table_info('${table}')`)
        .all()
        .some(({ pk }) => pk !== 0),
  );
  expect(without).toEqual([]);
  database.close();
});

test('no query of a store depends on the order in which rows were inserted', () => {
  const folder = join(import.meta.dirname, '../../../src-main/storage');
  const stores = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('migrations'),
  );
  expect(stores.map((name) => basename(name))).toContain('apply-journal.ts');
  expect(stores.filter((name) => /\b(rowid|_rowid_|oid)\b/.test(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});

test('decisions, runs and notices of an earlier version keep their order and their person', () => {
  const folder = temporaryFolder('keys');
  const path = join(folder, 'file');
  const step = MIGRATIONS.findIndex((one) => one.includes('triage_item_new'));
  const old = openDatabase(path, MIGRATIONS.slice(0, step));
  old.exec(`
    INSERT INTO triage_command (id, at, by, change) VALUES (1, '', '', '{}'), (2, '', '', '{}');
    INSERT INTO triage_item (command_id, key, evidence, name) VALUES (1, 'z', '', ''), (2, 'b', '', ''), (1, 'a', '', '');
    INSERT INTO apply_run (id, started_at, by, holder, reason, digest, on_failure, state)
      VALUES ('later-by-name', '', '', '', '', '', 'stop', 'done'), ('a', '', '', '', '', '', 'stop', 'done');
    INSERT INTO notice (day, key, how) VALUES ('2026-12-01', 'k', 'seen');
    INSERT INTO notice_put_off (key, until) VALUES ('p', '2026-12-09');
  `);
  old.close();
  const database = openDatabase(path);
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row));
  expect(rows('SELECT command_id, position, key FROM triage_item ORDER BY command_id, position')).toEqual([
    [1, 0, 'z'],
    [1, 1, 'a'],
    [2, 0, 'b'],
  ]);
  expect(rows('SELECT number, id FROM apply_run ORDER BY number')).toEqual([
    [1, 'later-by-name'],
    [2, 'a'],
  ]);
  expect(rows('SELECT * FROM notice')).toEqual([['operator', '2026-12-01', 'k', 'seen']]);
  expect(rows('SELECT * FROM notice_put_off')).toEqual([['operator', 'p', '2026-12-09']]);
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
