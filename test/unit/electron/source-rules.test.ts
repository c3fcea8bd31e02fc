import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../../scripts/build.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ELECTRON_FOLDER = 'src-main/hosts/electron/';

const sources = ['src-main', 'src-renderer', 'shared'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|html)$/.test(entry.name))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { file: path.relative(ROOT, file).split(path.sep).join('/'), text: readFileSync(file, 'utf8') };
    }),
);
const where = (pattern: RegExp): string[] => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('what is written nowhere', () => {
  test.each([
    ['a forked process, which the fuses forbid', /\.fork\(|\bfork\s*}\s*from 'node:child_process'/],
    ['web security switched off', /webSecurity:\s*false/],
    ['Node in a page', /nodeIntegration\w*:\s*true/],
    ['a page without isolation or sandbox', /(contextIsolation|sandbox):\s*false/],
    ['insecure content', /allowRunningInsecureContent:\s*true/],
    ['a guest page', /webviewTag:\s*true|<webview/],
    ['experimental features', /experimentalFeatures:\s*true|enableBlinkFeatures:\s*'[^']/],
    ['the remote module', /@electron\/remote|enableRemoteModule/],
    ['a command-line switch for Chromium', /appendSwitch|appendArgument\(/],
    ['a scheme or file type registered with the system', /setAsDefaultProtocolClient|setAsDefaultProtocol/],
    ['a path opened by the system', /\bopenPath\(/],
    ['a shell', /shell:\s*true/],
    ['a page from a file', /loadFile\(|file:\/\/\//],
    ['synchronous messages', /sendSync\(|returnValue\s*=/],
  ])('%s', (_name, pattern) => {
    expect(where(pattern)).toEqual([]);
  });

  test('the system opener, elsewhere than in its own file', () => {
    expect(where(/\bopenExternal\s*\(/)).toEqual([`${ELECTRON_FOLDER}restrictions/open-safely.ts`]);
  });

  test('no file imports Electron as a value, except the entry files of its host', () => {
    expect(where(/^import (?!type )[^;]*from '(electron|electron-store)'|(require|import)\(['"]electron['"]\)/m).sort()).toEqual([
      `${ELECTRON_FOLDER}main.ts`,
      `${ELECTRON_FOLDER}preload.ts`,
    ]);
  });

  test('a channel elsewhere than in the list of channels', () => {
    expect(where(/['"`]tsunagi:(call|cancel|event)/)).toEqual([`${ELECTRON_FOLDER}calls/channels.ts`]);
    expect(where(/ipcMain\.(on|handle|once|handleOnce)\(/).sort()).toEqual([
      `${ELECTRON_FOLDER}calls/call-server.ts`,
      `${ELECTRON_FOLDER}calls/dropped-files.ts`,
    ]);
  });
});

describe('what is built', () => {
  const folder = path.join(ROOT, 'dist');
  beforeAll(() => build(['main', 'renderer']), 120_000);

  test('the preload script is one small file that requires Electron and nothing else', () => {
    const preload = readFileSync(path.join(folder, 'main/preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\(([^)]*)\)/g)].map((match) => match[1])).toEqual(['"electron"']);
    expect(preload).not.toMatch(/\bimport\(|\bimport\s|eval\(|new Function|\bprocess\.(?!argv\b)[a-z]/);
    expect(preload.length).toBeLessThan(10_000);
  });

  test('the window names no insecure address, but for the names of vocabularies', () => {
    const VOCABULARIES =
      /^http:\/\/(www\.w3\.org\/|schemas\.microsoft\.com\/windows\/2004\/02\/mit\/task$|json-schema\.org\/draft-0[47]\/schema#|\[\$\{)/;
    const found = readdirSync(path.join(folder, 'renderer'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|css|html|svg)$/.test(entry.name))
      .flatMap((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8').match(/http:\/\/[^\s"'`)\\]+/g) ?? [])
      .filter((address) => !VOCABULARIES.test(address));
    expect(found).toEqual([]);
  });

  test('the page has no inline script, no inline handler and no address but its own', () => {
    const html = readFileSync(path.join(folder, 'renderer/index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/\son\w+=/);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]).filter((address) => !address?.startsWith('/'))).toEqual(
      [],
    );
  });

  test('the build contains no source map', () => {
    const names = readdirSync(folder, { recursive: true }).map(String);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
  });
});

describe('where Electron would throw', () => {
  // Under plain Node, a value import of Electron starts a download and throws. This hook throws immediately.
  const hook = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (name === 'electron' || name.startsWith('electron/')) throw new Error('Electron was imported by value');
    return next(name, context);
  },
});`;
  const load = (...files: string[]) =>
    spawnSync(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        `--import=data:text/javascript,${encodeURIComponent(hook)}`,
        '--input-type=module',
        `--eval=${files.map((file) => `await import('${pathToFileURL(path.join(ROOT, file)).href}');`).join('\n')}`,
      ],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } },
    );

  test('the Node host’s modules and their imports still load', () => {
    const parts = ['src-main/hosts/open-console.ts', 'src-main/hosts/node/server.ts', 'src-main/hosts/node/open-browser.ts'];
    for (const part of parts) expect(existsSync(path.join(ROOT, part))).toBe(true);
    const { status, stderr } = load(...parts);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('so do the parts of the desktop host that are given Electron', () => {
    const { status, stderr } = load('src-main/hosts/electron/desktop.ts');
    expect([status, stderr]).toEqual([0, '']);
  });

  test('and its entry does not: the check would notice', () => {
    const { status, stderr } = load('src-main/hosts/electron/main.ts');
    expect(status).not.toBe(0);
    expect(stderr).toContain('Electron was imported by value');
  });
});
