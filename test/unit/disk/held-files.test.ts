import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileTokens } from '#main/app/services/file-tokens.ts';
import {
  copyPatientlyAsync,
  emptyFolder,
  getHeldReason,
  openReadStream,
  readFilePatientlyAsync,
  readTextPatiently,
  removeEmptyFolder,
  removeFile,
  removeFolder,
  renamePatiently,
  tryToRemove,
  writePrivateFile,
} from '#main/disk/held-files.ts';
import { hasReservedName } from '#main/disk/windows-names.ts';
import { writeContentAtomically } from '#main/files/atomic-file.ts';
import { removeInstanceFile, writeInstanceFile } from '#main/hosts/node/instance-file.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { makeLockedFolder } from '#main/storage/data-folder/locked-folder.ts';
import { openDatabase } from '#main/storage/database/database.ts';
import { createLineAppender } from '#main/storage/log/appending-file.ts';
import { createSettingsStore } from '#main/storage/settings.ts';
import { toStorageFailure } from '#main/storage/storage-failure.ts';
import { failureOf } from '../../support/failure-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { holdFile, releaseHeldFiles } from '../../support/windows/hold-file.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const holders: Worker[] = [];
beforeEach(() => {
  folder = temporaryFolder('held');
});
afterEach(async () => {
  await releaseHeldFiles();
  for (const holder of holders.splice(0)) await holder.terminate();
});

