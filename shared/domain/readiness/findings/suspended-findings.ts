import type { Directory, NeoUser } from '../../directory/directory.ts';
import type { Finding } from '../finding.ts';
import { type Configuration, findNamingSettings, NAMING_SETTINGS, type NamingSetting } from '../gates/configuration.ts';

/** Findings about suspended, deleted or locked-out people who are still named in settings. Unchanged findings keep their identity. */
export class SuspendedFindings {
  #known: ReadonlyMap<number, Finding> = new Map();

  /** Findings by person; returns the same map if nothing changed. `able`: 1 for everyone who can log in. */
  of(directory: Directory, able: Uint8Array, configuration: Configuration | null): ReadonlyMap<number, Finding> {
    const placesOf = namedPlaces(directory, configuration);
    const found = new Map<number, Finding>();
    let isSame = true;
    // Skipped if no setting names a person, because reading ids is slow.
    for (let i = 0; placesOf.size > 0 && i < able.length; i++) {
      if (able[i] === 1) continue;
      const { id, state } = directory.neoUsers[i] as NeoUser;
      const places = id === '' ? undefined : placesOf.get(id);
      if (places === undefined) continue;
      const place = NAMING_SETTINGS.filter((one) => places.has(one)).join(' ');
      const known = this.#known.get(i);
      if (known?.reason.params['place'] === place) found.set(i, known);
      else {
        isSame = false;
        const reason = { key: 'user-suspended', params: { state, place } };
        found.set(i, { code: 'user-suspended', neoIndex: i, amazonIndex: -1, reason, suggestion: null });
      }
    }
    if (!isSame || found.size !== this.#known.size) this.#known = found;
    return this.#known;
  }
}

/** The settings that name people directly, by NEO id. */
function namedPlaces(directory: Directory, configuration: Configuration | null): ReadonlyMap<string, ReadonlySet<NamingSetting>> {
  const places = new Map(findNamingSettings(configuration));
  for (const { userId } of directory.approvers) places.set(userId, new Set([...(places.get(userId) ?? []), 'approver']));
  return places;
}
