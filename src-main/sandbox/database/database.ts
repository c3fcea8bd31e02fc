import { closeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openPatiently } from '../../disk/held-files.ts';
import { openSqlite } from '../../disk/open-sqlite.ts';
import { toDayNumber } from '../company/office-hours.ts';
import type { InitialState } from './initial-state.ts';
import { LeaseTable } from './leases.ts';
import { ObjectTable } from './objects.ts';
import { createRowPager } from './pages.ts';
import { RequestTable } from './requests.ts';
import { createListRows, createOrderRows, type ListName } from './rows.ts';
import { prepareSchema } from './schema.ts';

/** One page of a list as stored rows; `total` is the number of all rows. */
export interface Page {
  readonly total: number;
  readonly items: readonly unknown[];
}

export interface OrderQuery {
  /** `''` = all states. */
  readonly state: string;
  readonly since: number;
  readonly offset: number;
  readonly limit: number;
}

export interface GroupwareDatabase {
  revision(): number;
  /** Returns rows changed after revision `since`, in a fixed order, so that paging skips none. */
  page(list: ListName, since: number, offset: number, limit: number): Page;
  orders(question: OrderQuery): Page;
  readonly objects: ObjectTable;
  readonly leases: LeaseTable;
  readonly requests: RequestTable;
  /** Runs `work` in one transaction. */
  atOnce<T>(work: () => T): T;
  /** Resets the company to its initial state. */
  startOver(): void;
  /** Whether the database is open. Calls after it was closed get no response. */
  isOpen(): boolean;
  close(): void;
}

export interface DatabaseOptions {
  /** `:memory:`, or the path of a file. */
  readonly path: string;
  /** Seed of a new database; an existing file keeps its own seed. */
  readonly seed: number;
  /** `YYYY-MM-DD`. If it is later than the file's day, people and orders are replaced by those of the new day; written objects stay. */
  readonly today: string;
  /** Returns the content for a new database, or for another day. */
  readonly initialState: (seed: number, today: string) => InitialState;
}

/** Opens the database, and fills it if it is new. On failure it is closed again. */
export function openGroupwareDatabase(options: DatabaseOptions): GroupwareDatabase {
  // Creates the file first, because SQLite would create one that all users can read.
  if (options.path !== ':memory:') closeSync(openPatiently(options.path, 'a'));
  // Waits while a backup copy blocks writes for a moment.
  const database = openSqlite(options.path, { timeout: 5000 });
  try {
    // The journal is truncated instead of removed: a virus scanner could hold a removed one, and it would be rolled back at the next start.
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
        // On a full disk SQLite has already rolled back, so this second error is ignored.
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

  const day = toDayNumber(today);
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

  const pages = createRowPager(database, () => number('revision'));
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

/** Stores the people of a day, and deletes the orders, which belong to another day. */
function fillPeople(database: DatabaseSync, { company }: InitialState, revision: number): void {
  database.exec('DELETE FROM listed; DELETE FROM ordered');
  const insert = database.prepare('INSERT INTO listed (list, at, revision, body) VALUES (?, ?, ?, ?)');
  for (const [list, bodies] of Object.entries(createListRows(company)))
    for (const [at, body] of bodies.entries()) insert.run(list, at, revision, JSON.stringify(body));
}

function fillOrders(database: DatabaseSync, { orders }: InitialState, revision: number): void {
  const order = database.prepare('INSERT INTO ordered (at, state, revision, body) VALUES (?, ?, ?, ?)');
  for (const [at, { state, body }] of createOrderRows(orders()).entries()) order.run(at, state, revision, JSON.stringify(body));
}
