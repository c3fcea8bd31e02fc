import type { Json } from '../../fields/json.ts';
import { appendToPointer } from '../shape.ts';
import type { ChosenSide, Difference, EntrySides, PickedDifference, SidePicker } from './difference.ts';
import { computeMoves, reorderKeys } from './moves.ts';

const sameOrder = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((key, at) => key === b[at]);

/**
 * Merges the order of the remaining entries. Moves by one side are separate differences. If both sides moved common entries to different
 * orders, that is one conflict about the whole order. New entries follow their predecessor of their own side.
 */
export function mergeOrder(
  sides: EntrySides,
  values: ReadonlyMap<string, Json>,
  path: string,
  pick: SidePicker,
  found: PickedDifference[],
): string[] {
  const { base, ours, theirs } = sides;
  const isCommon = (key: string): boolean => values.has(key) && ours.has(key) && theirs.has(key);
  const [our, their] = [[...ours.keys()].filter(isCommon), [...theirs.keys()].filter(isCommon)];
  // Without a base order of all common entries, there is no former order.
  const was = base !== null && our.every((key) => base.has(key)) ? [...base.keys()].filter(isCommon) : null;
  let order = their;
  const moved: PickedDifference[] = [];
  if (!sameOrder(our, their)) {
    const origin = was === null || (!sameOrder(was, our) && !sameOrder(was, their)) ? 'both' : sameOrder(was, their) ? 'ours' : 'theirs';
    if (origin === 'both') {
      const difference: Difference = { path, kind: 'order', origin, base: was ?? undefined, ours: our, theirs: their };
      const side = pick(difference);
      order = wholeOrder(side, { base: was ?? their, ours: our, theirs: their });
      found.push({ ...difference, side, after: order });
    } else {
      const placeIn = placesOf(sides);
      for (const { key } of computeMoves(was ?? [], origin === 'ours' ? our : their)) {
        const difference: Difference = { path: appendToPointer(path, key), kind: 'moved', origin, ...placeIn(key) };
        moved.push({ ...difference, side: pick(difference), after: -1 });
      }
      order = moveEach(moved, path, { base: was ?? [], ours: our, theirs: their });
    }
  }
  const rest = (side: ReadonlyMap<string, Json>): ReadonlySet<string> => {
    const there = new Set(order);
    return new Set([...side.keys()].filter((key) => values.has(key) && !there.has(key)));
  };
  order = reorderKeys(order, rest(theirs), [...theirs.keys()]);
  order = reorderKeys(order, rest(ours), [...ours.keys()]);
  for (const one of moved) {
    one.after = order.findIndex((key) => appendToPointer(path, key) === one.path);
    found.push(one);
  }
  return order;
}

type Orders = { readonly base: readonly string[]; readonly ours: readonly string[]; readonly theirs: readonly string[] };

function wholeOrder(side: ChosenSide, orders: Orders): string[] {
  if (typeof side === 'string') return [...orders[side]];
  const known = new Set(orders.theirs);
  const asked = Array.isArray(side.edit) ? side.edit.filter((key): key is string => typeof key === 'string' && known.has(key)) : [];
  const chosen = new Set(asked);
  return [...chosen, ...orders.theirs.filter((key) => !chosen.has(key))];
}

/** The server's order, with entries moved to the positions chosen by side or administrator. */
function moveEach(moved: readonly PickedDifference[], path: string, orders: Orders): string[] {
  const keyOf = new Map(orders.theirs.map((key) => [appendToPointer(path, key), key]));
  const picked = (side: ChosenSide): ReadonlySet<string> =>
    new Set(moved.filter((one) => one.side === side).map((one) => keyOf.get(one.path) as string));
  let order = reorderKeys(orders.theirs, picked('ours'), orders.ours);
  order = reorderKeys(order, picked('base'), orders.base);
  for (const { side, path: at } of moved) {
    if (typeof side === 'string') continue;
    const key = keyOf.get(at) as string;
    const place = typeof side.edit === 'number' ? side.edit : order.indexOf(key);
    const others = order.filter((other) => other !== key);
    order = others.toSpliced(Math.max(0, Math.min(Math.trunc(place) || 0, others.length)), 0, key);
  }
  return order;
}

/** Returns a function for the position of a key on each side, from 0 among all its entries. */
function placesOf({ base, ours, theirs }: EntrySides): (key: string) => Record<'base' | 'ours' | 'theirs', number> {
  const places = (side: ReadonlyMap<string, Json> | null): ReadonlyMap<string, number> =>
    new Map(Array.from(side?.keys() ?? [], (key, at) => [key, at]));
  const [was, our, their] = [places(base), places(ours), places(theirs)];
  return (key) => ({ base: was.get(key) ?? -1, ours: our.get(key) ?? -1, theirs: their.get(key) ?? -1 });
}
