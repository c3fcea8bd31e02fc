import type { Organization } from './directory.ts';

const NONE: readonly Organization[] = [];

/** Finds organisations by any of the ways NEO's files write them: `*id`, `@code`, the plain name, the id or the code itself (docs/domain/neo.md#user-csv). */
export class OrganizationTree {
  readonly #byId = new Map<string, Organization>();
  readonly #byReference = new Map<string, Organization>();
  /** Organisations by a name that several have. */
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
    // A column of codes has them without the @; a name that reads like another's code keeps its meaning.
    for (const organization of organizations)
      if (organization.code !== '' && !this.#byReference.has(organization.code) && !this.#shared.has(organization.code))
        this.#byReference.set(organization.code, organization);
  }

  /** `null` if unknown or ambiguous (`sharing`). */
  resolve(reference: string): Organization | null {
    return this.#byId.get(reference) ?? this.#byReference.get(reference) ?? null;
  }

  /** The organizations that share an ambiguous name; empty otherwise. */
  sharing(reference: string): readonly Organization[] {
    const those = this.#shared.get(reference);
    return those === undefined || this.resolve(reference) !== null ? NONE : those;
  }

  /** The organisation itself first, then upward to the top; a circle in the list ends the walk. */
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
