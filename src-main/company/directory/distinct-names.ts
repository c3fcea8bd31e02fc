import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import { foldName } from '#shared/domain/directory/names.ts';
import { NO_ORGANIZATION_INDEX, type PeopleIndex } from '#shared/domain/integration/people.ts';

/** Appends details to a name to distinguish it from equal names. */
const apart = (name: string, by: readonly string[]): string => {
  const words = by.filter((word) => word !== '');
  return words.length === 0 ? name : `${name}（${words.join('、')}）`;
};

/**
 * Unique display names. Of people with equal names the organization and login ID are added, of organizations as many ancestors as needed.
 * Equal names are determined on first use.
 */
export class DistinctNames {
  readonly #people: PeopleIndex;
  /** Cached by id, because a plan requests the same names repeatedly. */
  readonly #organizations = new Map<string, string | null>();
  #shared: { readonly users: ReadonlySet<string>; readonly organizations: ReadonlyMap<string, readonly number[]> } | null = null;

  constructor(people: PeopleIndex) {
    this.#people = people;
  }

  user(id: string): string | null {
    const { users, homes, organizations } = this.#people;
    const at = this.#people.userAt(id);
    if (at < 0) return null;
    const { name, loginId } = users[at] as NeoUser;
    if (!this.#sharedNames().users.has(foldName(name))) return name;
    return apart(name, [organizations[homes[at] as number]?.name ?? '', loginId === '' ? id : loginId]);
  }

  organization(id: string): string | null {
    const known = this.#organizations.get(id);
    if (known !== undefined) return known;
    const told = this.#toldOrganization(id);
    this.#organizations.set(id, told);
    return told;
  }

  #toldOrganization(id: string): string | null {
    const at = this.#people.organizationAt(id);
    if (at < 0) return null;
    const { name } = this.#people.organizations[at] as Organization;
    const others = (this.#sharedNames().organizations.get(foldName(name)) ?? []).filter((other) => other !== at);
    if (others.length === 0) return name;
    const own = this.#above(at);
    const rest = others.map((other) => this.#above(other));
    const isTold = (levels: number): boolean =>
      rest.every((names) => names.slice(0, levels).join('\n') !== own.slice(0, levels).join('\n'));
    const levels = own.findIndex((_, level) => isTold(level + 1)) + 1;
    if (levels > 0) return apart(name, own.slice(0, levels));
    // If the ancestors do not distinguish it, the id is added.
    return apart(name, isTold(own.length + 1) ? own : [...own, id]);
  }

  /** Returns the names of the ancestors, nearest first. */
  #above(at: number): readonly string[] {
    const { organizations, parents } = this.#people;
    const names: string[] = [];
    for (let above = parents[at] as number; above !== NO_ORGANIZATION_INDEX; above = parents[above] as number)
      names.push((organizations[above] as Organization).name);
    return names;
  }

  #sharedNames() {
    if (this.#shared === null) {
      const users = new Set<string>();
      const seen = new Set<string>();
      for (const { name } of this.#people.users) {
        const folded = foldName(name);
        if (seen.has(folded)) users.add(folded);
        else seen.add(folded);
      }
      const organizations = Map.groupBy(this.#people.organizations.keys(), (at) =>
        foldName((this.#people.organizations[at] as Organization).name),
      );
      this.#shared = { users, organizations };
    }
    return this.#shared;
  }
}
