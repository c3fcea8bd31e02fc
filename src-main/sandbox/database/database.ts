import { closeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openPatiently } from '../../disk/held-files.ts';
import { openSqlite } from '../../disk/open-sqlite.ts';
import { dayNumberOf } from '../company/office-hours.ts';
import type { InitialState } from './initial-state.ts';
import { LeaseTable } from './leases.ts';
import { ObjectTable } from './objects.ts';
import { createPages } from './pages.ts';
import { RequestTable } from './requests.ts';
import { type ListName, listedRows, orderRows } from './rows.ts';
import { prepareSchema } from './schema.ts';

/** One page of a list as stored rows; `total` counts the rows without paging. */
export interface Page {
  readonly total: number;
  readonly items: readonly unknown[];
}

export interface OrderQuestion {
  /** `''` = all. */
  readonly state: string;
  readonly since: number;
  readonly offset: number;
  readonly limit: number;
}

export interface GroupwareDatabase {
  revision(): number;
  /** Rows changed after revision `since`, in a fixed order, so that paging skips none. */
  page(list: ListName, since: number, offset: number, limit: number): Page;
  orders(question: OrderQuestion): Page;
  readonly objects: ObjectTable;
  readonly leases: LeaseTable;
  readonly requests: RequestTable;
  /** Runs `work` in one transaction. */
  atOnce<T>(work: () => T): T;
  /** Resets to the initial state. */
  startOver(): void;
  /** False after it was closed; later calls get no response. */
  isOpen(): boolean;
  close(): void;
}

export interface DatabaseOptions {
  /** `:memory:` or a file. */
  readonly path: string;
  /** For a new database; an existing file keeps its own. */
  readonly seed: number;
  /** `YYYY-MM-DD`. On a later day than the file's, people and orders are moved along; written data stay. */
  readonly today: string;
  /** Content of a database that is new, or of another day. */
  readonly initialState: (seed: number, today: string) => InitialState;
}

/** Opens the database and fills a new one. Nothing stays open on failure. */
export function openGroupwareDatabase(options: DatabaseOptions): GroupwareDatabase {
  // SQLite would create a file readable by everyone.
  if (options.path !== ':memory:') closeSync(openPatiently(options.path, 'a'));
  // A backup copy blocks writes for a moment.
  const database = openSqlite(options.path, { timeout: 5000 });
  try {
    // A removed journal held by a virus scanner would be rolled back at the next start.
    if (process.platform === 'win32') database.exec('PRAGMA journal_mode = TRUNCATE');
    return groupwareOver(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

function groupwareOver(database: DatabaseSync, { seed, today, initialState }: DatabaseOptions): GroupwareDatabase {
  // Electron's Node lacks `DatabaseSync.isOpen`.
  let isOpen = true;
  const atOnce = <T>(work: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      try {
        database.exec('ROLLBACK');
      } catch {
        // On a full disk SQLite already rolled back, and the error would only say that.
      }
      throw error;
    }
  };
  const number = (name: string): number => Number(database.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.['value']);
  const note = (name: string, value: number): void =>
    void database.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
  const nextRevision = (): number => {
    const next = number('revision') + 1;
    note('revision', next);
    return next;
  };
  const objects = new ObjectTable(database, nextRevision);

  const day = dayNumberOf(today);
  const fillNew = (from: number): void => {
    note('revision', 1);
    note('seed', from);
    note('day', day);
    note('people', 1);
    const initial = initialState(from, today);
    fillPeople(database, initial, 1);
    objects.fill(initial, today);
  };
  atOnce(() => {
    if (prepareSchema(database, 'keep')) fillNew(seed);
    else if (number('day') !== day) {
      const revision = nextRevision();
      note('day', day);
      note('people', revision);
      fillPeople(database, initialState(number('seed'), today), revision);
    }
  });

  const pages = createPages(database, () => number('revision'));
  return {
    revision: () => number('revision'),
    page: (list, since, offset, limit) => pages.of('listed', [list, since], offset, limit),
    orders: ({ state, since, offset, limit }) => {
      if (database.prepare('SELECT 1 FROM ordered LIMIT 1').get() === undefined)
        atOnce(() => fillOrders(database, initialState(number('seed'), today), number('people')));
      return pages.of('ordered', [state, since], offset, limit);
    },
    objects,
    leases: new LeaseTable(database),
    requests: new RequestTable(database),
    atOnce,
    startOver: () =>
      atOnce(() => {
        const from = number('seed');
        prepareSchema(database, 'renew');
        fillNew(from);
      }),
    isOpen: () => isOpen,
    close() {
      isOpen = false;
      database.close();
    },
  };
}

/** The people of a day; orders of another day are outdated. */
function fillPeople(database: DatabaseSync, { company }: InitialState, revision: number): void {
  database.exec('DELETE FROM listed; DELETE FROM ordered');
  const insert = database.prepare('INSERT INTO listed (list, at, revision, body) VALUES (?, ?, ?, ?)');
  for (const [list, bodies] of Object.entries(listedRows(company)))
    for (const [at, body] of bodies.entries()) insert.run(list, at, revision, JSON.stringify(body));
}

function fillOrders(database: DatabaseSync, { orders }: InitialState, revision: number): void {
  const order = database.prepare('INSERT INTO ordered (at, state, revision, body) VALUES (?, ?, ?, ?)');
  for (const [at, { state, body }] of orderRows(orders()).entries()) order.run(at, state, revision, JSON.stringify(body));
}
