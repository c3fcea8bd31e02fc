// Vitest on the Windows build of Node. The WebAssembly build of the bundler transforms files but cannot find files on Windows paths, so
// this config resolves them.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../../..');
const { imports } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const MINUTE = 60_000;

/** @param {string} path */
const slashed = (path) => path.replaceAll('\\', '/');

/** Resolves imports such as `#main/x` by the patterns of package.json. @param {string} name */
function ownModule(name) {
  for (const [pattern, target] of Object.entries(imports)) {
    const [start] = pattern.split('*');
    if (name.startsWith(start)) return resolve(root, target.split('*')[0], name.slice(start.length));
  }
  return null;
}

/** @param {string} name @param {string} importer */
function packageModule(name, importer) {
  try {
    return fileURLToPath(import.meta.resolve(name, pathToFileURL(importer).href));
  } catch {
    return null;
  }
}

/** @param {string} name @param {string | undefined} importer */
function fileOf(name, importer) {
  const own = ownModule(name);
  if (own !== null) return own;
  const from = importer?.split('?')[0] ?? resolve(root, 'package.json');
  if (/^\.{1,2}\//.test(name)) return resolve(dirname(from), name);
  if (/^[A-Za-z]:[\\/]/.test(name)) return existsSync(name) && statSync(name).isFile() ? name : null;
  if (name.startsWith('/')) return existsSync(resolve(root, `.${name}`)) ? resolve(root, `.${name}`) : null;
  return /^[@\w]/.test(name) && !name.startsWith('node:') && !name.startsWith('vitest') ? packageModule(name, from) : null;
}

const resolver = {
  name: 'windows-paths',
  enforce: 'pre',
  /** @param {string} source @param {string | undefined} importer */
  resolveId(source, importer) {
    const [name, query] = source.split('?');
    const file = fileOf(name, importer);
    return file === null ? undefined : slashed(file) + (query === undefined ? '' : `?${query}`);
  },
};

export default {
  root,
  cacheDir: 'C:/vitest-cache',
  plugins: [resolver],
  test: {
    environment: 'node',
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 5 * MINUTE,
    hookTimeout: 5 * MINUTE,
    expect: { poll: { timeout: MINUTE } },
    env: { TSUNAGI_OPERATOR: '試験 担当' },
    setupFiles: ['test/support/property-seed.ts', 'test/support/remove-temporary-folders.ts', 'test/support/windows/loopback-fetch.cjs'],
  },
};
