import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import { openDatabase, openDatabaseToRead } from '#main/storage/database/database.ts';
import {
  clearVerifiedSecrets,
  copyDatabase,
  readCompanyFileVersion,
  requireCompanyCopy,
  requireCompanyFile,
  requirePassiveDatabase,
} from '#main/storage/database/database-copy.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = temporaryFolder('copy');
});
const failureOf = (work: () => unknown): unknown => {
  try {
    return work() ?? 'ok';
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
};
const corrupt = { code: 'company-file-corrupt', params: { exists: 1 } };
const change = (path: string, sql: string): void => {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
};
/** Creates a company file of an earlier version. */
const older = (path: string, version: number): void => {
  const database = openDatabase(path, MIGRATIONS.slice(0, version));
  database.exec(
    `INSERT INTO ${version < 30 ? 'profile' : 'company'} (id, name, kind, created_at) VALUES ('a', '自社', 'test', '2026-11-26T00:00:00.000Z')`,
  );
  database.close();
};

describe('a copy of a company’s file', () => {
  it('is one file with the committed data, even while a console has the original open', async () => {
    const file = newCompanyFile(at('a'));
    file.rename('本社');
    const told: (readonly [number, number])[] = [];
    await copyDatabase(at('a'), at('b'), (left, total) => told.push([left, total]));
    file.rename('支社');
    expect(readdirSync(folder).filter((name) => name.startsWith('b'))).toEqual(['b']);
    const database = new DatabaseSync(at('b'), { readOnly: true });
    expect([
      database.prepare('SELECT name FROM company').get()?.['name'],
      database.prepare('PRAGMA journal_mode').get()?.['journal_mode'],
    ]).toEqual(['本社', 'delete']);
    database.close();
    for (const [left, total] of told) expect(left).toBeLessThanOrEqual(total);
    expect([requireCompanyCopy(at('b'), 'a'), failureOf(() => requireCompanyCopy(at('b'), 'x'))]).toEqual([undefined, corrupt]);
    file.close();
  });

  it('is not left behind if copying fails', async () => {
    writeFileSync(at('a'), 'no database at all, but as long as one has to be'.repeat(40));
    writeFileSync(at('b'), 'old');
    const failing = async (from: string): Promise<unknown> => {
      try {
        await copyDatabase(from, at('b'), () => undefined);
      } catch (error) {
        return error instanceof ExpectedError ? error.failure.code : error;
      }
      return null;
    };
    expect([await failing(at('a')), existsSync(at('b'))]).toEqual(['company-file-corrupt', false]);
    expect([await failing(at('none')), existsSync(at('b'))]).toEqual(['storage-unusable', false]);
  });
});

describe('a company’s file from elsewhere', () => {
  it.each([1, 29, 30, MIGRATIONS.length])('of version %d is accepted for the company in its file name', (version) => {
    older(at('a'), version);
    expect([readCompanyFileVersion(at('a')), requireCompanyFile(at('a'), 'a')]).toEqual([version, undefined]);
    expect(failureOf(() => requireCompanyFile(at('a'), 'b'))).toEqual(corrupt);
  });

  it('is refused if it has a later version, no version, or is damaged', () => {
    older(at('a'), MIGRATIONS.length);
    const later = MIGRATIONS.length + 1;
    change(at('a'), `PRAGMA user_version = ${later}`);
    const newer = { code: 'company-file-newer', params: { version: later, known: MIGRATIONS.length } };
    expect([readCompanyFileVersion, (path: string) => requireCompanyFile(path, 'a')].map((look) => failureOf(() => look(at('a'))))).toEqual(
      [newer, newer],
    );
    expect([failureOf(() => openDatabase(at('a'))), failureOf(() => openDatabaseToRead(at('a')))]).toEqual([newer, newer]);
    change(at('empty'), 'CREATE TABLE t (a)');
    expect([readCompanyFileVersion(at('empty')), failureOf(() => requireCompanyFile(at('empty'), 'a'))]).toEqual([0, corrupt]);
    writeFileSync(at('text'), 'no database at all, but as long as one has to be'.repeat(40));
    expect(failureOf(() => requireCompanyFile(at('text'), 'a'))).toEqual(corrupt);
  });

  it.each([
    'CREATE TRIGGER mine AFTER INSERT ON company BEGIN SELECT 1; END',
    'CREATE VIEW mine AS SELECT 1',
    'DROP TRIGGER history_entry_kept; CREATE TRIGGER history_entry_kept BEFORE DELETE ON history_entry BEGIN SELECT 1; END',
  ])('is refused if it contains something that runs by itself: %s', (sql) => {
    older(at('a'), MIGRATIONS.length);
    change(at('a'), sql);
    expect([failureOf(() => requireCompanyFile(at('a'), 'a')), failureOf(() => requireCompanyCopy(at('a'), 'a'))]).toEqual([
      corrupt,
      corrupt,
    ]);
  });

  it('of an earlier version is not opened read-only', () => {
    older(at('a'), 30);
    expect(failureOf(() => openDatabaseToRead(at('a')))).toMatchObject({ code: 'company-file-older' });
    CompanyFile.open(at('a')).close();
    const file = CompanyFile.openToRead(at('a'));
    expect([file.company().name, readdirSync(folder).filter((name) => name.includes('.version-'))]).toEqual(['自社', ['a.version-30']]);
    expect(() => file.rename('x')).toThrow();
    file.close();
  });
});

it('the demo server is accepted if it contains nothing that runs by itself', () => {
  change(at('a'), 'CREATE TABLE t (a)');
  expect(requirePassiveDatabase(at('a'))).toBeUndefined();
  change(at('a'), 'CREATE VIEW v AS SELECT 1');
  expect(failureOf(() => requirePassiveDatabase(at('a')))).toEqual(corrupt);
});

it('tests of secrets are forgotten, and their destinations are kept', () => {
  const file = newCompanyFile(at('a'));
  file.secrets.noteSet('kept', 'system', '2026-11-26T00:00:00.000Z', 'https://a.example', 'm');
  file.secrets.noteVerified('kept', 1, '2026-11-26T01:00:00.000Z');
  file.secrets.noteApplied('kept', 1);
  file.secrets.noteSet('cleared', 'system', '2026-11-26T00:00:00.000Z', null, 'm');
  file.secrets.noteCleared('cleared');
  const [cleared, kept] = file.secrets.list();
  file.close();
  clearVerifiedSecrets(at('a'));
  const next = CompanyFile.open(at('a'));
  expect(next.secrets.list()).toEqual([cleared, { ...kept, verifiedAt: null, appliedGeneration: null, generation: 2 }]);
  next.close();
  older(at('b'), 1);
  expect(failureOf(() => clearVerifiedSecrets(at('b')))).toBe('ok');
  writeFileSync(at('c'), 'no database at all, but as long as one has to be'.repeat(40));
  expect(failureOf(() => clearVerifiedSecrets(at('c')))).toEqual(corrupt);
});
