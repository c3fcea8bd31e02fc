import type { OrganizationTree } from './organizations.ts';

/**
 * The places of the organisations that share a name by which somebody is told to be in one of them. One list for everybody of whom the same
 * name is told.
 */
export type PossiblePlaces = readonly number[];

/** Tells where somebody may be who is told to be in an organisation of this name; `null` where at most one is called so. */
export function possiblePlaces(tree: OrganizationTree, placeOf: (id: string) => number): (reference: string) => PossiblePlaces | null {
  const known = new Map<string, PossiblePlaces | null>();
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

/** Whether somebody is among chosen organisations whichever of the possible ones is theirs, in one of them alone, or in none. */
type Among = 'always' | 'perhaps' | 'never';

/** Answers that for each list of places, once. */
function amongChosen(isChosen: (place: number) => boolean): (places: PossiblePlaces) => Among {
  const known = new Map<PossiblePlaces, Among>();
  return (places) => {
    let among = known.get(places);
    if (among === undefined) {
      among = places.every(isChosen) ? 'always' : places.some(isChosen) ? 'perhaps' : 'never';
      known.set(places, among);
    }
    return among;
  };
}

/** Marks everybody whose organisation is told by a shared name: `always` where it does not matter which it is, `perhaps` where it does. */
export function markUnplaced(
  marks: Uint8Array,
  unplaced: ReadonlyMap<number, readonly PossiblePlaces[]>,
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
