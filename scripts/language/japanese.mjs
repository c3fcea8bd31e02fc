// Japanese of ja.json and of the documents: terms (terms.yml, by prh) and textlint's rules for technical writing.
import { readFileSync } from 'node:fs';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { TextlintKernelDescriptor } from '@textlint/kernel';
import markdownPlugin from '@textlint/textlint-plugin-markdown';
import textPlugin from '@textlint/textlint-plugin-text';
import { createLinter } from 'textlint';
// @ts-expect-error the package has no types
import technicalWriting from 'textlint-rule-preset-ja-technical-writing';
// @ts-expect-error the package has no types
import prh from 'textlint-rule-prh';
import { inRoot } from '../project.mjs';

const MESSAGES = 'shared/messages/ja.json';
/** docs/cli.md is generated from messages that are checked separately. */
const DOCUMENTS = /^(README|docs\/(?!cli\.md).*)\.md$/;
/** Placeholder for an argument, so that a sentence keeps its form. */
const ARGUMENT = 'Ｘ';
/** Texts checked at a time: textlint's time grows faster than the length of its input. */
const CHUNK = 100;
/** Search terms for screens are readings, not sentences. */
const NOT_SENTENCES = /^palette\.reading\./;

/** Rules that do not fit labels, which have no period or verb, or adjacent arguments. */
const NOT_FOR_MESSAGES = [
  'ja-no-mixed-period',
  'no-mix-dearu-desumasu',
  'no-exclamation-question-mark',
  'ja-unnatural-alphabet',
  'ja-no-successive-word',
  'max-comma',
];

/** @param {any} module CommonJS that TypeScript compiled: its plugin is `default`. */
const pluginOf = (module) => module.default ?? module;

const descriptor = new TextlintKernelDescriptor({
  rules: [
    { ruleId: 'terms', rule: prh.default ?? prh, options: { rulePaths: [inRoot('scripts', 'language', 'terms.yml')] } },
    ...Object.entries(technicalWriting.rules)
      .filter(([ruleId]) => !NOT_FOR_MESSAGES.includes(ruleId))
      .map(([ruleId, rule]) => ({ ruleId, rule, options: technicalWriting.rulesConfig[ruleId] ?? true })),
  ],
  filterRules: [],
  plugins: [
    { pluginId: 'text', plugin: pluginOf(textPlugin), options: true },
    { pluginId: 'markdown', plugin: pluginOf(markdownPlugin), options: true },
  ],
});

/**
 * Returns all texts that a message can produce, with arguments replaced.
 * @param {readonly any[]} elements
 * @returns {string[]}
 */
function readTexts(elements) {
  /** @type {string[]} */
  const branches = [];
  let text = '';
  for (const element of elements) {
    if (element.type === TYPE.literal) text += element.value;
    else if (element.type === TYPE.tag) text += readTexts(element.children)[0] ?? '';
    else if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const option of Object.values(element.options)) branches.push(...readTexts(/** @type {any} */ (option).value));
      text += ARGUMENT;
    } else text += ARGUMENT;
  }
  return [text, ...branches].filter((part) => /[ぁ-んァ-ヶ一-龠]/u.test(part));
}

/**
 * @param {Record<string, any>} tree
 * @param {string} path
 * @returns {[string, string][]} key and message
 */
const flatten = (tree, path = '') =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : flatten(value, `${path}${name}.`),
  );

/**
 * @param {readonly string[]} files
 * @returns {Promise<import('../language.mjs').Problem[]>}
 */
export async function findJapaneseProblems(files) {
  const linter = createLinter({ descriptor });
  /** @type {import('../language.mjs').Problem[]} */
  const problems = [];
  const add = (/** @type {any} */ { messages }, /** @type {(line: number) => { where: string, text: string }} */ locate) => {
    for (const { ruleId, line, message } of messages) {
      const { where, text } = locate(line);
      problems.push({ rule: ruleId === 'terms' ? `term ${message.split('\n')[0]?.split(' => ')[1]}` : `textlint ${ruleId}`, where, text });
    }
  };

  const lines = flatten(JSON.parse(readFileSync(inRoot(MESSAGES), 'utf8')))
    .filter(([key]) => !NOT_SENTENCES.test(key))
    .flatMap(([key, message]) => readTexts(parse(message)).map((text) => ({ where: key, text: text.replaceAll(/\s*\n\s*/g, ' ') })));
  // Each text is a separate paragraph, because some rules compare the sentences of a paragraph.
  for (let start = 0; start < lines.length; start += CHUNK) {
    const chunk = lines.slice(start, start + CHUNK);
    add(
      await linter.lintText(chunk.map(({ text }) => text).join('\n\n'), 'messages.txt'),
      (line) => chunk[(line - 1) / 2] ?? { where: MESSAGES, text: '' },
    );
  }
  for (const file of files.filter((name) => DOCUMENTS.test(name))) {
    const source = readFileSync(inRoot(file), 'utf8');
    if (!/[ぁ-ん]{4}/u.test(source)) continue;
    const rows = source.split('\n');
    add(await linter.lintText(source, file), (line) => ({ where: `${file}:${line}`, text: rows[line - 1] ?? '' }));
  }
  return problems;
}
