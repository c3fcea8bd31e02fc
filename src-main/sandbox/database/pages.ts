import type { DatabaseSync } from 'node:sqlite';

const CONDITIONS = {
  listed: 'list = ?1 AND revision > ?2',
  ordered: "(state = ?1 OR ?1 = '') AND revision > ?2",
} as const;

/** Start of the page after one, so that earlier rows are not counted again. */
interface Bookmark {
  readonly total: number;
  readonly offset: number;
  /** Position of the last returned row. */
  readonly at: number;
}

export interface Pages {
  /** A page of the rows of a table, in the order of `at`; `total` counts all of them. */
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

/** Maximum cached readers; another one pays for the rows before its page. */
const MOST_BOOKMARKS = 100;

/** Returns a list page by page, each at the cost of its own rows: count and position are cached for the next page. */
export function createPages(database: DatabaseSync, revision: () => number): Pages {
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
      if (now !== of || bookmarks.size > MOST_BOOKMARKS) bookmarks = new Map();
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
