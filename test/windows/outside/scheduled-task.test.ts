import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWatchRecipe, getWatchFolder, listWatchArguments, type WatchPlan } from '#renderer/screens/settings/watch-recipe.ts';
import { CLI } from '../../support/built.ts';
import { writeMorning } from '../../support/morning-lists.ts';
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

const blockOf = (plan: WatchPlan, id: string): string => createWatchRecipe(plan).find((block) => block.id === id)?.text ?? '';

/** The words of the recipe in the file that it names, as an editor saves them there. */
function save(plan: WatchPlan): void {
  expect(getWatchFolder(plan)).toBe('%LOCALAPPDATA%\\Tsunagi\\watch');
  writeFileSync(join(home, 'watch.cmd'), `${blockOf(plan, 'script').replaceAll('\n', '\r\n')}\r\n`);
  writeFileSync(join(home, 'task.xml'), blockOf(plan, 'task').replaceAll('\n', '\r\n'));
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
  const company = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';
  const plan = (dataFolder: string | null): WatchPlan => ({
    scheduler: 'windows',
    channel: 'file',
    server: dataFolder === null ? null : { companyId: company, dataFolder },
    platform: 'win32',
  });

  it.each([`${ROAMING}\\Tsunagi`, "D:\\R&D (shared) ^x! o'neil;=,\\data", 'D:\\', 'D:\\my data\\', '\\\\server\\shared folder\\Tsunagi'])(
    'passes every argument unchanged through both batch files, with the data in %s',
    async (dataFolder) => {
      const words = join(place, 'words.json');
      const script = join(place, 'print-words.cjs');
      writeFileSync(
        script,
        `require('node:fs').writeFileSync(${JSON.stringify(shownPath(words))}, JSON.stringify(process.argv.slice(2)));`,
      );
      install(script);
      save(plan(dataFolder));
      expect(await run(SCHEDULED)).toMatchObject({ exit: 0 });
      expect(JSON.parse(readFileSync(words, 'utf8'))).toEqual(listWatchArguments(plan(dataFolder)));
    },
  );

  // Wine's cmd reads a batch file in the system's code page regardless of `chcp`, so that only the order of the lines is checked.
  it('sets the code page of the file before a line with other letters', () => {
    const lines = blockOf(plan('D:\\データ\\髙①'), 'script').split('\n');
    expect(lines.slice(0, 2)).toEqual(['@echo off', 'chcp 65001 >nul']);
    expect(lines.at(-1)).toContain('--data-dir "D:\\データ\\髙①"');
  });

  it('is a pure ASCII file if the data are in the user’s folder', () => {
    expect(blockOf(plan(`${ROAMING}\\Tsunagi`), 'script')).toMatch(/^[\n -~]*--data-dir "%APPDATA%\\Tsunagi"[\n -~]*$/);
    expect(blockOf(plan(null), 'task')).toMatch(/^[\n -~]*$/);
  });

  it('runs in its folder, writes its log and gives the exit code of the check', async () => {
    install(CLI);
    save(plan(null));
    writeMorning(home, [{ login: 'taro', neo: 'Taro@example.co.jp' }], { neo: 'lists/neo/NEO.csv', amazon: 'lists/amazon/AMAZON.csv' });
    expect(await run(SCHEDULED)).toEqual({ exit: 1, out: '' });
    expect(await run(SCHEDULED)).toEqual({ exit: 0, out: '' });
    expect(readFileSync(join(home, 'watch.log'), 'utf8')).toContain('NEO.csv');
    rmSync(join(home, 'lists'), { recursive: true });
    expect((await run(SCHEDULED)).exit).toBe(2);
  });

  it('is registered from its file', async () => {
    save(plan(null));
    expect(await run(blockOf(plan(null), 'register'))).toMatchObject({ exit: 0 });
  });
});
