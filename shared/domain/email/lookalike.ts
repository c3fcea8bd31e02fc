import { LOOKALIKES } from './data/lookalikes.ts';

const SKELETONS: ReadonlyMap<string, string> = new Map(
  LOOKALIKES.flatMap(([skeleton, characters]) => [...characters].map((character) => [character, skeleton] as const)),
);
const MAY_DIFFER = /["`01im|]|[^\0-\x7f]/u;

/**
 * The UTS #39 skeleton of an address that earlier rules have folded: `m` and `rn`, `l`, `1` and `I`, `0` and `o`, and other scripts'
 * letters that look like ASCII ones become the same. Because case is folded before, `i` counts as the `I` it may have been.
 * Kept composed, which tells the same strings apart as the decomposed form. Source: docs/domain/matching.md#match-rules, rule 11.
 */
export function skeleton(address: string): string {
  if (!MAY_DIFFER.test(address)) return address;
  let shape = '';
  for (const character of address.normalize('NFD')) shape += SKELETONS.get(character) ?? character;
  return shape.normalize('NFC');
}

const JAPANESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]$/u;
const LATIN = /^\p{Script=Latin}$/u;
const ONLY_ASCII = /^[\0-\x7f]*$/;
const ASCII_LETTER = /[a-z]/;

/**
 * Whether an address in its canonical form holds a character that passes for another one, or that no address of a Japanese company is
 * written with: a letter of another script, a Latin letter shaped like an ASCII one, Japanese among Latin letters before the `@`. ASCII
 * letters that look alike (`l` and `1`) are no such characters. Never throws.
 */
export function hasLookalike(canonical: string): boolean {
  if (ONLY_ASCII.test(canonical)) return false;
  const at = canonical.lastIndexOf('@');
  const local = at < 0 ? canonical : canonical.slice(0, at);
  return isForeignText(local, !ASCII_LETTER.test(local)) || isForeignText(canonical.slice(local.length), true);
}

function isForeignText(text: string, mayBeJapanese: boolean): boolean {
  return [...text].some((character) => {
    if (character <= '\x7f') return false;
    if (JAPANESE.test(character)) return !mayBeJapanese;
    return SKELETONS.has(character) || !LATIN.test(character);
  });
}
