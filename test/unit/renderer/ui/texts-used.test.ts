import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };

type Messages = { readonly [key: string]: string | Messages };
const LANGUAGES: ReadonlyArray<readonly [string, Messages]> = [
  ['ja', ja],
  ['en', en],
];

const RENDERER = join(import.meta.dirname, '../../../../src-renderer');
const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));

interface Use {
  readonly file: string;
  readonly key: string;
  /** Names of the passed arguments; `null` if the call does not list them. */
  readonly given: readonly string[] | null;
}

/** Returns uses such as `text('a.b', { x, y: 1 })` for every `const text = useText('ns')`. Computed keys are not found. */
const usesIn = (file: string): Use[] => {
  const source = readFileSync(join(RENDERER, file), 'utf8');
  const uses: Use[] = [];
  const namespaces = new Map<string, Set<string>>();
  for (const [, name = '', namespace = ''] of source.matchAll(/const (\w+) = useText\('([^']+)'\)/g)) {
    namespaces.set(name, (namespaces.get(name) ?? new Set()).add(namespace));
  }
  for (const [name, spaces] of namespaces) {
    // Two components of one file may use one name for two namespaces; these names are skipped.
    if (spaces.size !== 1) continue;
    const [namespace] = spaces;
    for (const [, key = '', rest = ''] of source.matchAll(new RegExp(`\\b${name}\\('([^']+)'(\\)|, \\{[^{}]*\\}\\)|,)`, 'g'))) {
      const body = rest.startsWith(', {') ? rest.slice(3, -2) : '';
      const written = rest === ')' || rest.startsWith(', {');
      const given = written && !body.includes('...') ? [...body.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, argument = '']) => argument) : null;
      uses.push({ file, key: `${namespace}.${key}`, given });
    }
  }
  return uses;
};

const textAt = (messages: Messages, key: string): string | undefined => {
  let at: string | Messages | undefined = messages;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'string' ? at : undefined;
};

interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
}

/** Types of syntax tree nodes that have a value but are no arguments: literals and tags. */
const NO_ARGUMENT: ReadonlySet<number> = new Set([0, 8]);

const argumentsOf = (message: string): Set<string> => {
  const names = new Set<string>();
  const look = (parts: readonly Part[]): void => {
    for (const { type, value, options, children } of parts) {
      if (value !== undefined && !NO_ARGUMENT.has(type)) names.add(value);
      for (const option of Object.values(options ?? {})) look(option.value);
      look(children ?? []);
    }
  };
  look(new IntlMessageFormat(message, 'en').getAst() as unknown as readonly Part[]);
  return names;
};

const uses = files.flatMap(usesIn);

describe('texts of the window', () => {
  test('the scan sees the window', () => {
    expect(uses.length).toBeGreaterThan(150);
  });

  test.each(LANGUAGES)('every used text exists and gets all its arguments, %s', (_, messages) => {
    const problems = uses.flatMap(({ file, key, given }) => {
      const message = textAt(messages, key);
      if (message === undefined) return [`${file}: ${key} is missing`];
      if (given === null) return [];
      return [...argumentsOf(message)].filter((name) => !given.includes(name)).map((name) => `${file}: ${key} is not given ${name}`);
    });
    expect(problems).toEqual([]);
  });
});
