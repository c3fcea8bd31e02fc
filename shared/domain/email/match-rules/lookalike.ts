import { LOOKALIKES } from '../data/lookalikes.ts';

const SKELETONS: ReadonlyMap<string, string> = new Map(
  LOOKALIKES.flatMap(([skeleton, characters]) => [...characters].map((character) => [character, skeleton] as const)),
);
const MAY_DIFFER = /["`01im|]|[^\0-\x7f]/u;

/**
 * The UTS #39 skeleton of an address normalized by earlier rules: `m` and `rn`, `l`, `1` and `I`, `0` and `o`, and similar letters of other
 * scripts become equal. Case was normalized before, so `i` may have been `I`. The result stays composed, which distinguishes the same
 * strings as the decomposed form. Source: docs/domain/matching.md#match-rules, rule 11.
 */
export function toLookalikeSkeleton(address: string): string {
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
 * Whether a canonical address contains a character that imitates another, or one that no Japanese company uses in addresses: a letter of
 * another script, a Latin letter shaped like an ASCII one, Japanese among Latin letters before the `@`. Similar ASCII letters (`l` and
 * `1`) do not count. Never throws.
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
