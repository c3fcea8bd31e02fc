import type { NeoUser } from './directory.ts';

/** By list, because several indexes of one list need the same map, which takes 10 MB for 200,000 people. */
const known = new WeakMap<readonly NeoUser[], ReadonlyMap<string, number>>();

/** Returns the position of the first user with each NEO id; users without id are omitted. */
export function userPlaces(users: readonly NeoUser[]): ReadonlyMap<string, number> {
  let places = known.get(users);
  if (places === undefined) {
    const first = new Map<string, number>();
    users.forEach(({ id }, at) => {
      if (id !== '' && !first.has(id)) first.set(id, at);
    });
    places = first;
    known.set(users, places);
  }
  return places;
}
