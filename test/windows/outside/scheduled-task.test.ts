import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatBatch, formatTask } from '#main/schedule/formats.ts';
import { createWatchWords } from '#main/schedule/watch-words.ts';
import { shownPath } from '../../support/windows/shown-path.ts';

const RUN_COMMAND = join(import.meta.dirname, '../../support/windows/run-command.cjs');
const LAUNCHER = join(import.meta.dirname, '../../../src-main/hosts/electron/launchers/tsunagi.cmd');
/** What the task runs, in the quotes that Windows puts around a batch file. */
const SCHEDULED = '"%LOCALAPPDATA%\\Tsunagi\\watch\\watch.cmd"';
const ROAMING = 'C:\\Users\\山田 太郎\\AppData\\Roaming';

let place: string;
/** `%LOCALAPPDATA%`, with what a command line could take for something else; Wine reads a percent sign in a variable once more, Windows does not. */
let local: string;
let home: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'tsunagi-task-'));
  local = join(place, "R&D (つなぎ) ^x! o'neil");
  home = join(local, 'Tsunagi', 'watch');
  for (const list of ['neo', 'amazon']) mkdirSync(join(home, 'lists', list), { recursive: true });
  mkdirSync(join(local, 'Programs', 'Tsunagi', 'bin'), { recursive: true });
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The installed launcher, with Node and this script in the place of `Tsunagi.exe`. */
function install(script: string): void {
  const launcher = readFileSync(LAUNCHER, 'utf8').replace('"%~dp0..\\Tsunagi.exe"', `"%NODE_PROGRAM%" "${shownPath(script)}"`);
  expect(launcher).toContain('NODE_PROGRAM');
  writeFileSync(join(local, 'Programs', 'Tsunagi', 'bin', 'tsunagi.cmd'), launcher.replaceAll('\n', '\r\n'));
}

const PROGRAM = '%LOCALAPPDATA%\\Programs\\Tsunagi\\bin\\tsunagi.cmd';
const USER_LOCAL = 'C:\\Users\\山田 太郎\\AppData\\Local';
const COMPANY = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';

/** The words of a scheduled run with its lists and its data below these folders. */
const wordsOf = (lists: string, dataFolder: string): string[] =>
  createWatchWords(
    { neo: `${lists}\\neo`, amazon: `${lists}\\amazon`, notify: { by: 'file' } },
    {
      program: [PROGRAM.replace('%LOCALAPPDATA%', USER_LOCAL)],
      companyId: COMPANY,
      dataFolder,
      language: 'ja',
      state: `${dataFolder}\\state`,
      log: `${dataFolder}\\watch.log`,
      report: `${dataFolder}\\new.xlsx`,
    },
  );

/** Saves the files of the task as the console does. */
function save(words: readonly string[]): void {
  writeFileSync(join(home, 'watch.cmd'), formatBatch(words));
  const task = formatTask({ days: [1], time: '07:00' }, `${USER_LOCAL}\\Tsunagi\\watch\\watch.cmd`);
  writeFileSync(join(home, 'task.xml'), Buffer.from(`\ufeff${task}`, 'utf16le'));
}

function run(command: string): Promise<{ readonly exit: number; readonly out: string }> {
  const output = join(place, 'output.txt');
  const variables = { LOCALAPPDATA: shownPath(local), APPDATA: ROAMING };
  const env = {
    PATH: process.env['PATH'],
    LANG: 'ja_JP.UTF-8',
    COMMAND_OUTPUT: shownPath(output),
    TEST_VARIABLES: JSON.stringify(variables),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN_COMMAND, command], { env, cwd: place }, (error) =>
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out: readFileSync(output, 'utf8') }),
    );
  });
}

describe('the scheduled check of Windows', () => {
  it.each([`${ROAMING}\\Tsunagi`, "D:\\R&D (shared) ^x! o'neil;=,\\data", 'D:\\my data', '\\\\server\\shared folder\\Tsunagi'])(
    'passes every argument unchanged through both batch files, with the data in %s',
    async (dataFolder) => {
      const words = join(place, 'words.json');
      const script = join(place, 'print-words.cjs');
      writeFileSync(
        script,
        `require('node:fs').writeFileSync(${JSON.stringify(shownPath(words))}, JSON.stringify(process.argv.slice(2)));`,
      );
      install(script);
      const scheduled = wordsOf('D:\\lists', dataFolder);
      save(scheduled);
      expect(await run(SCHEDULED)).toMatchObject({ exit: 0 });
      expect(JSON.parse(readFileSync(words, 'utf8'))).toEqual(scheduled.slice(1));
    },
  );

  // Wine's cmd reads a batch file in the system's code page regardless of `chcp`, so that only the order of the lines is checked.
  it('sets the code page of the file before a line with other letters', () => {
    const lines = formatBatch(wordsOf('D:\\データ\\髙①', 'D:\\data')).split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['@echo off', 'chcp 65001 >nul']);
    expect(lines[2]).toContain('--neo "D:\\データ\\髙①\\neo"');
  });

  it('is a file of ASCII letters where the data are in the folder of the user', () => {
    expect(formatBatch(wordsOf('D:\\lists', `${ROAMING}\\Tsunagi`))).toMatch(/^[\r\n -~]*--data-dir "%APPDATA%\\Tsunagi"[\r\n -~]*$/);
  });

  it('is registered from its file', async () => {
    save(wordsOf('D:\\lists', `${ROAMING}\\Tsunagi`));
    const register = 'schtasks /Create /TN \\Tsunagi\\watch-test /XML "%LOCALAPPDATA%\\Tsunagi\\watch\\task.xml" /F';
    expect(await run(register)).toMatchObject({ exit: 0 });
  });
});
