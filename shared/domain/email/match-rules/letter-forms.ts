/** The match rules for variants of a letter: case, width, dashes, composition. */

const ASCII_ONLY = /^[\0-\x7f]*$/u;
const KANA_WITH_SPACING_MARK = /([\u3041-\u3096\u30a1-\u30fa])([\u309b\u309c\uff9e\uff9f])/gu;
const FULL_STOPS = /[\u3002\uff61]/gu;
const COMBINING_MARK: Readonly<Record<string, string>> = { '\u309b': '\u3099', '\uff9e': '\u3099', '\u309c': '\u309a', '\uff9f': '\u309a' };
const DASHES = /[\u2010-\u2015\u2043\u2212\u2500\u2501\uff0d]/gu;
// A prolonged sound mark after kana is a letter (サーバー). Elsewhere it is a hyphen typed in kana mode.
const STRAY_SOUND_MARK = /(?<![\u3041-\u3096\u3099\u309a\u30a1-\u30fa\u30fc\uff66-\uff9f])[\u30fc\uff70]+/gu;
const APOSTROPHES = /[\u2018\u2019\u201b\u2032\u02bc\u00b4\uff07]/gu;

/**
 * Lower case without language-specific rules; the final sigma becomes the ordinary one. Source: docs/domain/matching.md#match-rules, rule
 * 4.
 */
export function foldCase(address: string): string {
  return address.toLowerCase().replaceAll('\u03c2', '\u03c3');
}

/**
 * Replaces full-width, half-width and other compatibility characters by plain ones (NFKC), and the Japanese full stop by a dot. Decomposed
 * letters stay for the composition rule, so that the finding names the true cause. Spacing marks such as U+00B4 stay, because NFKC would
 * turn them into blanks. Source: docs/domain/matching.md#match-rules, rule 5.
 */
export function foldWidth(address: string): string {
  if (ASCII_ONLY.test(address)) return address;
  if (address.normalize('NFKC') === address) return address.replace(FULL_STOPS, '.');
  const paired = address.replace(KANA_WITH_SPACING_MARK, (text, kana: string, mark: string) => {
    const composed = (kana + (COMBINING_MARK[mark] ?? '')).normalize('NFC');
    return composed.length === 1 ? composed : text;
  });
  let folded = '';
  let run = '';
  for (const character of paired) {
    if (isCompatibility(character)) {
      run += character;
      continue;
    }
    if (run !== '') folded += run.normalize('NFKC');
    folded += character;
    run = '';
  }
  return (folded + run.normalize('NFKC')).replace(FULL_STOPS, '.');
}

function isCompatibility(character: string): boolean {
  // U+2011 is left to the rule for dashes, although NFKC maps it too.
  if (character < '\u00a0' || character === '\u2011') return false;
  const compatible = character.normalize('NFKC');
  return compatible !== character && compatible !== character.normalize('NFC') && !compatible.startsWith(' ');
}

/**
 * Replaces all kinds of hyphens by `-` and of apostrophes by `'`, including box-drawing lines offered by input methods. Source:
 * docs/domain/matching.md#match-rules, rule 6.
 */
export function foldDashes(address: string): string {
  if (ASCII_ONLY.test(address)) return address;
  return address
    .replace(DASHES, '-')
    .replace(STRAY_SOUND_MARK, (marks) => '-'.repeat(marks.length))
    .replace(APOSTROPHES, "'");
}

/** Composes letters and their marks to one code point (NFC). Source: docs/domain/matching.md#match-rules, rule 7. */
export function composeCharacters(address: string): string {
  return ASCII_ONLY.test(address) ? address : address.normalize('NFC');
}