describe.skipIf(process.platform !== 'win32')('a file that another program holds on Windows', () => {
  it('is renamed, replaced, removed and written once that program is done', async () => {
    for (const name of ['from', 'replaced', 'removed', 'written', 'whole']) writeFileSync(at(name), 'before');
    await holdFile(at('from'), 1000);
    renamePatiently(at('from'), at('to'));
    await holdFile(at('replaced'), 1000, 'share');
    renamePatiently(at('to'), at('replaced'));
    await holdFile(at('removed'), 1000);
    removeFile(at('removed'));
    await holdFile(at('written'), 1000);
    writePrivateFile(at('written'), 'after');
    await holdFile(at('whole'), 1000);
    await writeContentAtomically(at('whole'), 'after');
    expect(readdirSync(folder).sort()).toEqual(['replaced', 'whole', 'written']);
    expect(['written', 'whole'].map((name) => readFileSync(at(name), 'utf8'))).toEqual(['after', 'after']);
  });

  it('is read and copied once that program is done', async () => {
    for (const name of ['text', 'bytes', 'stream', 'copied']) {
      writeFileSync(at(name), `${name} つなぎ`);
      await holdFile(at(name), 600);
      if (name === 'text') expect(readTextPatiently(at(name))).toBe('text つなぎ');
      else if (name === 'bytes') expect((await readFilePatientlyAsync(at(name))).toString()).toBe('bytes つなぎ');
      else if (name === 'stream') expect((await (await openReadStream(at(name))).toArray()).join('')).toBe('stream つなぎ');
      else await copyPatientlyAsync(at(name), at('copy'));
    }
    expect(readFileSync(at('copy'), 'utf8')).toBe('copied つなぎ');
    await expect(copyPatientlyAsync(at('copied'), at('copy'))).rejects.toMatchObject({ code: 'EEXIST' });
    mkdirSync(at('f'));
    writeFileSync(join(at('f'), 'a'), '');
    expect(() => removeEmptyFolder(at('f'))).toThrow(expect.objectContaining({ code: 'ENOTEMPTY' }));
  });

  it('is a database that can be written once that program is done', async () => {
    writeFileSync(at('a.tsunagi'), '');
    // Long enough that SQLite fails to open the file for writing, and short enough that reading succeeds.
    await holdFile(at('a.tsunagi'), 2200);
    const database = openDatabase(at('a.tsunagi'));
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  });

  it('loses no line of a log, and delays none', async () => {
    const write = createLineAppender(at('a.log'), { maxBytes: 1000, kept: 2 });
    write('first\n');
    await holdFile(at('a.log'), 5000);
    const before = performance.now();
    for (const line of ['second\n', 'third\n']) write(line);
    expect(performance.now() - before).toBeLessThan(3000);
    expect(readTextPatiently(at('a.log'))).toBe('first\n');
    write('fourth\n');
    expect(readFileSync(at('a.log'), 'utf8')).toBe('first\nsecond\nthird\nfourth\n');
  });

  it('is reported with the reason if that program holds it too long', async () => {
    writeFileSync(at('a.json'), 'before');
    await holdFile(at('a.json'), 30_000);
    const error = ((): unknown => {
      try {
        writePrivateFile(at('a.json'), 'after');
      } catch (thrown) {
        return thrown;
      }
      return null;
    })();
    expect(getHeldReason(error)).toBe('held');
    expect(toStorageFailure(error, folder)?.failure).toEqual({ code: 'storage-busy', params: { reason: 'held', file: at('a.json') } });
    await expect(writeContentAtomically(at('a.json'), 'after')).rejects.toMatchObject({
      failure: { code: 'file-not-writable', params: { file: 'a.json', reason: expect.stringMatching(/^held/) } },
    });
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('keeps nothing else in its folder from being removed, and goes the next time', async () => {
    mkdirSync(at('f'));
    for (const name of ['a', 'held', 'z']) writeFileSync(join(at('f'), name), '');
    await holdFile(join(at('f'), 'held'), 7500);
    expect(tryToRemove(() => removeFolder(at('f')))).toBe(false);
    expect(readdirSync(at('f'))).toEqual(['held']);
    removeFolder(at('f'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not prevent the removal of its folder if that program permits deletion', async () => {
    mkdirSync(at('f'));
    for (const name of ['a', 'held']) writeFileSync(join(at('f'), name), '');
    await holdFile(join(at('f'), 'held'), 1500, 'share');
    removeFolder(at('f'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fails no change of the settings, no new company and no start of the host', async () => {
    const settings = createSettingsStore(folder);
    settings.change({ language: 'en' });
    await holdFile(at('settings.json'), 1800, 'share');
    settings.change({ theme: 'dark' });
    await holdFile(at('settings.json'), 1800);
    settings.change({ contrast: 'high' });
    expect(createSettingsStore(folder).get()).toMatchObject({ language: 'en', theme: 'dark', contrast: 'high' });
    const instance = { pid: 1, port: 1, key: 'k'.repeat(20) };
    writeInstanceFile(folder, instance);
    await holdFile(at('node-host.json'), 1800, 'share');
    writeInstanceFile(folder, { ...instance, port: 2 });
    expect(JSON.parse(readFileSync(at('node-host.json'), 'utf8'))).toEqual({ ...instance, port: 2 });
    await holdFile(at('node-host.json'), 1000);
    removeInstanceFile(folder);
    const companies = new CompanyFolder(at('workspaces'));
    const made = companies.create('自社', 'test', '2026-11-24T00:00:00.000Z', () => {
      const journal = readdirSync(at('workspaces')).find((name) => name.endsWith('-wal')) ?? '';
      holders.push(
        new Worker(
          `const { closeSync, openSync } = require('node:fs');
           const file = openSync(require('node:worker_threads').workerData, 'r');
           setTimeout(() => closeSync(file), 1500);`,
          { eval: true, workerData: join(at('workspaces'), journal) },
        ),
      );
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    });
    expect(made.company().name).toBe('自社');
    made.close();
  });

  it('in the temporary folder of a crash makes no call fail', async () => {
    mkdirSync(at('temporary'));
    for (const name of ['left', 'other']) writeFileSync(join(at('temporary'), name), '');
    await holdFile(join(at('temporary'), 'left'), 9000);
    const files = createFileTokens(at('temporary'));
    expect(readdirSync(at('temporary'))).toEqual(['left']);
    writeFileSync(files.temporaryPath(), 'x');
    emptyFolder(at('temporary'));
    files.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a folder of copies', () => {
  it('that a killed process left is removed by the next one, and one in use is not', () => {
    const first = makeLockedFolder(folder, 'copies-');
    writeFileSync(join(first.path, 'people'), 'x');
    const left = at('copies-abcdef');
    mkdirSync(left);
    writeFileSync(join(left, 'people'), 'x');
    mkdirSync(at('copies-of-mine'));
    const second = makeLockedFolder(folder, 'copies-');
    expect(
      readdirSync(folder)
        .map((name) => at(name))
        .sort(),
    ).toEqual([first.path, second.path, at('copies-of-mine')].sort());
    first.remove();
    second.remove();
    expect(readdirSync(folder)).toEqual(['copies-of-mine']);
  });
});

describe('a name that Windows takes for something else', () => {
  const DEVICES = ['nul', 'NUL', 'con', 'aux.csv', 'COM1', 'lpt9.txt', 'com¹.log', 'nul .csv', 'CONOUT$'];
  const RESERVED = [...DEVICES, 'report.', 'report ', 'report 9:05.csv', 'report.csv:part', 'a*.csv', 'a?', 'a<b>', 'a|b', '"a"', 'a\tb'];
  const FINE = ['report.csv', 'console.csv', 'nulls', 'com10', 'com', '.hidden', 'a.nul', '会社.csv', "R&D (1)'s 50% ^;=,!.csv"];

  it('is refused on Windows only, and other names nowhere', () => {
    for (const name of RESERVED) expect([name, hasReservedName(`C:\\reports\\${name}`, 'win32')]).toEqual([name, true]);
    for (const name of FINE) expect([name, hasReservedName(`C:\\reports\\${name}`, 'win32')]).toEqual([name, false]);
    for (const name of ['C:\\', '.', '..', 'C:\\a\\', 'a/.']) expect([name, hasReservedName(name, 'win32')]).toEqual([name, false]);
    for (const name of RESERVED) expect(hasReservedName(name, 'linux')).toBe(false);
  });

  it.skipIf(process.platform !== 'win32')('makes no file and no folder', async () => {
    for (const name of ['nul', 'aux.csv', 'report.', 'report 9:05.csv']) {
      await expect(writeContentAtomically(at(name), 'x')).rejects.toMatchObject({
        failure: { code: 'file-not-writable', params: { file: name, reason: 'reservedName' } },
      });
      for (const path of [at(name), join(at(name), 'data')])
        expect(failureOf(() => new CompanyFolder(path))).toMatchObject({ code: 'storage-unusable', params: { reason: 'reservedName' } });
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
