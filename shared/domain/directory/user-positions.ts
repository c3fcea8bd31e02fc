import type { NeoUser } from './directory.ts';

/** By list, because several indexes of one list need the same map, which takes 10 MB for 200,000 people. */
const known = new WeakMap<readonly NeoUser[], ReadonlyMap<string, number>>();

/** Returns the position of the first user with each NEO id; users without id are omitted. */
export function getUserPositions(users: readonly NeoUser[]): ReadonlyMap<string, number> {
  let positions = known.get(users);
  if (positions === undefined) {
    const first = new Map<string, number>();
    users.forEach(({ id }, at) => {
      if (id !== '' && !first.has(id)) first.set(id, at);
    });
    positions = first;
    known.set(users, positions);
  }
  return positions;
}
