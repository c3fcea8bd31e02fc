import { describeTypo } from '../../email/index.ts';
import { HAN_PATTERN, splitNameWords } from './evidence-names.ts';
import { kanaToRomaji, toCommonLatin, toLooseLatin } from './evidence-romaji.ts';

/** Compares names by reading, in any script. Source: docs/domain/matching.md#names-of-people. */

/** The words of a name in the loose Latin spelling. */
export interface NameReading {
  readonly words: readonly string[];
  /** A name in `katakana` only may be foreign; its Latin spelling cannot be derived from kana. */
  readonly script: 'kana' | 'katakana' | 'latin';
}

const KATAKANA_ONLY = /^[\p{sc=Katakana}ー・\s]+$/u;
const LATIN_WORD = /^[\p{sc=Latin}\p{M}'’‐-]+$/u;

/** The reading of a name from its furigana or, if it has no kanji, from the name itself; `null` = unknown. */
export function getNameReading(name: string, kana: string): NameReading | null {
  const own = HAN_PATTERN.test(name) ? null : readWords(name);
  // The furigana of a katakana or Latin name only gives the pronunciation of a foreign name.
  if (own !== null && own.script !== 'kana') return own;
  const furigana = readWords(kana);
  return furigana === null ? own : { ...furigana, script: 'kana' };
}

function readWords(text: string): NameReading | null {
  const words = splitNameWords(text);
  const read = words.map((word) => toLooseLatin(kanaToRomaji(word) || (LATIN_WORD.test(word) ? toCommonLatin(word) : '')));
  if (read.length === 0 || read.includes('')) return null;
  if (words.every((word) => LATIN_WORD.test(word))) return { words: read, script: 'latin' };
  return { words: read, script: KATAKANA_ONLY.test(text.normalize('NFKC')) ? 'katakana' : 'kana' };
}

/** Minimum length for tolerating one typo; in shorter words it makes another name. */
const LONG_ENOUGH_FOR_SLIPS = 5;

/** True if one word may stand for the other: equal, a prefix, or one typo apart. */
const canBe = (a: string, b: string): boolean =>
  a === b || a.startsWith(b) || b.startsWith(a) || (Math.min(a.length, b.length) >= LONG_ENOUGH_FOR_SLIPS && describeTypo(a, b) !== null);

/**
 * Compares two readings in either order. `other` only if they clearly differ; middle names, initials, single names, typos and foreign names
 * in two scripts give `unknown`.
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

/** Compares a name written as one word, or a single name, with the words of the other side. */
function compareJoined(joined: string, words: readonly string[], isForeign: boolean, isLatin: boolean): 'same' | 'other' | 'unknown' {
  if (words.length === 1) {
    const [word] = words as [string];
    if (word === joined) return 'same';
    // In Latin script, one side may have only the family name and the other only the given name.
    return isForeign || isLatin || canBe(word, joined) ? 'unknown' : 'other';
  }
  if (toLooseLatin(words.join('')) === joined || toLooseLatin(words.toReversed().join('')) === joined) return 'same';
  if (isForeign) return 'unknown';
  for (const word of words) {
    // If one name matches, the rest is a contradiction only if it is another name and not an initial.
    const rest = joined.startsWith(word) ? joined.slice(word.length) : joined.endsWith(word) ? joined.slice(0, -word.length) : null;
    if (rest !== null) return rest.length < 2 || words.some((other) => other !== word && canBe(rest, other)) ? 'unknown' : 'other';
  }
  return 'unknown';
}
