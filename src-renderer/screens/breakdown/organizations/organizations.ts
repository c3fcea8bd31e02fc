import type { Readiness } from '#shared/contract/readiness/readiness.ts';

/** Id of the line for people without an organization. */
export const NO_ORGANIZATION_ID = '';

/** Readiness with a name for people without an organization. */
export const nameMissingOrganization = <R extends Pick<Readiness, 'organizations'>>(readiness: R, none: string): R => ({
  ...readiness,
  organizations: readiness.organizations.map((one) => (one.id === NO_ORGANIZATION_ID ? { ...one, name: none } : one)),
});

export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  /** From 1, as in `aria-level`. */
  readonly level: number;
  readonly parentId: string | null;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  readonly notChecked: number;
  /** Share of people who cannot order, 0 to 1. */
  readonly blockedShare: number;
  /** Length of the bar, 0 to 1, on the common scale of the tree. */
  readonly bar: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly position: number;
  readonly siblings: number;
}

export interface OrganizationTree {
  readonly children: ReadonlyMap<string | null, readonly Organization[]>;
  /** Share of blocked people in the whole company, 0 to 1. */
  readonly average: number;
  /** The share at which a bar is full. */
  readonly scale: number;
}
type Organization = Readiness['organizations'][number];

/** Smaller organizations do not affect the scale. */
const COUNTS_FOR_SCALE = 10;

/** Sort order of siblings: NEO's order, or the number of a column. */
export interface TreeSort<By extends string> {
  readonly by: By | 'list';
  readonly direction: 'ascending' | 'descending';
}

/** The sort after pressing a heading: the same column reverses, another starts with its worst. NEO's order has one direction. */
export const toggleTreeSort = <By extends string>(sort: TreeSort<By>, by: By | 'list', first: TreeSort<By>['direction']): TreeSort<By> => ({
  by,
  direction: by !== 'list' && sort.by === by ? (sort.direction === 'ascending' ? 'descending' : 'ascending') : first,
});

/** The tree with siblings sorted by a number or NEO's order, which also decides ties. Unknown parents count as top. */
export function createOrganizationTree<By extends string>(
  readiness: Pick<Readiness, 'organizations' | 'inScope' | 'blocked'>,
  { by, direction }: TreeSort<By>,
  numberOf: (organization: Organization, by: By) => number,
): OrganizationTree {
  const average = readiness.inScope > 0 ? readiness.blocked / readiness.inScope : 0;
  const known = new Set(readiness.organizations.map((organization) => organization.id));
  const children = new Map<string | null, Organization[]>();
  for (const organization of readiness.organizations) {
    const parent = organization.parentId !== null && known.has(organization.parentId) ? organization.parentId : null;
    const list = children.get(parent);
    if (list) list.push(organization);
    else children.set(parent, [organization]);
  }
  const turn = direction === 'ascending' ? 1 : -1;
  if (by !== 'list') for (const list of children.values()) list.sort((a, b) => turn * (numberOf(a, by) - numberOf(b, by)));
  const large = readiness.organizations.filter((o) => o.inScope >= COUNTS_FOR_SCALE);
  return { children, average, scale: Math.max(average * 2, 0.01, ...large.map(shareBlocked)) };
}

/** The columns of the view of shares. */
export type ShareColumn = 'ready' | 'blocked' | 'notChecked' | 'share';

export const createShareTree = (
  readiness: Pick<Readiness, 'organizations' | 'inScope' | 'blocked'>,
  sort: TreeSort<ShareColumn>,
): OrganizationTree =>
  createOrganizationTree(readiness, sort, (o, by) =>
    by === 'notChecked' ? o.inScope - o.ready - o.blocked : by === 'share' ? shareBlocked(o) : o[by],
  );

const shareBlocked = (o: Organization): number => (o.inScope > 0 ? o.blocked / o.inScope : 0);

/** Visible rows with these organizations open, parents before children. */
export function listVisibleOrganizations(tree: OrganizationTree, open: ReadonlySet<string>): OrganizationRow[] {
  const rows: OrganizationRow[] = [];
  const add = (parentId: string | null, level: number): void => {
    const list = tree.children.get(parentId) ?? [];
    for (const [index, organization] of list.entries()) {
      const expandable = tree.children.has(organization.id);
      const expanded = expandable && open.has(organization.id);
      const blockedShare = shareBlocked(organization);
      rows.push({
        id: organization.id,
        name: organization.name,
        level,
        parentId,
        inScope: organization.inScope,
        ready: organization.ready,
        blocked: organization.blocked,
        notChecked: organization.inScope - organization.ready - organization.blocked,
        blockedShare,
        bar: Math.min(1, blockedShare / tree.scale),
        expandable,
        expanded,
        position: index + 1,
        siblings: list.length,
      });
      if (expanded) add(organization.id, level + 1);
    }
  };
  add(null, 1);
  return rows;
}

/** Initially open: a single top organization. */
export function getInitiallyOpenIds(tree: OrganizationTree): ReadonlySet<string> {
  const top = tree.children.get(null) ?? [];
  return new Set(top.length === 1 ? top.map((organization) => organization.id) : []);
}

export const getAllOpenIds = (tree: OrganizationTree): ReadonlySet<string> =>
  new Set([...tree.children.keys()].filter((id) => id !== null));

export type TreeMove = { readonly focus: string } | { readonly toggle: string } | { readonly open: string } | null;

/** Effect of a key in the tree, by the ARIA treegrid pattern. `null` = not handled. */
export function getTreeMove(rows: readonly OrganizationRow[], focused: string | null, key: string): TreeMove {
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === focused),
  );
  const row = rows[at];
  if (row === undefined) return null;
  const to = (index: number): TreeMove => ({ focus: (rows[Math.min(rows.length - 1, Math.max(0, index))] as OrganizationRow).id });
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (!row.expandable) return null;
      return row.expanded ? to(at + 1) : { toggle: row.id };
    case 'ArrowLeft':
      if (row.expanded) return { toggle: row.id };
      return row.parentId === null ? null : { focus: row.parentId };
    case ' ':
      return row.expandable ? { toggle: row.id } : null;
    case 'Enter':
      return row.blocked > 0 ? { open: row.id } : null;
    default:
      return null;
  }
}
