import { mayBeActive, type NeoUser, type Organization, type OrganizationApprover, type Role } from '../directory/directory.ts';
import { type MissingFacts, NO_MISSING_FACTS } from '../directory/missing-facts.ts';
import { createOrganizationCandidates, type OrganizationCandidates } from '../directory/organization-candidates.ts';
import { OrganizationTree } from '../directory/organizations.ts';
import { getUserPositions } from '../directory/user-positions.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from './route-policy.ts';

/** Data for resolving routes: the people and organizations of a `Directory`, and two lists that only a server provides. */
export interface RouteCompanyData {
  readonly neoUsers: readonly NeoUser[];
  readonly organizations: readonly Organization[];
  readonly approvers: readonly OrganizationApprover[];
  readonly roles: readonly Role[];
  /** Workflow administrators, per organization they manage (docs/domain/neo.md#routes). */
  readonly workflowAdmins: readonly OrganizationApprover[];
  /** Facts missing in the lists; omitted = none. */
  readonly missingFacts?: MissingFacts | undefined;
  /** People of an earlier list, used only for names of those who left. */
  readonly formerUsers?: readonly NeoUser[];
}

/** Position that means "no person" or "no organization". */
export const NO_POSITION = -1;
/** Organization of a person whose organization name is ambiguous. */
export const AMBIGUOUS_ORGANIZATION = -2;

/** A person as a position in `Company.neoUsers`. People who are not in the list have values below `NO_POSITION`. */
export type PersonIndex = number;

const NO_PEOPLE: readonly PersonIndex[] = [];

/** The company indexed by position. Build it once per snapshot, for any number of routes. */
export class CompanyIndex {
  readonly users: readonly NeoUser[];
  readonly organizations: readonly Organization[];
  readonly missingFacts: MissingFacts;
  /** Position of each user's default organization, or `NO_POSITION` or `AMBIGUOUS_ORGANIZATION`. */
  readonly homes: Int32Array;
  /** Users with an ambiguous organization name, and the possible organizations for each such name. */
  readonly unplaced: ReadonlyMap<PersonIndex, readonly OrganizationCandidates[]>;
  readonly #tree: OrganizationTree;
  /** The first of two rows with one id counts; a row without id cannot be named by a route. */
  readonly #userPlaces: ReadonlyMap<string, number>;
  readonly #organizationPlaces = new Map<string, number>();
  readonly #children = new Map<number, number[]>();
  /** Organizations that may contain an `unplaced` person. */
  readonly #holdsMore = new Set<number>();
  readonly #members: number[][];
  readonly #everybody = new Map<number, readonly PersonIndex[]>();
  readonly #activeMembers = new Map<number, readonly PersonIndex[]>();
  readonly #activeEverybody = new Map<number, readonly PersonIndex[]>();
  readonly #levels: (readonly number[])[] = [];
  #depth: number | null = null;
  #hasUnknownStates: boolean | null = null;
  readonly #approvers: ReadonlyMap<number, readonly PersonIndex[]>;
  readonly #admins: ReadonlyMap<number, readonly PersonIndex[]>;
  readonly #roles = new Map<string, readonly PersonIndex[]>();
  readonly #strangers: string[] = [];
  readonly #formerUsers: readonly NeoUser[];
  #formerNames: ReadonlyMap<string, string> | null = null;
  readonly #strangerPlaces = new Map<string, PersonIndex>();

