import type { Organization } from './directory.ts';

const NONE: readonly Organization[] = [];

/** Finds organizations by every notation in NEO's files: `*id`, `@code`, name, id or code (docs/domain/neo.md#user-csv). */
export class OrganizationTree {
  readonly #byId = new Map<string, Organization>();
  readonly #byReference = new Map<string, Organization>();
  /** Organizations that share a name, by that name. */
  readonly #shared = new Map<string, Organization[]>();

  constructor(organizations: readonly Organization[]) {
    const first = new Map<string, Organization>();
    for (const organization of organizations) {
      const { name } = organization;
      const other = first.get(name);
      const those = this.#shared.get(name);
      if (other === undefined) first.set(name, organization);
      else if (those === undefined) this.#shared.set(name, [other, organization]);
      else those.push(organization);
    }
    for (const organization of organizations) {
      this.#byId.set(organization.id, organization);
      this.#byReference.set(`*${organization.id}`, organization);
      if (organization.code !== '') this.#byReference.set(`@${organization.code}`, organization);
      // A name shared by several organizations identifies none: every branch has a 総務課.
      if (!this.#shared.has(organization.name) && !this.#byReference.has(organization.name))
        this.#byReference.set(organization.name, organization);
    }
    // Columns of codes omit the `@`. A name that equals another organization's code still means the name.
    for (const organization of organizations)
      if (organization.code !== '' && !this.#byReference.has(organization.code) && !this.#shared.has(organization.code))
        this.#byReference.set(organization.code, organization);
  }

  /** Returns `null` for an unknown or ambiguous reference (see `sharing`). */
  resolve(reference: string): Organization | null {
    return this.#byId.get(reference) ?? this.#byReference.get(reference) ?? null;
  }

  /** The organizations that share an ambiguous name; empty for other references. */
  sharing(reference: string): readonly Organization[] {
    const those = this.#shared.get(reference);
    return those === undefined || this.resolve(reference) !== null ? NONE : those;
  }

  /** Returns the organization and its ancestors up to the top; a cycle in the list ends the path. */
  upward(organization: Organization): readonly Organization[] {
    const path: Organization[] = [];
    const seen = new Set<string>();
    let at: Organization | null = organization;
    while (at !== null && !seen.has(at.id)) {
      seen.add(at.id);
      path.push(at);
      at = at.parentId === null ? null : this.resolve(at.parentId);
    }
    return path;
  }
}
