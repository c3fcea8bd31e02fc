/** Description of one character for display. */

export type Script =
  | 'latin'
  | 'fullwidth'
  | 'halfwidth-kana'
  | 'kana'
  | 'han'
  | 'cyrillic'
  | 'greek'
  | 'digit'
  | 'punctuation'
  | 'space'
  | 'invisible'
  | 'combining'
  | 'other';

const BLANK = /^[\p{White_Space}\u2800]$/u;
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]$/u;
const SCRIPTS: readonly (readonly [RegExp, Script])[] = [
  [BLANK, 'space'],
  [INVISIBLE, 'invisible'],
  [/^\p{M}$/u, 'combining'],
  [/^[\uff01-\uff60\uffe0-\uffe6]$/u, 'fullwidth'],
  [/^[\uff61-\uff9f]$/u, 'halfwidth-kana'],
  [/^[0-9]$/u, 'digit'],
  [/^\p{Script=Latin}$/u, 'latin'],
  [/^(?:\p{Script=Hiragana}|\p{Script=Katakana}|\u30fc)$/u, 'kana'],
  [/^\p{Script=Han}$/u, 'han'],
  [/^\p{Script=Cyrillic}$/u, 'cyrillic'],
  [/^\p{Script=Greek}$/u, 'greek'],
  [/^[\p{P}\p{S}]$/u, 'punctuation'],
];

const SINGLE_NAMES = {
  ' ': 'space',
  '\u3000': 'ideographic-space',
  '\u00a0': 'no-break-space',
  '\t': 'tab',
  '\n': 'line-break',
  '\r': 'line-break',
  '\u200b': 'zero-width-space',
  '\u200c': 'zero-width-non-joiner',
  '\u200d': 'zero-width-joiner',
  '\u2060': 'word-joiner',
  '\ufeff': 'byte-order-mark',
  '\u00ad': 'soft-hyphen',
  '＠': 'fullwidth-at',
  '．': 'fullwidth-dot',
  '－': 'fullwidth-hyphen',
  '＿': 'fullwidth-underscore',
  '＋': 'fullwidth-plus',
  '。': 'ideographic-full-stop',
  '｡': 'halfwidth-full-stop',
  ー: 'prolonged-sound-mark',
  ｰ: 'halfwidth-prolonged-sound-mark',
  '\u2010': 'hyphen',
  '\u2011': 'non-breaking-hyphen',
  '\u2012': 'figure-dash',
  '\u2013': 'en-dash',
  '\u2014': 'em-dash',
  '\u2015': 'horizontal-bar',
  '\u2212': 'minus-sign',
  '\u2500': 'box-line',
  '\u2501': 'box-line',
  '\u2018': 'curly-quote',
  '\u2019': 'curly-quote',
  '\u3099': 'voiced-sound-mark',
  '\u309a': 'semi-voiced-sound-mark',
} as const satisfies Record<string, string>;

const CLASS_NAMES = [
  [/^[\p{White_Space}\u2800]$/u, 'other-space'],
  [/^[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]$/u, 'direction-mark'],
  [/^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u, 'variation-selector'],
  [/^\p{Cc}$/u, 'control-character'],
  [INVISIBLE, 'other-invisible'],
  [/^[Ａ-Ｚａ-ｚ]$/u, 'fullwidth-letter'],
  [/^[０-９]$/u, 'fullwidth-digit'],
  [/^[\uff01-\uff60\uffe0-\uffe6]$/u, 'fullwidth-symbol'],
  [/^[\uff61-\uff9f]$/u, 'halfwidth-kana'],
  [/^\p{Script=Cyrillic}$/u, 'cyrillic-letter'],
  [/^\p{Script=Greek}$/u, 'greek-letter'],
  [/^\p{M}$/u, 'combining-mark'],
  [/^(?:\p{Surrogate}|\ufffd)$/u, 'broken-character'],
  [/^(?![A-Za-z])\p{Script=Latin}$/u, 'other-latin-letter'],
  [/^(?![\p{Script=Latin}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}])\p{L}$/u, 'other-letter'],
] as const satisfies readonly (readonly [RegExp, string])[];

/** Names of ASCII characters that are easily confused with others. */
const LOOKALIKE_NAMES = {
  '0': 'digit-zero',
  O: 'capital-o',
  o: 'small-o',
  '1': 'digit-one',
  l: 'small-l',
  I: 'capital-i',
} as const satisfies Record<string, string>;

/** The script of a character; exactly one. */
export function getCharacterScript(character: string): Script {
  return SCRIPTS.find(([pattern]) => pattern.test(character))?.[1] ?? 'other';
}

/** True for characters without a visible glyph, including blanks. */
export function isInvisibleCharacter(character: string): boolean {
  return BLANK.test(character) || INVISIBLE.test(character);
}

/** Message key, below `character`, of the name of a special character; `null` for ordinary characters. */
export function getCharacterNameKey(character: string): string | null {
  if (/^[!-~]$/u.test(character)) return null;
  const single: Readonly<Record<string, string>> = SINGLE_NAMES;
  return single[character] ?? CLASS_NAMES.find(([pattern]) => pattern.test(character))?.[1] ?? null;
}

/** Like `getCharacterNameKey`, also for ASCII characters that are easily confused. Used for characters that differ. */
export function getDifferingCharacterNameKey(character: string): string | null {
  const lookalike: Readonly<Record<string, string>> = LOOKALIKE_NAMES;
  return lookalike[character] ?? getCharacterNameKey(character);
}
