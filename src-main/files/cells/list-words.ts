import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { UnclearWords } from '#shared/domain/directory/directory.ts';
import {
  type ConfirmedWordMeanings,
  getWordField,
  isWordMeaning,
  normalizeWord,
  type WordField,
  type WordMeaning,
} from '#shared/domain/directory/list-words.ts';
import type { ColumnMapping } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import { findKnownMeaning, splitRoles } from './list-values.ts';

/** Meanings of words in one column. Each distinct text is evaluated once. */
export interface WordReader {
  readonly column: number;
  /** Returns the meaning of each word in a cell; `undefined` for an unknown word. A role cell may contain several words. */
  read(text: string): readonly (WordMeaning | undefined)[];
  /** Returns the first unknown word of a cell; `undefined` = none. */
  unclear(text: string): string | undefined;
}

const NO_CONFIRMED_MEANINGS: ConfirmedWordMeanings = {};

/** Returns the company's meaning of a word; ignored if the field does not permit it. */
function answerOf(answers: ConfirmedWordMeanings, id: string, field: WordField, word: string): WordMeaning | undefined {
  const ofField = Object.hasOwn(answers, id) ? answers[id] : undefined;
  const answer = ofField !== undefined && Object.hasOwn(ofField, word) ? ofField[word] : undefined;
  return answer !== undefined && isWordMeaning(field, answer) ? answer : undefined;
}

const partsOf = (field: WordField, text: string): string[] => {
  if (field !== 'role') return [normalizeWord(text)];
  const roles = splitRoles(text).map(normalizeWord);
  const named = roles.filter((role) => role !== '');
  return named.length === 0 ? [''] : named;
};

/** Creates a reader of a field's words, which uses the company's meaning or else the known one. `column` is -1 if the column is missing. */
export function createWordReader(
  list: ListKind,
  id: string,
  table: Table,
  mapping: ColumnMapping,
  answers: ConfirmedWordMeanings = NO_CONFIRMED_MEANINGS,
): WordReader | undefined {
  const field = getWordField(list, id);
  const column = mapping[id] ?? -1;
  if (field === undefined || column < 0) return undefined;
  const header = table.header[column] ?? '';
  const meaningOf = (word: string): WordMeaning | undefined =>
    answerOf(answers, id, field, word) ?? findKnownMeaning(field, word, { id, header });
  return {
    column,
    read: (text) => partsOf(field, text).map(meaningOf),
    unclear: (text) => partsOf(field, text).find((word) => meaningOf(word) === undefined),
  };
}

/** Returns the unknown words of a row, by field. */
export function findUnclearWords(table: Table, row: number, readers: ReadonlyMap<string, WordReader>): UnclearWords | undefined {
  const unclear: Record<string, string> = {};
  for (const [id, { column, unclear: unclearOf }] of readers) {
    const word = unclearOf(table.cell(row, column));
    if (word !== undefined) unclear[id] = word.slice(0, MAX_LENGTH);
  }
  return Object.keys(unclear).length === 0 ? undefined : unclear;
}

/** Maximum characters of a displayed word. */
const MAX_LENGTH = 60;

/** One word of a column with its meaning. */
export interface WordCount {
  readonly word: string;
  /** Number of rows that contain the word. */
  readonly rows: number;
  readonly meaning: WordMeaning | null;
  readonly by: 'known' | 'remembered' | 'user' | 'none';
}

/** Words of one field, unknown ones first, then by frequency. */
export interface FieldWords {
  readonly field: string;
  readonly kind: WordField;
  readonly header: string;
  readonly words: readonly WordCount[];
  /** Number of words not listed. */
  readonly more: number;
}

/** Maximum number of distinct words listed. A column with more contains other data. */
const MAX_WORDS = 60;

/** Counts the words of all fields that have words. Reads each row once. */
export function countFieldWords(
  list: ListKind,
  table: Table,
  mapping: ColumnMapping,
  said: { readonly remembered?: ConfirmedWordMeanings; readonly chosen?: ConfirmedWordMeanings } = {},
): readonly FieldWords[] {
  const { remembered = NO_CONFIRMED_MEANINGS, chosen = NO_CONFIRMED_MEANINGS } = said;
  return Object.entries(mapping).flatMap(([id, column]) => {
    const kind = getWordField(list, id);
    if (kind === undefined || column === null || column < 0) return [];
    const header = table.header[column] ?? '';
    const rows = countWords(table, column, kind);
    const words = [...rows].map(([word, count]): WordCount => {
      const own = { word, rows: count };
      const user = answerOf(chosen, id, kind, word);
      if (user !== undefined) return { ...own, meaning: user, by: 'user' };
      const before = answerOf(remembered, id, kind, word);
      if (before !== undefined) return { ...own, meaning: before, by: 'remembered' };
      const known = findKnownMeaning(kind, word, { id, header });
      return known === undefined ? { ...own, meaning: null, by: 'none' } : { ...own, meaning: known, by: 'known' };
    });
    words.sort((a, b) => Number(a.meaning !== null) - Number(b.meaning !== null) || b.rows - a.rows);
    return [{ field: id, kind, header, words: words.slice(0, MAX_WORDS), more: Math.max(0, words.length - MAX_WORDS) }];
  });
}

function countWords(table: Table, column: number, kind: WordField): ReadonlyMap<string, number> {
  const texts = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.cell(row, column);
    texts.set(text, (texts.get(text) ?? 0) + 1);
  }
  const words = new Map<string, number>();
  for (const [text, rows] of texts) for (const word of new Set(partsOf(kind, text))) words.set(word, (words.get(word) ?? 0) + rows);
  return words;
}
