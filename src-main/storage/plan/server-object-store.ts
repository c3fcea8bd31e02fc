import type { DatabaseSync } from 'node:sqlite';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { ServerObjectChange } from '#shared/domain/sync/guards/stale.ts';
import type { SecretEntry, ServerEntry, ServerSecretName, ServerState } from '#shared/domain/sync/server-state.ts';
import { runInTransaction } from '../database/database.ts';
import { readJsonColumn, readObjectColumn } from '../database/json-column.ts';

/** An object that could not be read from the server. */
export interface UnreadableEntry {
  readonly section: GatewaySection;
  readonly id: string;
  readonly problem: string;
}

/** Summary of one read of the server. */
export interface ServerSnapshotInfo {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: 'gateway' | 'stock-neo';
  /** The server's address for display. */
  readonly label: string;
  readonly revision: string | null;
  /** Number of new objects that became drafts. */
  readonly adopted: number;
  /** Number of drafts that equal the server; their bases were updated. */
  readonly settled: number;
  readonly complete: readonly GatewaySection[];
  readonly unreadable: readonly UnreadableEntry[];
  /** Changes by other people since the previous read. */
  readonly changes: readonly ServerObjectChange[];
}

/** The server's objects as of the last read, updated with the responses to writes. Every method is durable when it returns. */
export class ServerObjectStore {
  readonly #database: DatabaseSync;
  #state: { readonly reading: ServerSnapshotInfo; readonly state: ServerState } | null = null;
  /** Writes since `#state` was built. They are merged on next access, because an apply writes often and does not read. */
  readonly #noted = new Map<string, ServerEntry | null>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns a number that increases with every server read, write and decision on the plan. */
  revision(): number {
    return Number(this.#database.prepare('SELECT plan_revision FROM company').get()?.['plan_revision'] ?? 0);
  }

  /** Returns the last read; `null` if the server was never read. */
  reading(): ServerSnapshotInfo | null {
    return this.#known()?.reading ?? null;
  }

  /** Returns the server state; `null` before the first read, and for a standard NEO, which provides no objects. */
  state(): ServerState | null {
    const known = this.#known();
    return known === null || known.reading.kind === 'stock-neo' ? null : known.state;
  }

  /** Replaces the state by a new read inside a running transaction; call `forget` if the transaction fails. */
  replaceIn(database: DatabaseSync, reading: ServerSnapshotInfo, entries: Iterable<ServerEntry>, secrets: Iterable<SecretEntry>): void {
    database
      .prepare(
        `INSERT OR REPLACE INTO server_read (id, at, kind, label, revision, adopted, settled, complete, unreadable, changes)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        reading.at,
        reading.kind,
        reading.label,
        reading.revision,
        reading.adopted,
        reading.settled,
        JSON.stringify(reading.complete),
        JSON.stringify(reading.unreadable),
        JSON.stringify(reading.changes),
      );
    database.exec('DELETE FROM server_object; DELETE FROM server_secret;');
    const put = entryWriter(database);
    for (const entry of entries) put(entry);
    for (const secret of secrets) putSecret(database, secret);
    incrementPlanRevision(database);
    this.forget();
  }

  /**
   * Stores the result of a write inside a running transaction: the current object, `null` = deleted. Call `forget` if the transaction
   * fails.
   */
  noteIn(
    database: DatabaseSync,
    { section, id }: { readonly section: GatewaySection; readonly id: string },
    entry: ServerEntry | null,
  ): void {
    if (entry === null) database.prepare('DELETE FROM server_object WHERE section = ? AND id = ?').run(section, id);
    else entryWriter(database)(entry);
    incrementPlanRevision(database);
    this.#noted.set(getDraftKey({ section, id }), entry);
  }

  noteSecretIn(database: DatabaseSync, secret: SecretEntry): void {
    const known = this.#known();
    putSecret(database, secret);
    incrementPlanRevision(database);
    if (known !== null)
      this.#state = {
        reading: known.reading,
        state: { ...known.state, secrets: new Map(known.state.secrets).set(secret.name, secret) },
      };
  }

  /** Discards the state in memory after a failed transaction, so that it is reloaded from the file. */
  forget(): void {
    this.#state = null;
    this.#noted.clear();
  }

  /** Records that the server is a standard NEO, which provides no objects. */
  noteStock(at: string, label: string): void {
    const reading: ServerSnapshotInfo = {
      at,
      kind: 'stock-neo',
      label,
      revision: null,
      adopted: 0,
      settled: 0,
      complete: [],
      unreadable: [],
      changes: [],
    };
    runInTransaction(this.#database, (database) => this.replaceIn(database, reading, [], []));
  }

  #known(): { readonly reading: ServerSnapshotInfo; readonly state: ServerState } | null {
    if (this.#state === null) {
      this.#noted.clear();
      this.#state = this.#read();
    } else if (this.#noted.size > 0) {
      const { reading, state } = this.#state;
      const entries = new Map(state.entries);
      for (const [key, entry] of this.#noted) {
        if (entry === null) entries.delete(key);
        else entries.set(key, entry);
      }
      this.#noted.clear();
      this.#state = { reading, state: { ...state, entries } };
    }
    return this.#state;
  }

  #read(): { readonly reading: ServerSnapshotInfo; readonly state: ServerState } | null {
    const row = this.#database.prepare('SELECT * FROM server_read').get();
    if (row === undefined) return null;
    const reading: ServerSnapshotInfo = {
      at: String(row['at']),
      kind: row['kind'] as ServerSnapshotInfo['kind'],
      label: String(row['label']),
      revision: row['revision'] === null ? null : String(row['revision']),
      adopted: Number(row['adopted']),
      settled: Number(row['settled']),
      complete: readJsonColumn(row['complete']) as GatewaySection[],
      unreadable: readJsonColumn(row['unreadable']) as UnreadableEntry[],
      changes: readJsonColumn(row['changes']) as ServerObjectChange[],
    };
    const entries = new Map<string, ServerEntry>();
    for (const one of this.#database.prepare('SELECT * FROM server_object').all()) {
      const entry: ServerEntry = {
        section: one['section'] as GatewaySection,
        id: String(one['id']),
        revision: Number(one['revision']),
        body: readObjectColumn(one['body']) as unknown as Body,
        updatedAt: String(one['updated_at']),
        updatedBy: String(one['updated_by']),
        ...(one['whole'] !== null && { whole: readJsonColumn(one['whole']) as Json }),
      };
      entries.set(getDraftKey(entry), entry);
    }
    const secrets = new Map<ServerSecretName, SecretEntry>();
    for (const one of this.#database.prepare('SELECT * FROM server_secret').all()) {
      const name = one['name'] as ServerSecretName;
      secrets.set(name, { name, set: one['is_set'] === 1, revision: Number(one['revision']) });
    }
    const { at: readAt, complete } = reading;
    return { reading, state: { readAt, complete, entries, secrets, unreadable: new Set(reading.unreadable.map(getDraftKey)) } };
  }
}

/** Increments the plan revision, which invalidates everything that displays a plan. */
export function incrementPlanRevision(database: DatabaseSync): void {
  database.exec('UPDATE company SET plan_revision = plan_revision + 1');
}

function entryWriter(database: DatabaseSync): (entry: ServerEntry) => void {
  const put = database.prepare(
    'INSERT OR REPLACE INTO server_object (section, id, revision, body, whole, updated_at, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return ({ section, id, revision, body, whole, updatedAt, updatedBy }) => {
    put.run(section, id, revision, JSON.stringify(body), whole === undefined ? null : JSON.stringify(whole), updatedAt, updatedBy);
  };
}

function putSecret(database: DatabaseSync, { name, set, revision }: SecretEntry): void {
  database.prepare('INSERT OR REPLACE INTO server_secret (name, is_set, revision) VALUES (?, ?, ?)').run(name, Number(set), revision);
}
