import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
/** A fake Vite: it empties its output first, and fails if the source requests it. */
const VITE = `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const source = readFileSync('src-main/main.ts', 'utf8');
mkdirSync('dist/main', { recursive: true });
writeFileSync('dist/main/main.js', source === 'broken' ? '' : source);
process.exit(source === 'broken' ? 1 : 0);
`;

let folder: string;
/** Writes a file of a minimal project with only the built parts. */
const write = (path: string, content: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'つなぎ build '));
  for (const name of ['build.mjs', 'project.mjs', 'say.mjs']) cpSync(join(ROOT, 'scripts', name), join(folder, 'scripts', name));
  write('package.json', '{"type":"module"}');
  write('node_modules/vite/bin/vite.js', VITE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(source: string): { status: number | null; built: string } {
  write('src-main/main.ts', source);
  const script = pathToFileURL(join(folder, 'scripts/build.mjs')).href;
  const program = `const { build } = await import(${JSON.stringify(script)}); await build(['main']);`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program]);
  return { status, built: readFileSync(join(folder, 'dist/main/main.js'), 'utf8') };
}

it('rebuilds after a failed build, even if the sources equal those of the last good build', () => {
  expect(build('good')).toEqual({ status: 0, built: 'good' });
  expect(build('broken')).toEqual({ status: 2, built: '' });
  expect(build('good')).toEqual({ status: 0, built: 'good' });
});
