import type { DatabaseSync } from 'node:sqlite';

const CONDITIONS = {
  listed: 'list = ?1 AND revision > ?2',
  ordered: "(state = ?1 OR ?1 = '') AND revision > ?2",
} as const;

/** Cached position after a page, so that the next page need not skip earlier rows. */
interface Bookmark {
  readonly total: number;
  readonly offset: number;
  /** Value of `at` in the last returned row. */
  readonly at: number;
}

export interface RowPager {
  /** Returns a page of a table's rows in the order of `at`; `total` is the number of all rows. */
  of(
    table: keyof typeof CONDITIONS,
    asked: readonly [string, number],
    offset: number,
    limit: number,
  ): {
    readonly total: number;
    readonly items: readonly unknown[];
  };
}

/** Maximum number of cached positions. A reader without one has to skip the rows before its page. */
const MAX_BOOKMARKS = 100;

/** Creates access to lists page by page. Count and position are cached for the next page, so that its cost depends only on its own rows. */
export function createRowPager(database: DatabaseSync, revision: () => number): RowPager {
  const statements = Object.fromEntries(
    Object.entries(CONDITIONS).map(([table, condition]) => [
      table,
      {
        count: database.prepare(`SELECT count(*) AS total FROM ${table} WHERE ${condition}`),
        after: database.prepare(`SELECT at, body FROM ${table} WHERE ${condition} AND at > ?3 ORDER BY at LIMIT ?4`),
        skipping: database.prepare(`SELECT at, body FROM ${table} WHERE ${condition} ORDER BY at LIMIT ?3 OFFSET ?4`),
      },
    ]),
  );
  let bookmarks = new Map<string, Bookmark>();
  let of = -1;
  return {
    of(table, asked, offset, limit) {
      const now = revision();
      if (now !== of || bookmarks.size > MAX_BOOKMARKS) bookmarks = new Map();
      of = now;
      const { count, after, skipping } = statements[table] as (typeof statements)[string];
      const key = JSON.stringify([table, ...asked]);
      const known = bookmarks.get(key);
      const rows = known?.offset === offset ? after.all(...asked, known.at, limit) : skipping.all(...asked, limit, offset);
      const total = known?.total ?? Number(count.get(...asked)?.['total']);
      const last = rows.at(-1)?.['at'];
      if (last !== undefined) bookmarks.set(key, { total, offset: offset + rows.length, at: Number(last) });
      return { total, items: rows.map(({ body }) => JSON.parse(String(body))) };
    },
  };
}
