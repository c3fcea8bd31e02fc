import { describeTypo } from '../../email/index.ts';
import { HAN, wordsOfName } from './evidence-names.ts';
import { commonLatin, looseLatin, romajiOfKana } from './evidence-romaji.ts';

/** Compares names by reading, in any script. Source: docs/domain/matching.md#names-of-people. */

/** The words of a name in one loose Latin spelling. */
export interface NameReading {
  readonly words: readonly string[];
  /** `katakana` only may be a foreign name, whose Latin spelling cannot be derived from kana. */
  readonly script: 'kana' | 'katakana' | 'latin';
}

const KATAKANA_ONLY = /^[\p{sc=Katakana}ー・\s]+$/u;
const LATIN_WORD = /^[\p{sc=Latin}\p{M}'’‐-]+$/u;

/** The reading of a name, from its furigana or, without kanji, from itself; `null` = unknown. */
export function readName(name: string, kana: string): NameReading | null {
  const own = HAN.test(name) ? null : readWords(name);
  // The furigana of a katakana or Latin name is the sound of a foreign name.
  if (own !== null && own.script !== 'kana') return own;
  const furigana = readWords(kana);
  return furigana === null ? own : { ...furigana, script: 'kana' };
}

function readWords(text: string): NameReading | null {
  const words = wordsOfName(text);
  const read = words.map((word) => looseLatin(romajiOfKana(word) || (LATIN_WORD.test(word) ? commonLatin(word) : '')));
  if (read.length === 0 || read.includes('')) return null;
  if (words.every((word) => LATIN_WORD.test(word))) return { words: read, script: 'latin' };
  return { words: read, script: KATAKANA_ONLY.test(text.normalize('NFKC')) ? 'katakana' : 'kana' };
}

/** Minimum length for tolerating one typo; in shorter words it makes another name. */
const LONG_ENOUGH_FOR_SLIPS = 5;

/** Whether one word can stand for the other: equal, its prefix, or one typo apart. */
const canBe = (a: string, b: string): boolean =>
  a === b || a.startsWith(b) || b.startsWith(a) || (Math.min(a.length, b.length) >= LONG_ENOUGH_FOR_SLIPS && describeTypo(a, b) !== null);

/**
 * Whether two readings are one name, in either order. `other` only if clearly different: middle names, initials, a single name, a typo
 * and foreign names in two scripts stay `unknown`.
 */
export function compareReadings(person: NameReading, account: NameReading, isForeign: boolean): 'same' | 'other' | 'unknown' {
  const [few, many] = person.words.length <= account.words.length ? [person.words, account.words] : [account.words, person.words];
  const isLatin = person.script === 'latin' || account.script === 'latin';
  if (few.length === 1) return compareJoined(few[0] as string, many, isForeign, isLatin);
  if (few.length === many.length && few.toSorted().join('|') === many.toSorted().join('|')) return 'same';
  if (isForeign) return 'unknown';
  const left = [...many];
  for (const word of few) {
    const at = left.findIndex((other) => canBe(word, other));
    if (at < 0) return 'other';
    left.splice(at, 1);
  }
  return 'unknown';
}

/** A name written as one word, or a single name, compared with the words of the other side. */
function compareJoined(joined: string, words: readonly string[], isForeign: boolean, isLatin: boolean): 'same' | 'other' | 'unknown' {
  if (words.length === 1) {
    const [word] = words as [string];
    if (word === joined) return 'same';
    // In Latin script one side may have the family name, the other the given name.
    return isForeign || isLatin || canBe(word, joined) ? 'unknown' : 'other';
  }
  if (looseLatin(words.join('')) === joined || looseLatin(words.toReversed().join('')) === joined) return 'same';
  if (isForeign) return 'unknown';
  for (const word of words) {
    // If one name matches, the rest contradicts only if it is another name and no initial.
    const rest = joined.startsWith(word) ? joined.slice(word.length) : joined.endsWith(word) ? joined.slice(0, -word.length) : null;
    if (rest !== null) return rest.length < 2 || words.some((other) => other !== word && canBe(rest, other)) ? 'unknown' : 'other';
  }
  return 'unknown';
}
