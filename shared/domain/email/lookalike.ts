import { LOOKALIKES } from './data/lookalikes.ts';

const SKELETONS: ReadonlyMap<string, string> = new Map(
  LOOKALIKES.flatMap(([skeleton, characters]) => [...characters].map((character) => [character, skeleton] as const)),
);
const MAY_DIFFER = /["`01im|]|[^\0-\x7f]/u;

/**
 * The UTS #39 skeleton of an address that earlier rungs have folded: `m` and `rn`, `l`, `1` and `I`, `0` and `o`, and other scripts'
 * letters that look like ASCII ones become the same. Because case is folded before, `i` counts as the `I` it may have been.
 * Kept composed, which tells the same strings apart as the decomposed form. Source: handbook matching.md D6 L11.
 */
export function skeleton(address: string): string {
  if (!MAY_DIFFER.test(address)) return address;
  let shape = '';
  for (const character of address.normalize('NFD')) shape += SKELETONS.get(character) ?? character;
  return shape.normalize('NFC');
}
