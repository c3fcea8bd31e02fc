import { foldForSearch, foldName } from '../../directory/names.ts';
import { memoizeByText } from '../../email/memoize.ts';
import { kanaToRomaji, toCommonLatin } from './evidence-romaji.ts';

/** Normalized forms of names, readings and local parts for matching. Source: docs/domain/matching.md#match-rules, rule 13. */

export const HAN_PATTERN = /\p{sc=Han}/u;
const LATIN = /^[\p{sc=Latin}\p{M}\s.,'’‐-]+$/u;

/** The words of a name, in NFKC. */
export const splitNameWords = (name: string): readonly string[] =>
  name
    .normalize('NFKC')
    .split(/[\s・.,]+/u)
    .filter((word) => word !== '');

/** Joins words in a fixed order, so that the order of family and given name is ignored. `''` for fewer than two words. */
function inAnyOrder(words: readonly string[]): string {
  const present = words.filter((word) => word !== '');
  return present.length < 2 ? '' : present.sort().join('|');
}

/** The local part as letters in the unified spelling; `''` if it is too short for a name. */
export function localPartToName(email: string): string {
  const at = email.lastIndexOf('@');
  const local = (at < 0 ? email : email.slice(0, at)).split('+')[0] ?? '';
  if (!/^[\x21-\x7e]+$/.test(local)) return '';
  const latin = toCommonLatin(
    local
      .split(/[._-]+/)
      .map(toCommonLatin)
      .join(''),
  );
  return latin.length < SHORTEST_LOCAL ? '' : latin;
}
const SHORTEST_LOCAL = 5;

/** Family and given name of a reading in the unified spelling; `null` unless it consists of two words of kana. */
export const splitReadingWords = memoizeByText((kana: string): readonly [family: string, given: string] | null => {
  const [family = '', given = '', ...more] = splitNameWords(kana).map(kanaToRomaji);
  return family === '' || given === '' || more.length > 0 ? null : [family, given];
});

export interface ReadingLocalParts {
  readonly full: readonly string[];
  readonly initial: readonly string[];
}

/** Possible local parts for a reading, in both orders of names; empty without kana. */
export function listReadingLocalParts(kana: string): ReadingLocalParts {
  const words = splitReadingWords(kana);
  if (words === null) return { full: [], initial: [] };
  const [family, given] = words;
  const first = given.charAt(0);
  return { full: [family + given, given + family].map(toCommonLatin), initial: [first + family, family + first].map(toCommonLatin) };
}

/** Search keys of a name, most reliable first; an account and a person with an equal key may match. */
export function listNameKeys(name: string, kana: string): readonly string[] {
  const texts = [name, kana].filter((text) => text !== '').map(keysOfText);
  const latin = LATIN.test(name) ? keyOf('latin', inAnyOrder(splitNameWords(name).map(toCommonLatin))) : NO_KEYS;
  return [...new Set([...texts.flatMap(({ written }) => written), ...latin, ...texts.flatMap(({ read }) => read)])];
}

interface TextKeys {
  readonly written: readonly string[];
  /** Keys of the reading in kana; empty if the text contains anything else. */
  readonly read: readonly string[];
}

const NO_KEYS: readonly string[] = [];
const keyOf = (form: string, key: string): readonly string[] => (key === '' ? NO_KEYS : [`${form}:${key}`]);

/** Cached, because a person and the person's account often have the same name. */
const keysOfText = memoizeByText((text: string): TextKeys => {
  const words = splitNameWords(text);
  const written = [...keyOf('folded', foldName(text)), ...keyOf('words', inAnyOrder(words.map(foldName)))];
  // The reading of kanji is unknown.
  if (HAN_PATTERN.test(text)) return { written, read: NO_KEYS };
  written.push(...keyOf('kana', foldForSearch(text).replace(/\s/gu, '')), ...keyOf('kanaWords', inAnyOrder(words.map(foldForSearch))));
  const readings = words.map(kanaToRomaji);
  return { written, read: readings.includes('') ? NO_KEYS : keyOf('latin', inAnyOrder(readings)) };
});
