import { type Access, type Approver, usersOf, withUsers } from './route.ts';

/**
 * A list as it was written over another, where a third stands by now: who came since stays, and who went since does not come back. Equal
 * items have equal keys.
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
/** Approvers without the people who are named one by one: only lists of one kind can be put together. */
const kindOf = (approvers: Approver): Approver =>
  'resolver' in approvers && approvers.resolver.kind !== 'selected' ? approvers : withUsers(approvers, []);

/** Approvers that were written over `was`, where `now` stands. */
export function mergeApprovers(was: Approver, own: Approver, now: Approver): Approver {
  if (same(was, now) || !same(kindOf(was), kindOf(now)) || !same(kindOf(own), kindOf(now))) return own;
  return withUsers(own, mergeLists(usersOf(was), usersOf(own), usersOf(now)));
}

/** Who may use a route, as it was written over `was`, where `now` stands. */
export function mergeAccess(was: Access, own: Access, now: Access): Access {
  if (same(was, now) || was.kind !== 'listed' || own.kind !== 'listed' || now.kind !== 'listed') return own;
  return { kind: 'listed', principals: mergeLists(was.principals, own.principals, now.principals) };
}
