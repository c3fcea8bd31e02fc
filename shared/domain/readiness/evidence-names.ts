import { foldForSearch, foldName } from '../directory/names.ts';
import { commonLatin, romajiOfKana } from './evidence-romaji.ts';

/** The forms of a name, a reading and a local part in which people and accounts find each other. Source: handbook matching.md D6 L13. */

export const HAN = /\p{sc=Han}/u;
const LATIN = /^[\p{sc=Latin}\p{M}\s.,'’‐-]+$/u;

/** Without blanks, marks, width and case; `''` when nothing is left. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\u3000・･.,]/gu, '')
    .toLowerCase();
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKC')
    .split(/[\s・.,]+/u)
    .filter((word) => word !== '');

/** The words of a name in an order of their own, so that family and given name may stand either way. `''` for one word. */
export function anyOrder(name: string, form: (word: string) => string): string {
  const words = wordsOf(name)
    .map(form)
    .filter((word) => word !== '');
  return words.length < 2 ? '' : words.sort().join('|');
}

const kanaWord = (word: string): string => foldForSearch(word);

/** The local part as one run of letters in the common spelling; `''` when it holds too few letters to be a name. */
export function namedLocal(email: string): string {
  const at = email.lastIndexOf('@');
  const local = (at < 0 ? email : email.slice(0, at)).split('+')[0] ?? '';
  if (!/^[\x21-\x7e]+$/.test(local)) return '';
  const latin = commonLatin(
    local
      .split(/[._-]+/)
      .map(commonLatin)
      .join(''),
  );
  return latin.length < SHORTEST_LOCAL ? '' : latin;
}
const SHORTEST_LOCAL = 5;

export interface ReadingLocals {
  readonly full: readonly string[];
  readonly initial: readonly string[];
}

/** How a person's address would be spelt from the reading of the name: family and given name in both orders; empty without kana. */
export function localsOfReading(kana: string): ReadingLocals {
  const words = wordsOf(kana).map(romajiOfKana);
  const [family = '', given = ''] = words;
  if (words.length !== 2 || family === '' || given === '') return { full: [], initial: [] };
  const first = given.charAt(0);
  return { full: [family + given, given + family].map(commonLatin), initial: [first + family, family + first].map(commonLatin) };
}

/** The keys under which a name may be found again, the surest first; every account and every person with an equal key may be one. */
export function nameKeys(name: string, kana: string): readonly string[] {
  const keys = new Set<string>();
  const add = (form: string, key: string): void => {
    if (key !== '') keys.add(`${form}:${key}`);
  };
  const latin = (text: string, form: (word: string) => string): string => anyOrder(text, form);
  for (const text of [name, kana]) {
    add('folded', foldName(text));
    add('words', anyOrder(text, foldName));
    if (!HAN.test(text)) {
      add('kana', foldForSearch(text).replace(/\s/gu, ''));
      add('kanaWords', anyOrder(text, kanaWord));
    }
  }
  if (LATIN.test(name)) add('latin', latin(name, commonLatin));
  for (const text of [name, kana]) {
    const read = wordsOf(text).map(romajiOfKana);
    if (read.length > 1 && read.every((word) => word !== '')) add('latin', latin(text, romajiOfKana));
  }
  return [...keys];
}
