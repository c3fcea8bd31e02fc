import type { CallOutput } from '#shared/contract/calls.ts';

export type CoverageLevel = CallOutput<'drafts.coverage'>;
export type CoverageRow = CoverageLevel['rows'][number];
/** Rows by parent organization; `''` = top. */
export type RowsByParent = ReadonlyMap<string, readonly CoverageRow[]>;

export interface TreeRow {
  readonly row: CoverageRow;
  /** 0 = top level. */
  readonly depth: number;
  readonly open: boolean;
}

/** Visible rows, top to bottom: loaded children of each open organization. */
export function listVisibleRows(levels: RowsByParent, open: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (parent: string, depth: number, above: ReadonlySet<string>): void => {
    for (const row of levels.get(parent) ?? []) {
      const isOpen = row.children > 0 && open.has(row.id) && !above.has(row.id);
      rows.push({ row, depth, open: isOpen });
      if (isOpen) walk(row.id, depth + 1, new Set([...above, row.id]));
    }
  };
  walk('', 0, new Set());
  return rows;
}

/**
 * Missing requirement of the map; `null` = none. `nobody`: a list of users; `nobodyOrders`: an active person who may order and is not
 * excluded; `noOrganizations`: a list of organizations.
 */
export const getMissingRequirement = (
  { people, rows }: Pick<CoverageLevel, 'people' | 'rows'>,
  hasUsers: boolean,
): 'nobody' | 'nobodyOrders' | 'noOrganizations' | null =>
  people === 0 ? (hasUsers ? 'nobodyOrders' : 'nobody') : rows.length === 0 ? 'noOrganizations' : null;

/** Returns whether a group covers no one: no Amazon group has its code, or the code is invalid. */
export const isUnusableGroup = ({ match, malformed }: Pick<CoverageLevel['groups'][number], 'match' | 'malformed'>): boolean =>
  match !== null && (match !== 'exact' || malformed);

/** Number of people of a row by group. */
export const countPeopleByGroup = ({ cells }: CoverageRow, groups: number): readonly number[] => {
  const people = new Array<number>(groups).fill(0);
  for (const { group, people: count } of cells) if (group < groups) people[group] = count;
  return people;
};

/** Strength of a cell's tint, 0 to 1: faint but visible for the smallest share. */
export const getTintStrength = (people: number, of: number): number =>
  people <= 0 || of <= 0 ? 0 : 0.12 + 0.88 * Math.min(1, people / of);
