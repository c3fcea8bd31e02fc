/** Changes to a text, bytes or a JSON value that keep enough of it to get behind the first check. All of them from one seed. */

export interface Dice {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** Numbers from a seed (mulberry32): quick, and the same everywhere. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
  return { below, pick: (choices) => choices[below(choices.length)] as (typeof choices)[number] };
}

/** Sometimes so many repetitions that a non-linear reader would hang. */
const repeated = (text: string, roll: Dice): string => text.repeat(roll.below(20) === 0 ? roll.pick([300, 5_000, 40_000]) : 1);

/** One to six pieces put in, taken out, doubled or moved. */
export function mutateText(text: string, tokens: readonly string[], roll: Dice): string {
  let changed = text;
  for (let turn = 0; turn <= roll.below(6); turn++) {
    const at = roll.below(changed.length + 1);
    const end = Math.min(changed.length, at + roll.below(roll.pick([2, 20, 200])));
    switch (roll.below(5)) {
      case 0:
        changed = changed.slice(0, at) + repeated(roll.pick(tokens), roll) + changed.slice(at);
        break;
      case 1:
        changed = changed.slice(0, at) + changed.slice(end);
        break;
      case 2:
        changed = changed.slice(0, end) + changed.slice(at);
        break;
      case 3: {
        const to = roll.below(changed.length + 1);
        changed = changed.slice(0, to) + changed.slice(at, end) + changed.slice(to);
        break;
      }
      default:
        changed = changed.slice(0, at) + roll.pick(tokens) + changed.slice(end);
    }
  }
  return changed;
}

/** One to six bytes flipped, put in or taken out. */
export function mutateBytes(bytes: Buffer, roll: Dice): Buffer {
  let changed = Buffer.from(bytes);
  for (let turn = 0; turn <= roll.below(6); turn++) {
    const at = roll.below(changed.length + 1);
    const byte = Buffer.from([roll.pick([0, 0xff, 0x22, 0x3c, 0x80, roll.below(256)])]);
    const rest = changed.subarray(at + (roll.below(3) === 0 ? 0 : 1));
    changed = Buffer.concat([changed.subarray(0, at), roll.below(4) === 0 ? Buffer.alloc(0) : byte, rest]);
  }
  return changed;
}

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { val: value };
  return value;
};

const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1e308,
  () => 0.5,
  () => 2 ** 53,
  () => '',
  () => '\0\ud800\u202e',
  () => 'x'.repeat(70_000),
  () => [],
  () => ({}),
  () => [[]],
  () => ({ val: { val: 1 } }),
  () => ({ item: { item: [] } }),
  () => ({ toString: 1, valueOf: null, length: -1 }),
  () => ({ length: { toString: 1, valueOf: null } }),
  () => JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":1}}'),
  () => nested(40),
  () => nested(800),
  () => Array.from({ length: 2_000 }, (_, at) => at),
];

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** The value with one to four of its parts replaced, taken out, doubled or put elsewhere. The value itself stays. */
export function mutateJson(value: unknown, roll: Dice): unknown {
  const root = [structuredClone(value)];
  for (let turn = 0; turn <= roll.below(4); turn++) {
    let holder: Container = root;
    let key: string = '0';
    for (let depth = 0; depth < 12; depth++) {
      const inside: unknown = (holder as Record<string, unknown>)[key];
      const names = isContainer(inside) ? Object.keys(inside) : [];
      if (names.length === 0 || roll.below(5) === 0) break;
      holder = inside as Container;
      key = roll.pick(names);
    }
    const parts = holder as Record<string, unknown>;
    switch (roll.below(5)) {
      case 0:
        if (holder !== root) delete parts[key];
        break;
      case 1:
        parts[roll.pick(['', 'list', 'item', 'id', 'more', '__proto__x', 'toString'])] = structuredClone(parts[key]);
        break;
      case 2:
        if (Array.isArray(holder) && holder !== root)
          holder.push(...Array.from({ length: roll.pick([1, 50]) }, () => structuredClone(parts[key])));
        break;
      default:
        parts[key] = roll.pick(ODD)();
    }
  }
  return root[0];
}
