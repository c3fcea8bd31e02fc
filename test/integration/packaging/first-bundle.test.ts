import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

/** Maximum size in bytes, gzipped, of what a window loads before it shows anything, without its language and its first screen. */
const BUDGET = 250_000;

const FOLDER = resolve(import.meta.dirname, '../../../dist/renderer');
const page = readFileSync(join(FOLDER, 'index.html'), 'utf8');
const linked = (pattern: RegExp): string[] => Array.from(page.matchAll(pattern), ([, path = '']) => path);
const read = (path: string): string => readFileSync(join(FOLDER, path), 'utf8');

/** Returns the static imports of a script. */
const importsOf = (path: string): string[] =>
  Array.from(read(path).matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g), ([, name]) => `/assets/${name}`);

/** Returns the script and everything that it imports, directly or indirectly. */
function withImports(path: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const imported of importsOf(path)) withImports(imported, known);
  return known;
}
const scripts = linked(/<script [^>]*src="([^"]+)"/g).flatMap((path) => [...withImports(path)]);

describe('what the window loads first', () => {
  test('stays within its budget', () => {
    const sizes = scripts.map((path) => [path, gzipSync(read(path)).length] as const).sort(([, a], [, b]) => b - a);
    const sum = sizes.reduce((bytes, [, size]) => bytes + size, 0);
    expect(sum, sizes.map(([path, size]) => `${size} ${path}`).join('\n')).toBeLessThanOrEqual(BUDGET);
    // Without this check, a page whose links are not found would also pass.
    expect(sum).toBeGreaterThan(BUDGET / 2);
  });

  test('contains no language and no screen: each is a separate file', () => {
    const code = scripts.map(read).join('\n');
    const files = readdirSync(join(FOLDER, 'assets'));
    for (const name of ['ja', 'en', 'matching', 'routes', 'orders', 'welcome']) {
      const file = files.filter((each) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(each));
      expect(file, name).toHaveLength(1);
      expect(scripts, name).not.toContain(`/assets/${file[0]}`);
    }
    const { action } = JSON.parse(read('../../shared/messages/ja.json')).finding['work-email-missing'] as { action: string };
    expect(code).not.toContain(action);
  });

  test('names all files of the first screen, so that they load in parallel', () => {
    const named = linked(/<link rel="modulepreload"[^>]* href="([^"]+)"/g);
    const screen = named.find((path) => /\/readiness-[\w-]{8}\.js$/.test(path));
    expect(screen).toBeDefined();
    const files = withImports(screen ?? '');
    expect([...new Set([...named, ...scripts])].sort()).toEqual([...new Set([...files, ...scripts])].sort());
  });

  test('consists of files without circular imports, which would find nothing loaded yet', () => {
    const files = readdirSync(join(FOLDER, 'assets')).filter((file) => file.endsWith('.js'));
    expect(files.length).toBeGreaterThan(20);
    const back = files.filter((file) => {
      const path = `/assets/${file}`;
      return importsOf(path).some((imported) => withImports(imported).has(path));
    });
    expect(back).toEqual([]);
  });

  test('contains the topics each call reads, and none of its schemas', () => {
    const all = readdirSync(join(FOLDER, 'assets'))
      .filter((file) => file.endsWith('.js'))
      .map((file) => read(`assets/${file}`));
    const withFacts = all.filter((code) => code.includes('"companies.overview"') || code.includes('`companies.overview`'));
    expect(withFacts.length).toBeGreaterThan(0);
    // A class of zod's classic interface, in which the contract is written. The core's own class names begin with a dollar sign.
    expect(all.filter((code) => /(?<!\$)ZodDiscriminatedUnion/.test(code))).toEqual([]);
  });

  test('includes one style sheet, in which all other rules override those of the component library', () => {
    const [sheet, ...others] = linked(/<link rel="stylesheet"[^>]* href="([^"]+)"/g);
    expect(others).toEqual([]);
    const layers = [...new Set(Array.from(read(sheet ?? '').matchAll(/@layer (\w+)\{/g), ([, layer]) => layer))];
    expect(layers).toEqual(['mantine', 'base', 'ui']);
  });
});
