import { isBlankAddress } from '../match-rules/blanks.ts';

const SEPARATORS = new Set([',', ';', '；', '，', '、', '\n', '\r', '\u0085', '\u2028', '\u2029']);
const AT = /[@＠]/u;
const ADDRESS = /^[^@＠]+[@＠][^@＠]+$/u;
const INVISIBLE_CHARACTER = /[\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;
const NOTHING_TO_TRIM = /^[!-~](?:.*[!-~])?$/su;
const ANGLES = /[<＜]([^<>＜＞]*)[>＞]/gu;
const NOTE_BEHIND = /[(（][^()（）@＠]*[)）]$/u;
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const MAILTO = /^mailto\s*[:：]/iu;
/** A cell with anything besides one bare address contains at least one of these characters. */
const MAY_CONTAIN_SEVERAL = /[,;；，、<>＜＞()（）":：\p{White_Space}]/u;
/** Longer cells are returned unchanged. */
const MAX_CELL_LENGTH = 10_000;

/**
 * The addresses in a cell, in order. They may be separated by commas, semicolons (also full-width), 、, line ends, or blanks between two
 * addresses; `mailto:`, display names and notes in brackets are removed. Each result is a verbatim part of the cell. A cell without an
 * address is returned trimmed, a blank cell gives none. Source: docs/domain/matching.md#address-syntax.
 */
export function splitAddresses(cell: string): readonly string[] {
  if (isBlankAddress(cell)) return [];
  if (cell.length > MAX_CELL_LENGTH) return [cell];
  const whole = NOTHING_TO_TRIM.test(cell) ? cell : trim(cell);
  if (!MAY_CONTAIN_SEVERAL.test(whole)) return [whole];
  const found = partsOf(whole)
    .flatMap(addressesIn)
    .filter((part) => AT.test(part));
  return found.length === 0 ? [whole] : found;
}

/** Trims without a pattern, because one anchored at the end takes quadratic time on long runs of blanks. */
function trim(text: string): string {
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && INVISIBLE_CHARACTER.test(characters[start] ?? '')) start += 1;
  while (end > start && INVISIBLE_CHARACTER.test(characters[end - 1] ?? '')) end -= 1;
  return characters.slice(start, end).join('');
}

/** Splits the cell at separators outside double quotes; an unbalanced quote is ignored. */
function partsOf(cell: string): readonly string[] {
  const quotes = cell.split('"').length - 1;
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (const character of cell) {
    if (character === '"' && quotes % 2 === 0) quoted = !quoted;
    if (SEPARATORS.has(character) && !quoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

function addressesIn(part: string): readonly string[] {
  const angles = Array.from(part.matchAll(ANGLES), ([, angle = '']) => angle).filter((angle) => AT.test(angle));
  if (angles.length > 0) return angles.map(unwrap);
  const text = trim(part).replace(NOTE_BEHIND, '');
  if (text.includes('"')) return [unwrap(text)];
  const words = text.split(/\p{White_Space}+/u);
  const addresses = words.filter((word) => ADDRESS.test(word));
  const others = words.filter((word) => !ADDRESS.test(word));
  if (addresses.length > 1 || (addresses.length === 1 && others.some((word) => JAPANESE.test(word)))) return addresses.map(unwrap);
  return [unwrap(text)];
}

function unwrap(text: string): string {
  const bare = trim(text);
  return MAILTO.test(bare) ? trim(bare.replace(MAILTO, '').split('?', 1)[0] ?? '') : bare;
}
