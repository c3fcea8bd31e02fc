import { type ChunkedWork, forEachInChunks } from '../chunks/chunked-work.ts';

/** Finds addresses that differ by exactly one typing error. Source: docs/domain/matching.md#match-rules, rule 12. */

export interface TypoIndex {
  /** Ascending indexes of the addresses at distance exactly 1 (optimal string alignment, in UTF-16 units). */
  near(address: string): readonly number[];
}

/** Cells above this length are not indexed (addresses have at most 254 octets). */
const MAX_LENGTH = 320;
const MULTIPLIER = 0x01000193;
const POWERS = powers(MAX_LENGTH + 2);

/**
 * Index of a list by hashes of each address and of each with one character removed. Two addresses one edit apart share at least one hash,
 * so a lookup compares a few candidates only. Built at the first lookup from the list at that time; about 20 bytes per character.
 */
export function createTypoIndex(addresses: readonly string[]): TypoIndex {
  let table: VariantTable | null = null;
  return {
    near(address) {
      table ??= new VariantTable(addresses);
      let found: number[] = NO_INDEXES as number[];
      table.eachOwner(address, (owner) => {
        if (found.includes(owner) || findSlip(address, addresses[owner] ?? '') === null) return;
        if (found === NO_INDEXES) found = [];
        found.push(owner);
      });
      return found.length < 2 ? found : found.sort((a, b) => a - b);
    },
  };
}

const NO_INDEXES: readonly number[] = [];

/**
 * For each address of the first list, the ascending indexes of addresses in the second list at distance 1; addresses without any are
 * omitted. The shorter list is indexed, because a table that fits in the processor's cache is several times faster.
 */
export function* findTypoPairs(ours: readonly string[], theirs: readonly string[]): ChunkedWork<ReadonlyMap<number, readonly number[]>> {
  const found = new Map<number, number[]>();
  const weAreFewer = ours.length < theirs.length;
  const index = createTypoIndex(weAreFewer ? ours : theirs);
  const asked = weAreFewer ? theirs : ours;
  yield* forEachInChunks(asked.length, (asking) => {
    for (const answer of index.near(asked[asking] as string)) {
      const [our, their] = weAreFewer ? [answer, asking] : [asking, answer];
      const list = found.get(our);
      if (list) list.push(their);
      else found.set(our, [their]);
    }
  });
  return found;
}

/** Chained hash table in flat arrays: from the hash of a variant to the addresses that have it. Collisions are rare. */
class VariantTable {
  readonly #mask: number;
  readonly #heads: Int32Array;
  readonly #nexts: Int32Array;
  readonly #owners: Int32Array;
  readonly #hashes: Int32Array;

  constructor(addresses: readonly string[]) {
    let total = 0;
    for (const address of addresses) if (address.length <= MAX_LENGTH) total += address.length + 1;
    const mask = 2 ** Math.ceil(Math.log2(Math.max(16, total))) - 1;
    const heads = new Int32Array(mask + 1).fill(-1);
    const nexts = new Int32Array(total);
    const owners = new Int32Array(total);
    const hashes = new Int32Array(total);
    let used = 0;
    for (let owner = 0; owner < addresses.length; owner += 1) {
      eachVariant(addresses[owner] ?? '', (hash) => {
        const slot = slotOf(hash, mask);
        owners[used] = owner;
        hashes[used] = hash;
        nexts[used] = heads[slot] ?? -1;
        heads[slot] = used;
        used += 1;
      });
    }
    this.#mask = mask;
    this.#heads = heads;
    this.#nexts = nexts;
    this.#owners = owners;
    this.#hashes = hashes;
  }

