import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../../scripts/build.mjs';
import { CALL_NAMES } from '../../support/call-names.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const STAND_IN = pathToFileURL(path.join(import.meta.dirname, 'stand-in-electron.mjs')).href;

let folder = '';
beforeAll(async () => {
  await build(['main']);
  // Inside the project, where the bundle finds the keychain's add-on like an installed console.
  mkdirSync(path.join(ROOT, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, 'node_modules/.cache/tsunagi-bundle-'));
  cpSync(path.join(ROOT, 'dist/main'), path.join(folder, 'dist/main'), { recursive: true });
  mkdirSync(path.join(folder, 'dist/renderer'), { recursive: true });
  writeFileSync(path.join(folder, 'dist/renderer/index.html'), '<p>window</p>');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hook = `import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => (name === 'electron' ? { url: '${STAND_IN}', shortCircuit: true } : next(name, context)) });`;

interface Told {
  readonly what: string;
  readonly [key: string]: unknown;
}
function run(dataFolder: string): { told: Told[]; status: number | null; stderr: string } {
  const words = [
    `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    path.join(folder, 'dist/main/electron.js'),
    `--data-dir=${dataFolder}`,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const told = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Told);
  return { told, status, stderr };
}

describe('the bundled main process', () => {
  test('starts, serves the window, answers its calls, saves changes, and quits', () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'つなぎ '));
    try {
      const { told, status, stderr } = run(dataFolder);
      expect(stderr).toBe('');
      const by = (what: string): Told | undefined => told.find((line) => line.what === what);
      expect(told.map(({ what }) => what).slice(0, 2)).toEqual(['sandbox', 'scheme']);
      expect(by('page')).toMatchObject({ status: 200, text: '<p>window</p>' });
      expect(by('window')).toMatchObject({ preload: path.join(folder, 'dist/main/preload.cjs') });
      expect(by('window')?.['names']).toContain(`--tsunagi-calls=${CALL_NAMES.join(',')}`);
      expect(by('info')).toMatchObject({ ok: true, value: { host: 'electron', dataFolder } });
      expect(by('changed')).toMatchObject({ ok: true, value: { theme: 'dark' } });
      expect(by('companies')).toEqual({ what: 'companies', ok: true, value: { companies: [], unreadable: [] } });
      expect(by('listening')).toEqual({ what: 'listening', channels: ['tsunagi:call', 'tsunagi:drop', 'tsunagi:cancel'] });
      expect(told.at(-1)).toEqual({ what: 'exit', code: 0 });
      expect(status).toBe(0);
      expect(JSON.parse(readFileSync(path.join(dataFolder, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark' });
      expect(readdirSync(dataFolder)).not.toContain('temporary');
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });

  test('reports the missing page and exits', () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'tsunagi-'));
    rmSync(path.join(folder, 'dist/renderer/index.html'));
    try {
      const { told, status } = run(dataFolder);
      expect(told.find(({ what }) => what === 'box')).toMatchObject({ message: 'つなぎを続行できません' });
      expect(told.at(-1)).toEqual({ what: 'exit', code: 1 });
      expect(status).toBe(1);
      expect(readFileSync(path.join(dataFolder, 'log/tsunagi.log'), 'utf8')).toContain('unhandled rejection');
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});

describe('a command of the installed program', () => {
  // Fails if a command imports Electron. `defaultApp` is set by an unpacked Electron.
  const noElectron = `import { registerHooks } from 'node:module';
process.defaultApp = true;
registerHooks({ resolve: (name, context, next) => { if (name === 'electron') throw new Error('Electron was asked for'); return next(name, context); } });`;
  const run = (words: string[], ...before: string[]) =>
    spawnSync(process.execPath, [...before, ...words], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, LANG: 'C' } });
  const installed = (...words: string[]) => {
    const { status, stdout, stderr } = run(
      [path.join(folder, 'dist/main/electron.js'), ...words],
      `--import=data:text/javascript,${encodeURIComponent(noElectron)}`,
    );
    return { status, stdout, stderr };
  };
  const bin = (...words: string[]) => {
    const { status, stdout, stderr } = run([path.join(folder, 'dist/main/cli.js'), ...words]);
    return { status, stdout, stderr };
  };

  test.each([
    { words: ['--version'], code: 0 },
    { words: ['help', '--lang=en'], code: 0 },
    { words: ['audit', '--help'], code: 0 },
    { words: ['audit'], code: 2 },
    { words: ['audti'], code: 2 },
    { words: ['audit', '--neo', '/no/such/list.csv', '--amazon', '/no/such/list.csv', '--lang', 'en'], code: 2 },
    { words: ['history', 'verify', '--profile', 'nobody'], code: 2 },
  ])('$words prints and answers what bin does, and asks for no Electron', ({ words, code }) => {
    const told = installed(...words);
    expect(told.status).toBe(code);
    expect(told.stdout.length + told.stderr.length).toBeGreaterThan(0);
    expect(told).toEqual(bin(...words));
  });

  test('prints everything to a pipe that is read slowly', () => {
    const words = [path.join(folder, 'dist/main/electron.js'), 'help'];
    const { stdout } = spawnSync(
      'sh',
      [
        '-c',
        '"$@" | { sleep 0.3; cat; }',
        'sh',
        process.execPath,
        '--import',
        `data:text/javascript,${encodeURIComponent(noElectron)}`,
        ...words,
      ],
      { encoding: 'utf8' },
    );
    expect(stdout).toBe(bin('help').stdout);
  });
});
