import type { NeoUser, Organization, Role } from '../directory/directory.ts';
import { type MissingFacts, NO_MISSING_FACTS } from '../directory/missing-facts.ts';
import { createOrganizationCandidates, type OrganizationCandidates } from '../directory/organization-candidates.ts';
import { OrganizationTree } from '../directory/organizations.ts';
import { getUserPositions } from '../directory/user-positions.ts';
import type { OrganizationChoice } from './settings.ts';

export interface PeopleLists {
  readonly neoUsers: readonly NeoUser[];
  readonly organizations: readonly Organization[];
  readonly roles: readonly Role[];
  /** True if the organizations were derived from the list of users. Without a list of organizations, others may exist. */
  readonly isNamedByUsers?: boolean;
  /** Omitted = no missing facts. */
  readonly missingFacts?: MissingFacts | undefined;
}

/**
 * The distinct organizations named by users, as written there and without levels. They can be chosen while no list of organizations is
 * imported.
 */
export function listOrganizationsNamedByUsers(users: readonly Pick<NeoUser, 'organizations'>[]): readonly Organization[] {
  const names = new Set(users.flatMap(({ organizations }) => organizations).filter((name) => name.trim() !== ''));
  return [...names].map((name) => ({ id: name, code: '', name, parentId: null }));
}

/** Index for "no organization". */
export const NO_ORGANIZATION_INDEX = -1;

/**
 * Index of people and organizations by their position in the lists instead of by id, so that 100,000 people can be evaluated per
 * organization. Build it once per list of people.
 */
export class PeopleIndex {
  readonly users: readonly NeoUser[];
  readonly organizations: readonly Organization[];
  readonly roles: readonly Role[];
  readonly missingFacts: MissingFacts;
  /** See `PeopleLists`. */
  readonly isNamedByUsers: boolean;
  /** Index of each user's default organization, or `NO_ORGANIZATION_INDEX`. */
  readonly homes: Int32Array;
  /** Users with an ambiguous organization name, and the possible organizations for each such name. */
  readonly unplaced: ReadonlyMap<number, readonly OrganizationCandidates[]>;
  /** Index of each organization's parent, or `NO_ORGANIZATION_INDEX`; free of cycles. */
  readonly parents: Int32Array;
  readonly #more = new Map<number, readonly number[]>();
  readonly #children: readonly number[][];
  readonly #tree: OrganizationTree;
  readonly #organizationPlaces = new Map<string, number>();

  constructor({ neoUsers, organizations, roles, missingFacts = NO_MISSING_FACTS, isNamedByUsers = false }: PeopleLists) {
    this.isNamedByUsers = isNamedByUsers;
    this.users = neoUsers;
    this.organizations = organizations;
    this.roles = roles;
    this.missingFacts = missingFacts;
    this.#tree = new OrganizationTree(organizations);
    for (let at = organizations.length - 1; at >= 0; at--) this.#organizationPlaces.set((organizations[at] as Organization).id, at);
    this.parents = Int32Array.from(organizations, (organization) => {
      const path = this.#tree.upward(organization);
      // A path that ends below the top is part of a cycle, so its superior organizations are unknown.
      const ends = path.at(-1)?.parentId;
      const top = ends === null || ends === undefined || this.#tree.resolve(ends) === null;
      return top && path[1] !== undefined ? this.organizationAt(path[1].id) : NO_ORGANIZATION_INDEX;
    });
    this.#children = organizations.map(() => []);
    this.parents.forEach((parent, at) => {
      this.#children[parent]?.push(at);
    });
    const unplaced = new Map<number, readonly OrganizationCandidates[]>();
    const possible = createOrganizationCandidates(this.#tree, (id) => this.organizationAt(id));
    this.homes = new Int32Array(neoUsers.length);
    for (let i = 0; i < neoUsers.length; i++) {
      const references = (neoUsers[i] as NeoUser).organizations;
      this.homes[i] = references.length === 0 ? NO_ORGANIZATION_INDEX : this.organizationAt(references[0] as string);
      if (references.length > 1)
        this.#more.set(
          i,
          [...new Set(references.map((reference) => this.organizationAt(reference)))].filter((place) => place !== NO_ORGANIZATION_INDEX),
        );
      for (const reference of references) {
        const places = possible(reference);
        if (places !== null) unplaced.set(i, [...(unplaced.get(i) ?? []), places]);
      }
    }
    this.unplaced = unplaced;
  }

  /** Index of the organization for a reference in any of NEO's notations (docs/domain/neo.md#user-csv), or `NO_ORGANIZATION_INDEX`. */
  organizationAt(reference: string): number {
    const known = this.#organizationPlaces.get(reference);
    if (known !== undefined) return known;
    const organization = this.#tree.resolve(reference);
    const place = organization === null ? NO_ORGANIZATION_INDEX : (this.#organizationPlaces.get(organization.id) ?? NO_ORGANIZATION_INDEX);
    this.#organizationPlaces.set(reference, place);
    return place;
  }

  /** Index of the user with this id, or -1. */
  userAt(id: string): number {
    return getUserPositions(this.users).get(id) ?? -1;
  }

  /** Organizations of the users who belong to several, by index. */
  get inSeveral(): ReadonlyMap<number, readonly number[]> {
    return this.#more;
  }

  /** Indexes of the chosen organizations and, if chosen, their descendants, without duplicates. */
  chosen(choices: readonly OrganizationChoice[]): readonly number[] {
    const places = new Set<number>();
    for (const { id, descendants } of choices) {
      const place = this.organizationAt(id);
      if (place === NO_ORGANIZATION_INDEX) continue;
      if (!descendants) {
        places.add(place);
        continue;
      }
      const below = [place];
      for (let at = below.pop(); at !== undefined; at = below.pop()) {
        places.add(at);
        below.push(...(this.#children[at] ?? []));
      }
    }
    return [...places];
  }
}