  eachOwner(address: string, take: (owner: number) => void): void {
    eachVariant(address, (hash) => {
      for (let entry = this.#heads[slotOf(hash, this.#mask)] ?? -1; entry >= 0; entry = this.#nexts[entry] ?? -1)
        if (this.#hashes[entry] === hash) take(this.#owners[entry] ?? 0);
    });
  }
}

/** Slot of a hash. The hash is mixed, because only its low bits are used. */
function slotOf(hash: number, mask: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & mask;
}

/** Calls `take` with the hash of the text and of each text with one character removed (once per run of equal characters). */
function eachVariant(text: string, take: (hash: number) => void): void {
  const { length } = text;
  if (length > MAX_LENGTH) return;
  let whole = 0;
  for (let at = 0; at < length; at += 1) whole = (Math.imul(whole, MULTIPLIER) + text.charCodeAt(at)) | 0;
  take(whole);
  let before = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const through = (Math.imul(before, MULTIPLIER) + code) | 0;
    if (at === 0 || text.charCodeAt(at - 1) !== code) {
      const weight = POWERS[length - 1 - at] ?? 1;
      const behind = (whole - Math.imul(through, weight)) | 0;
      take((Math.imul(before, weight) + behind) | 0);
    }
    before = through;
  }
}

function powers(count: number): Int32Array {
  const list = new Int32Array(count).fill(1);
  for (let at = 1; at < count; at += 1) list[at] = Math.imul(list[at - 1] ?? 1, MULTIPLIER);
  return list;
}

interface Slip {
  readonly kind: 'missing' | 'extra' | 'swapped' | 'replaced';
  readonly at: number;
}

/** The single edit that turns `a` into `b`; `null` if they are equal or differ by more. */
function findSlip(a: string, b: string): Slip | null {
  const shorter = Math.min(a.length, b.length);
  if (Math.abs(a.length - b.length) > 1) return null;
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === a.length && at === b.length) return null;
  if (a.length < b.length) return sameFrom(a, at, b, at + 1) ? { kind: 'missing', at } : null;
  if (a.length > b.length) return sameFrom(a, at + 1, b, at) ? { kind: 'extra', at } : null;
  if (sameFrom(a, at + 1, b, at + 1)) return { kind: 'replaced', at };
  const swapped = at + 1 < a.length && a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at);
  return swapped && sameFrom(a, at + 2, b, at + 2) ? { kind: 'swapped', at } : null;
}

function sameFrom(a: string, fromA: number, b: string, fromB: number): boolean {
  for (let at = fromA, other = fromB; at < a.length; at += 1, other += 1) if (a.charCodeAt(at) !== b.charCodeAt(other)) return false;
  return true;
}

/** The rows of a Japanese keyboard without Shift. Two keys are neighbors if they touch. */
const KEY_ROWS: readonly (readonly [string, number])[] = [
  ['1234567890-^', 0],
  ['qwertyuiop@', 0.5],
  ['asdfghjkl;:', 0.75],
  ['zxcvbnm,./_', 1.25],
];
const KEY_PLACES = new Map(
  KEY_ROWS.flatMap(([keys, offset], row) => [...keys].map((key, column) => [key, { row, column: column + offset }] as const)),
);
const SIMILAR_SHAPES = new Set(
  ['0o', '1l', '1i', 'il', '2z', '5s', '6b', '8b', '9g', '9q', 'gq', 'uv', 'vy', 'vw', 'ce', 'hn', 'mn', '.,', '-_', 'ij', '1|'].flatMap(
    (pair) => [pair, [...pair].reverse().join('')],
  ),
);

function areNeighbours(a: string, b: string): boolean {
  const one = KEY_PLACES.get(a);
  const other = KEY_PLACES.get(b);
  return one !== undefined && other !== undefined && Math.abs(one.row - other.row) <= 1 && Math.abs(one.column - other.column) <= 1;
}

/**
 * The difference between two addresses one edit apart, seen from `a`: position and characters on both sides (`''` = none). A replaced
 * character is explained by the more likely cause: a similar shape, then a neighboring key. `null` at any other distance.
 */
export function describeTypo(
  a: string,
  b: string,
): {
  readonly kind: 'missing' | 'extra' | 'swapped' | 'replaced' | 'neighbour-key' | 'similar-shape';
  readonly at: number;
  readonly a: string;
  readonly b: string;
} | null {
  const slip = findSlip(a, b);
  if (slip === null) return null;
  const { kind, at } = slip;
  if (kind === 'missing') return { kind, at, a: '', b: b.charAt(at) };
  if (kind === 'extra') return { kind, at, a: a.charAt(at), b: '' };
  if (kind === 'swapped') return { kind, at, a: a.slice(at, at + 2), b: b.slice(at, at + 2) };
  const pair = { at, a: a.charAt(at), b: b.charAt(at) };
  if (SIMILAR_SHAPES.has(pair.a + pair.b)) return { kind: 'similar-shape', ...pair };
  return { kind: areNeighbours(pair.a, pair.b) ? 'neighbour-key' : 'replaced', ...pair };
}
