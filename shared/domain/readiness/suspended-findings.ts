import type { Directory, NeoUser } from '../directory/directory.ts';
import { type Configuration, NAMED_PLACES, type NamedPlace, namedPeople } from './configuration.ts';
import type { Finding } from './finding.ts';

/** People who are suspended, deleted or locked out and still named somewhere. A finding that says the same stays the same object. */
export class SuspendedFindings {
  readonly #known: (Finding | undefined)[] = [];

  /** Answers for a person who cannot log in; `null` = named nowhere. */
  of(directory: Directory, configuration: Configuration | null): (i: number) => Finding | null {
    const placesOf = namedPlaces(directory, configuration);
    return (i) => {
      const { id, state } = directory.neoUsers[i] as NeoUser;
      const places = id === '' ? undefined : placesOf.get(id);
      if (places === undefined) return null;
      const place = NAMED_PLACES.filter((one) => places.has(one)).join(' ');
      const known = this.#known[i];
      if (known?.reason.params['place'] === place) return known;
      const reason = { key: 'user-suspended', params: { state, place } };
      const finding: Finding = { code: 'user-suspended', neoIndex: i, amazonIndex: -1, reason, suggestion: null };
      this.#known[i] = finding;
      return finding;
    };
  }
}

/** By NEO id, where people are named by hand. */
function namedPlaces(directory: Directory, configuration: Configuration | null): ReadonlyMap<string, ReadonlySet<NamedPlace>> {
  const places = new Map(namedPeople(configuration));
  for (const { userId } of directory.approvers) places.set(userId, new Set([...(places.get(userId) ?? []), 'approver']));
  return places;
}
