// Generates `docs/cli.md` from the command definitions. Without `--write` it only checks that the file is current (`npm run check`).
// Runs on the project's own Node, which reads TypeScript.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createTexts } from '../shared/messages/texts.ts';
import { formatExitCode, formatUsage } from '../src-main/hosts/cli/help/help.ts';
import { COMMAND_DEFINITIONS, COMMON_OPTIONS } from '../src-main/hosts/cli/options/definitions.ts';
import { inRoot, ROOT } from './project.mjs';
import { say } from './say.mjs';

/** @typedef {import('../src-main/hosts/cli/options/definitions.ts').CommandDefinition} Definition */
/** @typedef {import('../src-main/hosts/cli/options/definitions.ts').OptionDefinitions} Options */
/** @typedef {import('../shared/messages/texts.ts').Translate} Translate */

const FILE = inRoot('docs', 'cli.md');
/** @param {string} title */
const heading = (title) => title.replace(/:$/, '');

/**
 * @param {Options} options
 * @param {Translate} translate
 */
function optionLines(options, translate) {
  return Object.entries(options).map(([key, { value, choices, fallback, text = key, required }]) => {
    const words = value === undefined ? `--${key}` : `--${key} ${choices?.join('|') ?? translate.phrase(`cli.values.${value}`)}`;
    const about = translate.phrase(`cli.options.${text}`) + (fallback === undefined ? '' : translate('cli.fallback', { value: fallback }));
    return `- \`${words}\`: ${about}${required ? ` **${translate('cli.required')}**` : ''}`;
  });
}

/**
 * @param {Definition} definition
 * @param {Translate} translate
 */
function commandPart(definition, translate) {
  const { name, options, examples, exits } = definition;
  const lines = optionLines(options, translate);
  return [
    `### ${name}`,
    '',
    translate.phrase(`cli.commands.${name}.about`),
    '',
    '```',
    formatUsage(definition, translate),
    '```',
    '',
    ...(lines.length === 0 ? [] : [heading(translate('cli.titles.options')), '', ...lines, '']),
    heading(translate('cli.titles.examples')),
    '',
    '```sh',
    ...examples.flatMap((example, at) => [`# ${translate.phrase(`cli.commands.${name}.examples.${at}`)}`, `tsunagi ${example}`]),
    '```',
    '',
    heading(translate('cli.titles.exit-codes')),
    '',
    ...exits.map((code) => `- ${code}: ${formatExitCode(definition, code, translate)}`),
    '',
  ];
}

/**
 * GitHub appends a number to the anchor of the second heading with the same name.
 * @param {string} name
 * @param {'ja' | 'en'} language
 */
const anchor = (name, language) => (language === 'ja' ? name : `${name}-1`);

/** @param {'ja' | 'en'} language */
function part(language) {
  const translate = createTexts(language);
  return [
    `## ${language === 'ja' ? '日本語' : 'English'}`,
    '',
    '```',
    `${translate('cli.titles.usage')} ${translate('cli.usageCommands')}`,
    '```',
    '',
    ...COMMAND_DEFINITIONS.map(
      ({ name }) => `- [\`${name}\`](#${anchor(name, language)}): ${translate.phrase(`cli.commands.${name}.summary`)}`,
    ),
    '',
    translate('cli.environment'),
    '',
    heading(translate('cli.titles.common-options')),
    '',
    ...optionLines(COMMON_OPTIONS, translate),
    '',
    heading(translate('cli.titles.exit-codes')),
    '',
    ...[0, 1, 2, 3, 4, 5].map((code) => `- ${code}: ${translate.phrase(`cli.exits.${code}`)}`),
    '',
    ...COMMAND_DEFINITIONS.flatMap((definition) => commandPart(definition, translate)),
  ];
}

const text = [
  '# コマンド / Commands',
  '',
  '<!-- `node scripts/cli-reference.mjs --write` が書き出します。Written by it; do not edit. -->',
  '',
  ...part('ja'),
  ...part('en'),
].join('\n');

// Formats the generated file like every other file.
const biome = inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome');
const {
  stdout: wanted,
  status,
  stderr,
} = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${FILE}`], {
  cwd: ROOT,
  input: text,
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);

if (process.argv.includes('--write')) writeFileSync(FILE, wanted);
else {
  let found = '';
  try {
    found = readFileSync(FILE, 'utf8');
  } catch {
    // A missing file counts as outdated.
  }
  if (found !== wanted) {
    say(
      'docs/cli.md is not what the commands say. Run: node_modules/node/bin/node scripts/cli-reference.mjs --write',
      'docs/cli.md がコマンドの内容と違います。node_modules/node/bin/node scripts/cli-reference.mjs --write を実行してください。',
    );
    process.exitCode = 1;
  }
}
