import type { Organization } from './directory.ts';

/** Finds organisations by any of the ways NEO's files write them: `*id`, `@code`, the plain name, the id or the code itself (docs/domain/neo.md#user-csv). */
export class OrganizationTree {
  readonly #byId = new Map<string, Organization>();
  readonly #byReference = new Map<string, Organization>();

  constructor(organizations: readonly Organization[]) {
    for (const organization of organizations) {
      this.#byId.set(organization.id, organization);
      this.#byReference.set(`*${organization.id}`, organization);
      if (organization.code !== '') this.#byReference.set(`@${organization.code}`, organization);
      // The first of two organisations with one name keeps the name: a reference by name cannot mean both.
      if (!this.#byReference.has(organization.name)) this.#byReference.set(organization.name, organization);
    }
    // A column of codes has them without the @; a name that reads like another's code keeps its meaning.
    for (const organization of organizations)
      if (organization.code !== '' && !this.#byReference.has(organization.code)) this.#byReference.set(organization.code, organization);
  }

  /** `null` when the list does not hold it. */
  resolve(reference: string): Organization | null {
    return this.#byId.get(reference) ?? this.#byReference.get(reference) ?? null;
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
