import { memoizeByText } from '../../email/memoize.ts';

/**
 * Converts kana and Latin names to one spelling for comparison: Hepburn, Kunrei and keyboard spellings are unified, long vowels are
 * shortened, and `m` before `b`, `p` or `m` becomes `n`. Source: docs/domain/matching.md#match-rules, rule 13 (kana, order of names).
 */

const SYLLABLES: ReadonlyMap<string, string> = new Map(
  [
    ['あいうえお', 'a i u e o'],
    ['かきくけこ', 'ka ki ku ke ko'],
    ['がぎぐげご', 'ga gi gu ge go'],
    ['さしすせそ', 'sa si su se so'],
    ['ざじずぜぞ', 'za zi zu ze zo'],
    ['たちつてと', 'ta ti tu te to'],
    ['だぢづでど', 'da zi zu de do'],
    ['なにぬねの', 'na ni nu ne no'],
    ['はひふへほ', 'ha hi hu he ho'],
    ['ばびぶべぼ', 'ba bi bu be bo'],
    ['ぱぴぷぺぽ', 'pa pi pu pe po'],
    ['まみむめも', 'ma mi mu me mo'],
    ['らりるれろ', 'ra ri ru re ro'],
    ['やゆよわを', 'ya yu yo wa o'],
    ['ゐゑんゔー', 'i e n bu '],
  ].flatMap(([kana = '', latin = '']) => {
    const letters = latin.split(' ');
    return [...kana].map((letter, at) => [letter, letters[at] ?? ''] as const);
  }),
);
const SMALL_GLIDES: ReadonlyMap<string, string> = new Map(Object.entries({ ゃ: 'ya', ゅ: 'yu', ょ: 'yo' }));
const SMALL_VOWELS: ReadonlyMap<string, string> = new Map(Object.entries({ ぁ: 'a', ぃ: 'i', ぅ: 'u', ぇ: 'e', ぉ: 'o' }));
const SMALL_TSU = 'っ';

const KATAKANA = /[\u30a1-\u30f6]/g;
const KANA_ONLY = /^[\u3041-\u3096\u30a1-\u30f6ー]+$/;

/** The unified spelling of a kana word; `''` if it contains other characters. */
export const kanaToRomaji = memoizeByText((word: string): string => {
  const wide = KANA_ONLY.test(word) ? word : word.normalize('NFKC');
  if (!KANA_ONLY.test(wide)) return '';
  const kana = wide.replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  let latin = '';
  let doubled = false;
  for (const letter of kana) {
    const glide = SMALL_GLIDES.get(letter);
    const vowel = SMALL_VOWELS.get(letter);
    if (letter === SMALL_TSU) doubled = true;
    else if (glide !== undefined) latin = latin.endsWith('i') ? latin.slice(0, -1) + glide : latin + glide;
    else if (vowel !== undefined) latin = latin.slice(0, -1) + vowel;
    else {
      const syllable = SYLLABLES.get(letter) ?? '';
      latin += doubled && syllable !== '' ? syllable.charAt(0) + syllable : syllable;
      doubled = false;
    }
  }
  return toCommonLatin(latin);
});

/**
 * Spellings to rewrite, in order, each with a text that must occur, because searching for it costs a tenth of the pattern. Different
 * spellings of one name must become equal.
 */
const REWRITES: readonly (readonly [string, RegExp, string])[] = [
  ['tch', /tch/g, 'tty'],
  ['sh', /sh(?=[auo])/g, 'sy'],
  ['shi', /shi/g, 'si'],
  ['ch', /ch(?=[auo])/g, 'ty'],
  ['chi', /chi/g, 'ti'],
  ['ttyi', /ttyi/g, 'tti'],
  ['tsu', /ts(?=u)/g, 't'],
  ['j', /j(?=[auo])y?/g, 'zy'],
  ['i', /ji|di/g, 'zi'],
  ['d', /du|dzu/g, 'zu'],
  ['f', /f/g, 'h'],
  ['m', /m(?=[bpm])/g, 'n'],
  ['oh', /oh(?![aiueoy])/g, 'o'],
  ['o', /o[ou]+/g, 'o'],
  ['uu', /uu+/g, 'u'],
  ['aa', /aa+/g, 'a'],
  ['ii', /ii+/g, 'i'],
  ['ee', /ee+/g, 'e'],
];

/** Matches words that any rewrite may change. Most words contain none, and one test is cheaper than eighteen. */
const MAY_BE_REWRITTEN = /[cfj]|sh|ts|d[uiz]|ttyi|m[bpm]|oh|oo|ou|uu|aa|ii|ee/;
const ONLY_LETTERS = /^[a-z]*$/;
const ONLY_ASCII = /^[\0-\x7f]*$/;

/** The unified spelling of a Latin word; other characters are removed. */
export function toCommonLatin(word: string): string {
  const latin = ONLY_LETTERS.test(word) ? word : lettersOf(word);
  return MAY_BE_REWRITTEN.test(latin) ? rewritten(latin) : latin;
}

const lettersOf = (word: string): string => (ONLY_ASCII.test(word) ? word : word.normalize('NFKD')).toLowerCase().replace(/[^a-z]/g, '');

const rewritten = memoizeByText((word: string): string => {
  let latin = word;
  for (const [sign, pattern, common] of REWRITES) if (latin.includes(sign)) latin = latin.replace(pattern, common);
  return latin;
});

/** A looser spelling that unifies commonly confused letters (`l` and `r`, `v` and `b`, long and short, `h` after a vowel). */
export const toLooseLatin = (word: string): string => loosened(toCommonLatin(word));

const loosened = memoizeByText((latin: string): string =>
  latin
    .replace(/h(?![aiueoy])/g, '')
    .replace(/[jz]y?/g, 'z')
    .replace(/l/g, 'r')
    .replace(/v/g, 'b')
    .replace(/c/g, 'k')
    .replace(/(.)\1+/g, '$1'),
);