  constructor(company: RouteCompanyData, policy: RoutePolicy = DEFAULT_ROUTE_POLICY) {
    this.users = company.neoUsers;
    this.#userPlaces = getUserPositions(company.neoUsers);
    this.#formerUsers = company.formerUsers ?? [];
    this.organizations = company.organizations;
    this.missingFacts = company.missingFacts ?? NO_MISSING_FACTS;
    this.#tree = new OrganizationTree(company.organizations);
    company.organizations.forEach(({ id }, at) => {
      this.#organizationPlaces.set(id, at);
    });
    this.#members = company.organizations.map(() => []);
    const unplaced = new Map<PersonIndex, OrganizationCandidates[]>();
    this.homes = this.#housePeople(policy, unplaced);
    this.unplaced = unplaced;
    company.organizations.forEach((organization, at) => {
      const parent = this.#tree.upward(organization)[1];
      if (parent !== undefined) appendToList(this.#children, this.organizationAt(parent.id), at);
    });
    this.#approvers = this.#byOrganization(company.approvers);
    this.#admins = this.#byOrganization(company.workflowAdmins);
    for (const { id, members } of company.roles) if (!this.#roles.has(id)) this.#roles.set(id, this.people(members));
  }

  #housePeople(policy: RoutePolicy, unplaced: Map<PersonIndex, OrganizationCandidates[]>): Int32Array {
    const homes = new Int32Array(this.users.length).fill(NO_POSITION);
    const possible = createOrganizationCandidates(this.#tree, (id) => this.organizationAt(id));
    this.users.forEach(({ organizations }, at) => {
      organizations.forEach((reference, i) => {
        if (i > 0 && policy.membership === 'default') return;
        const place = this.organizationAt(reference);
        const perhaps = place === NO_POSITION ? possible(reference) : null;
        if (perhaps !== null) appendToList(unplaced, at, perhaps);
        if (i === 0) homes[at] = perhaps === null ? place : AMBIGUOUS_ORGANIZATION;
        const members = this.#members[place];
        // People are added in order, so only the last member can be a duplicate.
        if (members !== undefined && members.at(-1) !== at) members.push(at);
      });
    });
    for (const places of new Set([...unplaced.values()].flat())) for (const place of places) this.#holdsMore.add(place);
    return homes;
  }

  #byOrganization(
    marks: readonly { readonly organizationId: string; readonly userId: string }[],
  ): ReadonlyMap<number, readonly PersonIndex[]> {
    const lists = new Map<number, PersonIndex[]>();
    for (const { organizationId, userId } of marks) {
      const person = this.person(userId);
      const place = this.organizationAt(organizationId);
      if (!lists.get(place)?.includes(person)) appendToList(lists, place, person);
    }
    return lists;
  }

  /** Position of the organization for a reference in any of NEO's notations; `NO_POSITION` if it is not in the list. */
  organizationAt(reference: string): number {
    const direct = this.#organizationPlaces.get(reference);
    if (direct !== undefined) return direct;
    const organization = reference === '' ? null : this.#tree.resolve(reference);
    const place = organization === null ? NO_POSITION : (this.#organizationPlaces.get(organization.id) ?? NO_POSITION);
    // References repeat for many members, so the result is cached.
    this.#organizationPlaces.set(reference, place);
    return place;
  }

  person(id: string): PersonIndex {
    const known = this.#userPlaces.get(id) ?? this.#strangerPlaces.get(id);
    if (known !== undefined) return known;
    const stranger = NO_POSITION - 1 - this.#strangers.length;
    this.#strangers.push(id);
    this.#strangerPlaces.set(id, stranger);
    return stranger;
  }

  /** The people with these ids, in this order and without duplicates. */
  people(ids: readonly string[]): readonly PersonIndex[] {
    return [...new Set(ids.map((id) => this.person(id)))];
  }

  idOf(person: PersonIndex): string {
    return this.users[person]?.id ?? this.#strangers[NO_POSITION - 1 - person] ?? '';
  }

  /** The person's name, or that of the earlier list for a former person, or else the id. */
  nameOf(person: PersonIndex): string {
    const known = this.users[person]?.name;
    if (known !== undefined) return known;
    this.#formerNames ??= new Map(this.#formerUsers.map(({ id, name }) => [id, name]));
    const id = this.idOf(person);
    return this.#formerNames.get(id) || id;
  }

  /** Whether a person can act. Only active people can log in (docs/domain/neo.md#users); an unknown state counts as active. */
  isActive(person: PersonIndex): boolean {
    return mayBeActive(this.users[person]?.state);
  }

  /** True if a person's state is missing or an unknown word. The person counts as active but may not be. */
  isStateUnknown(person: PersonIndex): boolean {
    return this.users[person]?.state === 'unknown';
  }

  /** True if a person with an unknown state exists. */
  get hasUnknownStates(): boolean {
    this.#hasUnknownStates ??= this.users.some(({ state }) => state === 'unknown');
    return this.#hasUnknownStates;
  }

  /** Organizations from the top (level 1) down to the given one; empty for `NO_POSITION`. */
  levels(organization: number): readonly number[] {
    const known = this.#levels[organization];
    if (known !== undefined) return known;
    const own = this.organizations[organization];
    const levels =
      own === undefined
        ? []
        : this.#tree
            .upward(own)
            .map(({ id }) => this.organizationAt(id))
            .reverse();
    if (own !== undefined) this.#levels[organization] = levels;
    return levels;
  }

  /** Number of levels of the deepest organization; 0 without any. */
  get depth(): number {
    this.#depth ??= this.organizations.reduce((deepest, _, at) => Math.max(deepest, this.levels(at).length), 0);
    return this.#depth;
  }

  /** Direct members of an organization, including suspended ones. */
  members(organization: number): readonly PersonIndex[] {
    return this.#members[organization] ?? NO_PEOPLE;
  }

  /** The organization and its descendants. */
  below(organization: number): ReadonlySet<number> {
    const seen = new Set<number>([organization]);
    // The set grows during the loop, so all descendants are visited and cycles end.
    for (const at of seen) for (const child of this.#children.get(at) ?? []) seen.add(child);
    return seen;
  }

  /** True if a person with an ambiguous organization may belong to this one or, with `below`, to a descendant. */
  mayHoldMore(organization: number, below: boolean): boolean {
    if (this.#holdsMore.size === 0) return false;
    return below ? [...this.below(organization)].some((at) => this.#holdsMore.has(at)) : this.#holdsMore.has(organization);
  }

  /** Users of an organization and its descendants, in list order and without duplicates. */
  everybody(organization: number): readonly PersonIndex[] {
    const known = this.#everybody.get(organization);
    if (known !== undefined) return known;
    const people = new Set<PersonIndex>();
    for (const at of this.below(organization)) for (const person of this.members(at)) people.add(person);
    const list = [...people].sort((a, b) => a - b);
    this.#everybody.set(organization, list);
    return list;
  }

  /** Active people in `members`. */
  activeMembers(organization: number): readonly PersonIndex[] {
    return this.#active(this.#activeMembers, organization, this.members(organization));
  }

  /** Active people in `everybody`. */
  activeEverybody(organization: number): readonly PersonIndex[] {
    return this.#active(this.#activeEverybody, organization, this.everybody(organization));
  }

  #active(known: Map<number, readonly PersonIndex[]>, organization: number, people: readonly PersonIndex[]): readonly PersonIndex[] {
    let active = known.get(organization);
    if (active === undefined) {
      active = people.filter((person) => this.isActive(person));
      known.set(organization, active);
    }
    return active;
  }

  /** Organization approvers (組織内承認者) of an organization. */
  approvers(organization: number): readonly PersonIndex[] {
    return this.#approvers.get(organization) ?? NO_PEOPLE;
  }

  workflowAdmins(organization: number): readonly PersonIndex[] {
    return this.#admins.get(organization) ?? NO_PEOPLE;
  }

  /** Members of a role; `null` if the role does not exist. */
  roleMembers(roleId: string): readonly PersonIndex[] | null {
    return this.#roles.get(roleId) ?? null;
  }
}

/** Appends to the list of a key, creating it if needed. */
export function appendToList<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
