import { describeTypo } from '../email/index.ts';
import { HAN, wordsOfName } from './evidence-names.ts';
import { commonLatin, looseLatin, romajiOfKana } from './evidence-romaji.ts';

/** Names compared by how they are read, whatever script each is written in. Source: docs/domain/matching.md#names-of-people. */

/** A name as it is read: its words in one loose Latin spelling. */
export interface NameReading {
  readonly words: readonly string[];
  /** `katakana` throughout may be a foreign name, whose Latin spelling no table of kana gives. */
  readonly script: 'kana' | 'katakana' | 'latin';
}

const KATAKANA_ONLY = /^[\p{sc=Katakana}ー・\s]+$/u;
const LATIN_WORD = /^[\p{sc=Latin}\p{M}'’‐-]+$/u;

/** How a name is read, from its furigana or, where it holds no kanji, from itself; `null` where neither tells. */
export function readName(name: string, kana: string): NameReading | null {
  const own = HAN.test(name) ? null : readWords(name);
  // The furigana of a name in katakana or Latin letters is how a foreign name sounds.
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

/** From this many letters on, one slip in a name leaves the name recognisable; in shorter ones it makes another name. */
const LONG_ENOUGH_FOR_SLIPS = 5;

/** Whether one word can stand for the other: equal, its first letters, or one slip apart. */
const canBe = (a: string, b: string): boolean =>
  a === b || a.startsWith(b) || b.startsWith(a) || (Math.min(a.length, b.length) >= LONG_ENOUGH_FOR_SLIPS && describeTypo(a, b) !== null);

/**
 * Whether two readings are one name, in either order; `other` only where they clearly are not: a middle name, initials, one of two names
 * and a slip stay `unknown`, and so does a foreign name in two scripts.
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

/** Both names written as one word, or one of them alone, against the words of the other side. */
function compareJoined(joined: string, words: readonly string[], isForeign: boolean, isLatin: boolean): 'same' | 'other' | 'unknown' {
  if (words.length === 1) {
    const [word] = words as [string];
    if (word === joined) return 'same';
    // In Latin letters one may be the family name and the other the given name.
    return isForeign || isLatin || canBe(word, joined) ? 'unknown' : 'other';
  }
  if (looseLatin(words.join('')) === joined || looseLatin(words.toReversed().join('')) === joined) return 'same';
  if (isForeign) return 'unknown';
  for (const word of words) {
    // With one of the names found, what is left has to be another name to contradict, and no initial.
    const rest = joined.startsWith(word) ? joined.slice(word.length) : joined.endsWith(word) ? joined.slice(0, -word.length) : null;
    if (rest !== null) return rest.length < 2 || words.some((other) => other !== word && canBe(rest, other)) ? 'unknown' : 'other';
  }
  return 'unknown';
}
