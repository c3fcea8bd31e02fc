import type { OrganizationTree } from './organizations.ts';

/** Indexes of organizations that share a name. One array per name. */
export type OrganizationCandidates = readonly number[];

/** Returns the possible organizations for an ambiguous name; `null` if it is not ambiguous. */
export function createOrganizationCandidates(
  tree: OrganizationTree,
  placeOf: (id: string) => number,
): (reference: string) => OrganizationCandidates | null {
  const known = new Map<string, OrganizationCandidates | null>();
  return (reference) => {
    let places = known.get(reference);
    if (places === undefined) {
      const sharing = tree.sharing(reference);
      places = sharing.length === 0 ? null : sharing.map(({ id }) => placeOf(id));
      known.set(reference, places);
    }
    return places;
  };
}

/** `always`: all possible organizations are chosen. `perhaps`: some are. `never`: none is. */
type Among = 'always' | 'perhaps' | 'never';

/** Returns a function that computes `Among` for a list of candidates, memoized per list. */
function amongChosen(isChosen: (place: number) => boolean): (places: OrganizationCandidates) => Among {
  const known = new Map<OrganizationCandidates, Among>();
  return (places) => {
    let among = known.get(places);
    if (among === undefined) {
      among = places.every(isChosen) ? 'always' : places.some(isChosen) ? 'perhaps' : 'never';
      known.set(places, among);
    }
    return among;
  };
}

/** Marks people with an ambiguous organization: `always` if the ambiguity does not matter, `perhaps` if it does. */
export function markAmbiguousMembers(
  marks: Uint8Array,
  unplaced: ReadonlyMap<number, readonly OrganizationCandidates[]>,
  isChosen: (place: number) => boolean,
  { always, perhaps }: { readonly always: number; readonly perhaps: number },
): void {
  const amongOf = amongChosen(isChosen);
  for (const [person, references] of unplaced) {
    const found = references.map(amongOf);
    if (found.includes('always')) marks[person] = always;
    else if (found.includes('perhaps') && marks[person] !== always) marks[person] = perhaps;
  }
}
