import type { Directory, NeoUser } from '../directory/directory.ts';
import { OrganizationTree } from '../directory/organizations.ts';
import type { Audit } from './audit.ts';
import { FINDING_CODES, type Finding, type FindingCode } from './finding.ts';
import { getPersonOrderState } from './gates/order-state.ts';

/** One line of the organization tree; counts include all levels below. */
export interface OrganizationReadiness {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
  readonly name: string;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
}

/** Id of the line for people without an organization. */
export const NO_ORGANIZATION = '';

/**
 * For each NEO user, the organizations under which the person counts, the default one first. An unknown reference is used as an
 * organization of its own.
 */
export function listOrganizationPaths(directory: Directory): readonly (readonly string[])[] {
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

/** Most people share a path, so counting is done per path. */
interface SharedPaths {
  readonly paths: readonly (readonly string[])[];
  /** Path index of each person. */
  readonly of: Int32Array;
}

const shared = new WeakMap<readonly (readonly string[])[], SharedPaths>();
function sharedPaths(paths: readonly (readonly string[])[]): SharedPaths {
  let known = shared.get(paths);
  if (known === undefined) {
    const places = new Map<readonly string[], number>();
    const of = Int32Array.from(paths, (path) => {
      const place = places.get(path) ?? places.size;
      places.set(path, place);
      return place;
    });
    known = { paths: [...places.keys()], of };
    shared.set(paths, known);
  }
  return known;
}

/** State codes for counting. */
const [OUTSIDE, READY, BLOCKED, OPEN] = [0, 1, 2, 3];
function statesOf(audit: Audit): Uint8Array {
  const states = new Uint8Array(audit.inScope.length);
  const codes = { outside: OUTSIDE, ready: READY, blocked: BLOCKED, 'not-checked': OPEN };
  for (let i = 0; i < states.length; i++) states[i] = codes[getPersonOrderState(audit, i)] as number;
  return states;
}

/** People who cannot order by organization and decisive finding; an organization includes all below. */
export function countReasonsByOrganization(
  audit: Audit,
  paths: readonly (readonly string[])[],
): readonly { readonly organizationId: string; readonly code: FindingCode; readonly people: number }[] {
  const { paths: each, of } = sharedPaths(paths);
  const states = statesOf(audit);
  const places = new Map(FINDING_CODES.map((code, at) => [code, at]));
  // Counts by path and code. `met` contains paths in the order of their first blocked person.
  const people = new Int32Array(each.length * FINDING_CODES.length);
  const met = new Set<number>();
  for (let i = 0; i < states.length; i++) {
    if (states[i] !== BLOCKED) continue;
    const { code } = audit.findings[audit.firstClosed[i] as number] as Finding;
    const path = of[i] as number;
    const at = path * FINDING_CODES.length + (places.get(code) as number);
    if (people[at] === 0) met.add(path);
    people[at] = (people[at] as number) + 1;
  }
  const counts = new Map<string, Map<FindingCode, number>>();
  for (const path of met)
    for (const id of each[path] as readonly string[]) {
      const reasons = counts.get(id) ?? new Map<FindingCode, number>();
      counts.set(id, reasons);
      FINDING_CODES.forEach((code, at) => {
        const found = people[path * FINDING_CODES.length + at] as number;
        if (found > 0) reasons.set(code, (reasons.get(code) ?? 0) + found);
      });
    }
  return [...counts].flatMap(([organizationId, reasons]) =>
    [...reasons]
      .map(([code, people]) => ({ organizationId, code, people }))
      .sort((a, b) => b.people - a.people || FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code)),
  );
}

/** Readiness by organization: parents before children, siblings in list order, unknown references last. */
export function computeOrganizationReadiness(
  directory: Directory,
  audit: Audit,
  paths = listOrganizationPaths(directory),
): readonly OrganizationReadiness[] {
  const counts = new Map<string, { inScope: number; ready: number; blocked: number }>();
  const { paths: each, of } = sharedPaths(paths);
  const states = statesOf(audit);
  // Counts by path and state. `met` contains paths in the order of their first person in scope.
  const people = new Int32Array(each.length * 4);
  const met = new Set<number>();
  for (let i = 0; i < states.length; i++) {
    const at = (of[i] as number) * 4 + (states[i] as number);
    if (people[at] === 0 && states[i] !== OUTSIDE) met.add(of[i] as number);
    people[at] = (people[at] as number) + 1;
  }
  for (const path of met) {
    const [ready, blocked, open] = [READY, BLOCKED, OPEN].map((state) => people[path * 4 + state] as number) as [number, number, number];
    for (const id of each[path] as readonly string[]) {
      const count = counts.get(id) ?? { inScope: 0, ready: 0, blocked: 0 };
      counts.set(id, count);
      count.inScope += ready + blocked + open;
      count.ready += ready;
      count.blocked += blocked;
    }
  }

  const tree = new OrganizationTree(directory.organizations);
  const children = new Map<string | null, (typeof directory.organizations)[number][]>();
  for (const organization of directory.organizations) {
    const parent = tree.upward(organization)[1]?.id ?? null;
    const list = children.get(parent);
    if (list) list.push(organization);
    else children.set(parent, [organization]);
  }
  const lines: OrganizationReadiness[] = [];
  const listed = new Set<string>();
  const tell = (parentId: string | null, depth: number): void => {
    for (const { id, name } of children.get(parentId) ?? []) {
      const count = counts.get(id);
      if (count === undefined || listed.has(id)) continue;
      listed.add(id);
      lines.push({ id, parentId, depth, name, ...count });
      tell(id, depth + 1);
    }
  };
  tell(null, 0);
  for (const [id, count] of counts) if (!listed.has(id)) lines.push({ id, parentId: null, depth: 0, name: id, ...count });
  return lines;
}
