import { type Access, type Approver, usersOf, withUsers } from './route.ts';

/**
 * Merges a list written over `was` into a third version: later additions stay, later removals are not restored. Equal items have equal
 * keys.
 */
export function mergeLists<T>(
  was: readonly T[],
  own: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string = JSON.stringify,
): readonly T[] {
  const keysOf = (list: readonly T[]): ReadonlySet<string> => new Set(list.map((item) => keyOf(item)));
  const [onWas, onOwn, onNow] = [keysOf(was), keysOf(own), keysOf(now)];
  const on = (keys: ReadonlySet<string>, item: T): boolean => keys.has(keyOf(item));
  return [...now.filter((item) => !on(onWas, item) || on(onOwn, item)), ...own.filter((item) => !on(onWas, item) && !on(onNow, item))];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** Approvers without individually named people: only lists of one kind can be merged. */
const kindOf = (approvers: Approver): Approver =>
  'resolver' in approvers && approvers.resolver.kind !== 'selected' ? approvers : withUsers(approvers, []);

/** Merges approvers written over `was` into `now`. */
export function mergeApprovers(was: Approver, own: Approver, now: Approver): Approver {
  if (same(was, now) || !same(kindOf(was), kindOf(now)) || !same(kindOf(own), kindOf(now))) return own;
  return withUsers(own, mergeLists(usersOf(was), usersOf(own), usersOf(now)));
}

/** Merges access written over `was` into `now`. */
export function mergeAccess(was: Access, own: Access, now: Access): Access {
  if (same(was, now) || was.kind !== 'listed' || own.kind !== 'listed' || now.kind !== 'listed') return own;
  return { kind: 'listed', principals: mergeLists(was.principals, own.principals, now.principals) };
}
