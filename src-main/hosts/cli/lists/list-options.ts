import { stat } from 'node:fs/promises';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { SEPARATOR_CHOICES, type SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import {
  type ConfirmedWordMeanings,
  getWordField,
  isWordMeaning,
  normalizeWord,
  WORD_FIELDS,
  WORD_MEANINGS,
  type WordList,
} from '#shared/domain/directory/list-words.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { readTextPatientlyAsync } from '../../../disk/held-files.ts';
import { createUniformSeparators, type SeparatorChoices } from '../../../files/cells/cell-lists.ts';
import { UsageError } from '../arguments.ts';
import type { LIST_OPTIONS, OptionValues } from '../options/definitions.ts';

/** Names of the lists in the options of a command. */
export type ListOption = 'neo' | 'amazon' | 'organizations' | 'directory';

/** Options for reading list files. */
export interface ListOptions {
  readonly words: Partial<Record<WordList, ConfirmedWordMeanings>>;
  readonly headerRows: Partial<Record<ListOption, number>>;
  readonly skipBadRows: boolean;
  /** Separators of several references in a cell; omitted = detected. */
  readonly separators: Partial<Record<WordList, SeparatorChoices>>;
}

/**
 * Parses the given options. Meanings in a words file take precedence over those of the company. `ofCompany`: the company's meanings;
 * omitted = read from its file. Throws UsageError for an invalid row, separator or words file, and the errors of `rememberedWords`.
 */
export async function parseListOptions(
  given: OptionValues<typeof LIST_OPTIONS>,
  translate: Translate,
  ofCompany?: Words,
): Promise<ListOptions> {
  const said = given.words === undefined ? {} : await readWords(given.words, translate);
  return {
    words: given.profile === undefined ? said : joined(ofCompany ?? (await remembered(given.profile, given['data-dir'])), said),
    headerRows: headerRowsOf(given['header-row']),
    skipBadRows: given['skip-bad-rows'],
    separators: separatorsOf(given.separator),
  };
}

type Words = ListOptions['words'];

/**
 * Returns the company's meanings of words. Its module is loaded only with a company, because loading the database takes longer than reading
 * many lists.
 */
async function remembered(company: string, dataFolder: string | undefined): Promise<Words> {
  const { readRememberedWords } = await import('./remembered-words.ts');
  return readRememberedWords(company, dataFolder);
}

const joined = (before: Words, said: Words): Words =>
  Object.fromEntries(
    (Object.keys(WORD_FIELDS) as WordList[]).map((list) => {
      const fields = new Set([...Object.keys(before[list] ?? {}), ...Object.keys(said[list] ?? {})]);
      return [list, Object.fromEntries([...fields].map((field) => [field, { ...before[list]?.[field], ...said[list]?.[field] }]))];
    }),
  );

const LISTS: readonly ListOption[] = ['neo', 'amazon', 'organizations', 'directory'];

/** Parses `3` (every list) and `neo=3` (one list). */
function headerRowsOf(values: readonly string[]): Partial<Record<ListOption, number>> {
  const rows: Partial<Record<ListOption, number>> = {};
  for (const value of values) {
    const match = /^(?:(neo|amazon|organizations|directory)=)?([1-9]\d{0,6})$/.exec(value);
    if (match === null)
      throw UsageError.value(`--header-row ${value.slice(0, 60)}`, 'N | neo=N | amazon=N | organizations=N | directory=N');
    const row = Number(match[2]);
    if (match[1] === undefined) for (const list of LISTS) rows[list] ??= row;
    else rows[match[1] as ListOption] = row;
  }
  return rows;
}

/** Parses `comma` (both lists) and `amazon=comma` (one list). */
function separatorsOf(values: readonly string[]): ListOptions['separators'] {
  const choices: Partial<Record<'neo' | 'amazon', SeparatorChoice>> = {};
  for (const value of values) {
    const match = /^(?:(neo|amazon)=)?([a-z-]+)$/.exec(value);
    const choice = SEPARATOR_CHOICES.find((known) => known === match?.[2]);
    if (match === null || choice === undefined) {
      const known = SEPARATOR_CHOICES.join(' | ');
      throw UsageError.value(`--separator ${value.slice(0, 60)}`, `${known} | neo=... | amazon=...`);
    }
    if (match[1] === undefined) for (const list of ['neo', 'amazon'] as const) choices[list] ??= choice;
    else choices[match[1] as 'neo' | 'amazon'] = choice;
  }
  const { neo, amazon } = choices;
  return {
    ...(neo && { 'neo-users': createUniformSeparators('neo-users', neo) }),
    ...(amazon && { 'amazon-users': createUniformSeparators('amazon-users', amazon) }),
  };
}

/** Maximum size of a words file in bytes; enough for all words of two lists. */
const MAX_BYTES = 1 << 20;
const WORDS_LIMITS = { depth: 8, entries: 100_000 } as const;

/** Reads a file such as `{ "neo-users": { "state": { "休職": "suspended" } }, "amazon-users": { "role": { "担当": "punchout" } } }`. */
async function readWords(path: string, translate: Translate): Promise<Partial<Record<WordList, ConfirmedWordMeanings>>> {
  const refuse = (why: string): never => {
    throw new UsageError(`--words ${path}: ${why}`);
  };
  let content: unknown;
  try {
    if ((await stat(path)).size > MAX_BYTES) refuse(translate('cli.usage.wordsUnreadable'));
    const reading = readBoundedJson(await readTextPatientlyAsync(path), WORDS_LIMITS);
    if (reading.kind === 'refused') refuse(translate('cli.usage.wordsUnreadable'));
    else content = reading.value;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    refuse(translate('cli.usage.wordsUnreadable'));
  }
  const answers: Partial<Record<WordList, ConfirmedWordMeanings>> = {};
  for (const [list, fields] of entriesOf(content, refuse, translate)) {
    if (!Object.hasOwn(WORD_FIELDS, list)) refuse(`"${list}": ${Object.keys(WORD_FIELDS).join(' | ')}`);
    const said = new Map<string, Readonly<Record<string, string>>>();
    for (const [field, words] of entriesOf(fields, refuse, translate)) {
      const kind = getWordField(list, field);
      if (kind === undefined) return refuse(`"${list}" "${field}": ${Object.keys(WORD_FIELDS[list as WordList]).join(' | ')}`);
      const pairs = entriesOf(words, refuse, translate).map(([word, meaning]) => {
        if (typeof meaning !== 'string' || !isWordMeaning(kind, meaning))
          return refuse(`"${field}" "${word}": ${WORD_MEANINGS[kind].join(' | ')}`);
        return [normalizeWord(word), meaning] as const;
      });
      said.set(field, Object.fromEntries(pairs));
    }
    answers[list as WordList] = Object.fromEntries(said);
  }
  return answers;
}

function entriesOf(value: unknown, refuse: (why: string) => never, translate: Translate): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(translate('cli.usage.wordsUnreadable'));
  return Object.entries(value);
}
