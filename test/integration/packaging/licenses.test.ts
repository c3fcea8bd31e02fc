import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Licenses that permit redistribution in a program of any license if their text goes along. */
const ACCEPTED = ['0BSD', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];
/** A text shorter than this is a reference and not a license. */
const SHORTEST_TEXT = 400;

interface Bundled {
  readonly name: string;
  readonly license: string;
  readonly text: string;
}

/** Reads the list that Vite writes: a heading `## name - version (license)` per package, followed by the text of its license file. */
function readBundled(path: string): readonly Bundled[] {
  return read(path)
    .split(/^## (?=\S+ - \d)/m)
    .slice(1)
    .flatMap((part) => {
      const heading = /^(\S+) - \d\S* \((.+)\)\n/.exec(part);
      return heading === null ? [] : [{ name: heading[1] ?? '', license: heading[2] ?? '', text: part.slice(heading[0].length) }];
    });
}

const textsOfOurs = read('docs/licenses.md');

describe.each([
  ['dist/main/.vite/license.md', ['zod', 'undici', 'nodemailer']],
  ['dist/renderer/.vite/license.md', ['react-dom', '@mantine/core']],
])('%s', (path, expected) => {
  const bundled = readBundled(path);

  it('lists the bundled packages', () => {
    expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
  });

  it('has the license text of every package, or docs/licenses.md has it', () => {
    const missing = bundled.filter(({ name, text }) => text.length < SHORTEST_TEXT && !textsOfOurs.includes(`\n### ${name} (`));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('contains licenses of accepted kinds only', () => {
    expect(bundled.filter(({ license }) => !ACCEPTED.includes(license)).map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });
});
