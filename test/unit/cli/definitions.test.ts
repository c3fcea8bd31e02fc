import { describe, expect, it } from 'vitest';
import { formatCommandHelp, formatGeneralHelp } from '#main/hosts/cli/help/help.ts';
import { COMMAND_DEFINITIONS, COMMON_OPTIONS, type OptionDefinitions } from '#main/hosts/cli/options/definitions.ts';
import { parseArguments } from '#main/hosts/cli/options/parser.ts';
import { UsageError } from '#main/hosts/cli/options/usage-error.ts';
import { createTexts } from '#shared/messages/texts.ts';

const WIDTH = 100;
const TEXTS = createTexts('en');

describe.each(['ja', 'en'] as const)('help in %s', (language) => {
  it.each(COMMAND_DEFINITIONS.map((definition) => [definition.name, definition] as const))('of %s has all its texts', (_, definition) => {
    const help = formatCommandHelp(definition, language, WIDTH);
    expect(help).not.toMatch(/cli\.|undefined|\[object|\{/);
    const every: OptionDefinitions = { ...definition.options, ...COMMON_OPTIONS };
    for (const name of Object.keys(every)) expect(help).toContain(`  --${name}`);
    for (const example of definition.examples) expect(help).toContain(`    tsunagi ${example}\n`);
    for (const code of definition.exits) expect(help).toMatch(new RegExp(`\\n  ${code}  \\S`));
  });

  it('describes no default for a required option', () => {
    const texts = createTexts(language);
    const required = COMMAND_DEFINITIONS.flatMap(({ options }) =>
      Object.entries(options as OptionDefinitions).filter(([, option]) => option.required),
    );
    expect(required).not.toEqual([]);
    for (const [name, { text = name }] of required)
      expect(texts.phrase(`cli.options.${text}`), name).not.toMatch(/指定しないとき|if left out/);
  });

  it('lists every command in one line', () => {
    const help = formatGeneralHelp(language, WIDTH);
    expect(help).not.toMatch(/cli\.|undefined|\{/);
    for (const { name } of COMMAND_DEFINITIONS) expect(help).toMatch(new RegExp(`\\n  ${name} +\\S`));
  });
});

describe('examples', () => {
  it.each(COMMAND_DEFINITIONS.flatMap((definition) => definition.examples.map((example) => [example, definition] as const)))(
    '%s is understood',
    (example, definition) => {
      const [name, ...words] = example
        .replace(/ >.*$/, '')
        .match(/"[^"]*"|\S+/g)
        ?.map((word) => word.replaceAll('"', '')) ?? [''];
      expect(name).toBe(definition.name);
      expect(() => parseArguments(definition, words, TEXTS)).not.toThrow();
    },
  );
});

describe('the parser', () => {
  const definition = {
    name: 'try',
    operand: { value: 'FILE' },
    options: {
      out: { value: 'FILE', required: true },
      form: { value: 'FORM', choices: ['a', 'b'], fallback: 'a' },
      each: { value: 'TEXT', multiple: true },
      loud: {},
    },
    examples: [],
    exits: [],
  } as const;
  const read = (...words: string[]) => parseArguments(definition, words, TEXTS);

  it('fills in defaults for omitted options', () => {
    expect(read('in.csv', '--out', 'x')).toEqual({
      operand: 'in.csv',
      values: { out: 'x', form: 'a', each: [], loud: false, json: false, quiet: false, lang: undefined },
    });
  });

  it('accepts an option name as a value only after an equals sign', () => {
    expect(read('in.csv', '--out=-x', '--each', 'one', '--each=two', '--loud').values).toMatchObject({
      out: '-x',
      each: ['one', 'two'],
      loud: true,
    });
    expect(() => read('in.csv', '--out', '-x')).toThrow(UsageError);
    expect(() => read('in.csv', '--out', '--loud')).toThrow('--out requires a value');
  });

  it.each([
    [['in.csv'], 'FILE --out FILE'],
    [['--out', 'x'], 'FILE --out FILE'],
    [['in.csv', '--out', 'x', '--form', 'c'], '--form c: a | b'],
    [['in.csv', '--out', 'x', '--forn', 'a'], 'unknown option --forn. Did you mean --form?'],
    [['in.csv', '--out', 'x', '--loud=1'], '--loud does not take a value'],
    [['in.csv', 'more.csv', '--out', 'x'], '“more.csv”'],
    [['in.csv', '--out'], '--out requires a value'],
  ])('refuses %j in plain words', (words, message) => {
    expect(() => read(...words)).toThrow(message);
  });
});
