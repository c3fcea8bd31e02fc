import type { Directory, NeoUser } from '../directory/directory.ts';
import { OrganizationTree } from '../directory/organizations.ts';
import type { Audit } from './audit.ts';
import { FINDING_CODES, type Finding, type FindingCode } from './finding.ts';
import { orderStateOf } from './order-state.ts';

/** One line of the readiness tree; counts include everything below. */
export interface OrganizationReadiness {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
  readonly name: string;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
}

/** Id of the line for people without an organisation. */
export const NO_ORGANIZATION = '';

/**
 * The chain of organisation ids a person counts under, own (default) organisation first, for each NEO user.
 * A reference that the organisation list does not hold stands for itself.
 */
export function organizationPaths(directory: Directory): readonly (readonly string[])[] {
  const tree = new OrganizationTree(directory.organizations);
  const known = new Map<string, readonly string[]>();
  const pathOf = (reference: string): readonly string[] => {
    let path = known.get(reference);
    if (path === undefined) {
      const organization = reference === '' ? null : tree.resolve(reference);
      path = organization === null ? [reference] : tree.upward(organization).map(({ id }) => id);
      known.set(reference, path);
    }
    return path;
  };
  return directory.neoUsers.map((user: NeoUser) => pathOf(user.organizations[0] ?? NO_ORGANIZATION));
}

/** People who cannot order by organisation and by the finding under which they count; of an organisation everybody below it too. */
export function reasonsByOrganization(
  audit: Audit,
  paths: readonly (readonly string[])[],
): readonly { readonly organizationId: string; readonly code: FindingCode; readonly people: number }[] {
  const counts = new Map<string, Map<FindingCode, number>>();
  paths.forEach((path, i) => {
    if (orderStateOf(audit, i) !== 'blocked') return;
    const { code } = audit.findings[audit.firstClosed[i] as number] as Finding;
    for (const id of path) {
      const reasons = counts.get(id) ?? new Map<FindingCode, number>();
      counts.set(id, reasons.set(code, (reasons.get(code) ?? 0) + 1));
    }
  });
  return [...counts].flatMap(([organizationId, reasons]) =>
    [...reasons]
      .map(([code, people]) => ({ organizationId, code, people }))
      .sort((a, b) => b.people - a.people || FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code)),
  );
}

/** Readiness by organisation, parents before children, siblings in the order of the list, then references the list lacks. */
export function readinessByOrganization(
  directory: Directory,
  audit: Audit,
  paths = organizationPaths(directory),
): readonly OrganizationReadiness[] {
  const counts = new Map<string, { inScope: number; ready: number; blocked: number }>();
  paths.forEach((path, i) => {
    const state = orderStateOf(audit, i);
    if (state === 'outside') return;
    const [ready, blocked] = [Number(state === 'ready'), Number(state === 'blocked')];
    for (const id of path) {
      const count = counts.get(id);
      if (count) {
        count.inScope++;
        count.ready += ready;
        count.blocked += blocked;
      } else counts.set(id, { inScope: 1, ready, blocked });
    }
  });

  const tree = new OrganizationTree(directory.organizations);
  const children = new Map<string | null, (typeof directory.organizations)[number][]>();
  for (const organization of directory.organizations) {
    const parent = tree.upward(organization)[1]?.id ?? null;
    const list = children.get(parent);
    if (list) list.push(organization);
    else children.set(parent, [organization]);
  }
  const lines: OrganizationReadiness[] = [];
  const told = new Set<string>();
  const tell = (parentId: string | null, depth: number): void => {
    for (const { id, name } of children.get(parentId) ?? []) {
      const count = counts.get(id);
      if (count === undefined || told.has(id)) continue;
      told.add(id);
      lines.push({ id, parentId, depth, name, ...count });
      tell(id, depth + 1);
    }
  };
  tell(null, 0);
  for (const [id, count] of counts) if (!told.has(id)) lines.push({ id, parentId: null, depth: 0, name: id, ...count });
  return lines;
}
