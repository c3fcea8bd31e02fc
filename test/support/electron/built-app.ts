import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestElectron } from '../../../scripts/test-electron.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SHIMS = path.join(import.meta.dirname, 'older-runtime');
const HELD_START = 'held-start.mjs';
/** First Electron version whose Node supports everything that the bundles use. */
const FIRST_COMPLETE_ELECTRON = 37;
const ENTRIES: ReadonlySet<string> = new Set(['electron.js', 'worker.js', 'file-reader.js']);

/** Returns Electron's major version from the file beside the program; on macOS the program is three folders deeper. */
export function majorOf({ program }: TestElectron): number {
  const file = ['.', '../../..'].map((up) => path.join(path.dirname(program), up, 'version')).find((each) => existsSync(each));
  if (file === undefined) throw new Error(`${program} says no version`);
  return Number.parseInt(readFileSync(file, 'utf8'), 10);
}

/** Replaces `node:sqlite` and `node:tls` in a bundle by shims, and imports the functions that Node 20 lacks before an entry. */
function patchForOlderNode(folder: string, name: string): void {
  const file = path.join(folder, 'dist/main', name);
  const to = (shim: string): string => JSON.stringify(path.relative(path.dirname(file), path.join(folder, 'older-runtime', shim)));
  const text = readFileSync(file, 'utf8').replaceAll(
    /\bfrom\s*(["'])node:(sqlite|tls)\1/g,
    (_all, _quote, part) => `from ${to(`${part}.mjs`)}`,
  );
  writeFileSync(file, ENTRIES.has(name) ? `import ${to('newer-node.mjs')};\n${text}` : text);
}

/** Creates an app folder with the built console for the Electron of the tests. Any user can read it. */
export function makeBuiltApp(electron: TestElectron, folder: string): string {
  if (!existsSync(path.join(ROOT, 'dist/main/electron.js'))) throw new Error('the console is not built: npm run build');
  cpSync(path.join(ROOT, 'dist'), path.join(folder, 'dist'), { recursive: true });
  const about = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = ['name', 'productName', 'desktopName', 'version', 'type'].map((key) => [key, about[key]]);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...Object.fromEntries(kept), main: HELD_START }));
  cpSync(path.join(import.meta.dirname, HELD_START), path.join(folder, HELD_START));
  mkdirSync(path.join(folder, 'node_modules'));
  cpSync(path.join(ROOT, 'node_modules/keytar'), path.join(folder, 'node_modules/keytar'), { recursive: true });
  if (electron.packages === null || majorOf(electron) >= FIRST_COMPLETE_ELECTRON) return folder;
  for (const name of readdirSync(path.join(electron.packages, 'node_modules')))
    symlinkSync(path.join(electron.packages, 'node_modules', name), path.join(folder, 'node_modules', name));
  cpSync(SHIMS, path.join(folder, 'older-runtime'), { recursive: true });
  for (const name of readdirSync(path.join(folder, 'dist/main'), { recursive: true }) as string[])
    if (name.endsWith('.js')) patchForOlderNode(folder, name);
  return folder;
}
