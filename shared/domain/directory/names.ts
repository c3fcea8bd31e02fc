/**
 * Variant kanji in family names and their common form, so that two spellings of a name are equal. Source:
 * docs/domain/matching.md#names-of-people (髙/高, 﨑/崎, 邊/邉/辺) and pairs of joyo and old forms in family names.
 */
const KANJI_VARIANTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    高: '髙',
    崎: '﨑碕嵜',
    辺: '邊邉',
    斎: '齋齊斉',
    沢: '澤',
    浜: '濱濵',
    島: '嶋嶌',
    広: '廣',
    桜: '櫻',
    国: '國',
    恵: '惠',
    真: '眞',
    徳: '德',
    瀬: '瀨',
    吉: '𠮷',
    徹: '徹',
    竜: '龍',
    滝: '瀧',
    関: '關',
    栄: '榮',
    円: '圓',
    槙: '槇',
    遥: '遙',
    鉄: '鐵',
    万: '萬',
    与: '與',
    実: '實',
    富: '冨',
    峰: '峯',
    館: '舘',
    桧: '檜',
    曽: '曾',
  }).flatMap(([common, variants]) => [...variants].map((variant) => [variant, common] as const)),
);

/** Maximum length of a compared name; the rest is ignored. */
const MAX_NAME_LENGTH = 1_000;

const BLANKS = /[\s\u3000・･.,]/gu;
/** Kanji and hiragana have no variants in width, case or composition. */
const HAS_ONE_FORM = /^[\u3041-\u3096\u4e00-\u9fff]*$/;
const VARIANTS = new RegExp(`[${[...KANJI_VARIANTS.keys()].join('')}]`, 'gu');

/** A name without blanks and marks, with width and case normalized; `''` if nothing is left. */
export function toPlainName(name: string): string {
  const bare = name.replace(BLANKS, '');
  return HAS_ONE_FORM.test(bare) ? bare : name.normalize('NFKC').replace(BLANKS, '').toLowerCase();
}

/** Normalizes a name for comparison: NFKC, no blanks or middle dots, lower case, variant kanji unified. Pure and idempotent. */
export const foldName = (name: string): string =>
  toPlainName(name.slice(0, MAX_NAME_LENGTH)).replace(VARIANTS, (variant) => KANJI_VARIANTS.get(variant) ?? variant);

const KATAKANA_FIRST = 0x30a1;
const KATAKANA_LAST = 0x30f6;
const KANA_DISTANCE = 0x60;

/** Normalizes a text for searching: NFKC, lower case, katakana to hiragana, variant kanji unified, single blanks. Pure and idempotent. */
export function foldForSearch(text: string): string {
  let plain = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7e || unit < 0x21 || (unit >= 0x41 && unit <= 0x5a)) {
      plain = false;
      break;
    }
  }
  if (plain) return text;
  let folded = '';
  for (const character of text.normalize('NFKC').toLowerCase()) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= KATAKANA_FIRST && point <= KATAKANA_LAST) folded += String.fromCodePoint(point - KANA_DISTANCE);
    else folded += KANJI_VARIANTS.get(character) ?? character;
  }
  return folded.replace(/\s+/gu, ' ').trim();
}
