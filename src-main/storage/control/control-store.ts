import type { DatabaseSync } from 'node:sqlite';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type AccessEvent, accessSchema } from '#shared/contract/team.ts';
import type { Access, Role } from '#shared/domain/team/roles.ts';
import { openSqlite } from '../../disk/open-sqlite.ts';

/** A person of a team server. The identity is issuer and subject, never the e-mail. */
export interface Person {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** ISO 8601 UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly disabled: boolean;
}

export interface SessionRecord {
  readonly id: string;
  readonly person: string;
  /** Rights from the provider's claims at sign-in; they end with the session. */
  readonly claimed: Access;
  /** The provider's id of its own session (claim `sid`); `''` = unknown. */
  readonly providerSession: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly lastUsedAt: number;
  /** Browser as described by itself, cut; for the list of sessions. */
  readonly agent: string;
}

/** An entry of the access log: who, when, what and about which person or call. It contains no values. */
export interface AccessLogEntry {
  readonly at: string;
  /** Id of the person; `''` = before a sign-in. */
  readonly person: string;
  readonly event: AccessEvent;
  readonly detail: string;
}

/** Schema changes of `control.sqlite`, in order; `user_version` is the number of those applied. */
const MIGRATIONS = [
  `CREATE TABLE person (
     id TEXT PRIMARY KEY, issuer TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,
     first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0,
     server_administrator INTEGER NOT NULL DEFAULT 0, settings TEXT NOT NULL DEFAULT '{}',
     UNIQUE (issuer, subject)
   ) STRICT;
   CREATE TABLE role_grant (
     person TEXT NOT NULL REFERENCES person (id), company TEXT NOT NULL, role TEXT NOT NULL,
     PRIMARY KEY (person, company, role)
   ) STRICT;
   CREATE TABLE session (
     id TEXT PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE, person TEXT NOT NULL REFERENCES person (id), claimed TEXT NOT NULL,
     started_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, agent TEXT NOT NULL
   ) STRICT;
   CREATE TABLE access_log (
     id INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, event TEXT NOT NULL, detail TEXT NOT NULL
   ) STRICT;
   CREATE TABLE recovery_code (id INTEGER PRIMARY KEY CHECK (id = 1), salt BLOB NOT NULL, hash BLOB NOT NULL, made_at TEXT NOT NULL) STRICT;`,
  `CREATE TABLE check_schedule (company TEXT PRIMARY KEY, schedule TEXT NOT NULL, next_at INTEGER NOT NULL) STRICT;
   CREATE TABLE check_run (id INTEGER PRIMARY KEY, company TEXT NOT NULL, run TEXT NOT NULL) STRICT;
   CREATE INDEX check_run_company ON check_run (company, id);`,
  `ALTER TABLE session ADD COLUMN provider_session TEXT NOT NULL DEFAULT '';`,
  `CREATE TABLE check_start (company TEXT PRIMARY KEY, started_at TEXT NOT NULL) STRICT;`,
];

/** Name of the file in the data folder. */
export const CONTROL_STORE = 'control.sqlite';

/** Prepares a restored control store: sessions of the time of the backup end. Throws `company-file-newer` for a later format. */
export function prepareRestoredControlStore(path: string): void {
  const database = openSqlite(path);
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > MIGRATIONS.length) throw new ExpectedError('company-file-newer');
    // Avoids a journal file, which another program might lock.
    database.exec('PRAGMA journal_mode = MEMORY; DELETE FROM session');
  } finally {
    database.close();
  }
}

function requireIntact(database: DatabaseSync): void {
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') throw new ExpectedError('company-file-corrupt', { file: CONTROL_STORE });
}

/** Company of a grant in all companies. */
const EVERYWHERE = '*';
/** Number of entries kept in the access log. */
export const KEPT_LOG_ENTRIES = 100_000;

/** Number of runs of the scheduled check kept for each company. */
const KEPT_CHECK_RUNS = 50;

/** The scheduled check of a company. `schedule`: JSON text; `nextAt`: milliseconds since 1970. */
export interface StoredSchedule {
  readonly company: string;
  readonly schedule: string;
  readonly nextAt: number;
}

/** A change of a person's granted rights; omitted = unchanged. */
export interface GrantChange {
  readonly serverAdministrator?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Roles in one company, or in all if `company` is `null`; they replace the earlier ones. */
  readonly roles?: { readonly company: string | null; readonly roles: readonly Role[] } | undefined;
}

/**
 * People, sessions, granted roles and the access log of a team server, in `control.sqlite`. It knows no feature of the application. Methods
 * are durable when they resolve; they are asynchronous, so that another database can implement them. Throws SQLite's errors.
 */
export class ControlStore {
  readonly #database: DatabaseSync;

  /** Throws `company-file-newer` for a later format. */
  constructor(path: string) {
    this.#database = openSqlite(path);
    try {
      // Damage of a page is found at the start and not by the first call that reads it.
      requireIntact(this.#database);
      this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
      this.#migrate();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #migrate(): void {
    const { user_version: version } = this.#database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > MIGRATIONS.length) throw new ExpectedError('company-file-newer');
    for (const [at, change] of MIGRATIONS.entries())
      if (at >= version) this.#database.exec(`BEGIN IMMEDIATE; ${change}; PRAGMA user_version = ${at + 1}; COMMIT`);
  }

  #run(sql: string, ...values: readonly (string | number | Uint8Array)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }
  #all<T>(sql: string, ...values: readonly (string | number | Uint8Array)[]): T[] {
    return this.#database.prepare(sql).all(...values) as T[];
  }

  /** Records a sign-in: creates the person, or updates name and e-mail. `id` is used for a new person only. */
  async savePerson(person: Pick<Person, 'id' | 'issuer' | 'subject' | 'name' | 'email'>, at: string): Promise<Person> {
    this.#run(
      `INSERT INTO person (id, issuer, subject, name, email, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, email = excluded.email, last_seen = excluded.last_seen`,
      person.id,
      person.issuer,
      person.subject,
      person.name,
      person.email,
      at,
      at,
    );
    const [saved] = this.#people('WHERE issuer = ? AND subject = ?', person.issuer, person.subject);
    return saved as Person;
  }

  #people(where: string, ...values: readonly string[]): Person[] {
    return this.#all<Omit<Person, 'disabled'> & { readonly disabled: number }>(
      `SELECT id, issuer, subject, name, email, first_seen AS firstSeen, last_seen AS lastSeen, disabled FROM person ${where}`,
      ...values,
    ).map((person) => ({ ...person, disabled: person.disabled === 1 }));
  }

  async listPeople(): Promise<readonly Person[]> {
    return this.#people('ORDER BY name, id');
  }

  /** Returns a person; `null` if unknown. */
  async findPerson(id: string): Promise<Person | null> {
    return this.#people('WHERE id = ?', id)[0] ?? null;
  }

  /** Returns the rights granted to a person on this server. */
  async readGrants(person: string): Promise<Access> {
    const [found] = this.#all<{ administrator: number }>('SELECT server_administrator AS administrator FROM person WHERE id = ?', person);
    const companies: Record<string, Role[]> = {};
    for (const { company, role } of this.#all<{ company: string; role: Role }>(
      'SELECT company, role FROM role_grant WHERE person = ?',
      person,
    )) {
      companies[company] ??= [];
      companies[company].push(role);
    }
    const { [EVERYWHERE]: everywhere = [], ...others } = companies;
    return { serverAdministrator: found?.administrator === 1, everywhere, companies: others };
  }

  /** Changes granted rights; returns false for an unknown person. */
  async changeGrants(person: string, { serverAdministrator, disabled, roles }: GrantChange): Promise<boolean> {
    if ((await this.findPerson(person)) === null) return false;
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      if (serverAdministrator !== undefined)
        this.#run('UPDATE person SET server_administrator = ? WHERE id = ?', Number(serverAdministrator), person);
      if (disabled !== undefined) this.#run('UPDATE person SET disabled = ? WHERE id = ?', Number(disabled), person);
      if (roles !== undefined) {
        const company = roles.company ?? EVERYWHERE;
        this.#run('DELETE FROM role_grant WHERE person = ? AND company = ?', person, company);
        for (const role of new Set(roles.roles))
          this.#run('INSERT INTO role_grant (person, company, role) VALUES (?, ?, ?)', person, company, role);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
    return true;
  }

  async addSession(session: SessionRecord, tokenHash: Uint8Array): Promise<void> {
    this.#run(
      'INSERT INTO session (id, token_hash, person, claimed, provider_session, started_at, last_used_at, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      session.id,
      tokenHash,
      session.person,
      JSON.stringify(session.claimed),
      session.providerSession,
      session.startedAt,
      session.lastUsedAt,
      session.agent,
    );
  }

  #sessions(where: string, ...values: readonly (string | number | Uint8Array)[]): SessionRecord[] {
    return this.#all<Omit<SessionRecord, 'claimed'> & { readonly claimed: string }>(
      `SELECT id, person, claimed, provider_session AS providerSession, started_at AS startedAt, last_used_at AS lastUsedAt, agent FROM session ${where}`,
      ...values,
    ).map((session) => ({ ...session, claimed: accessSchema.parse(JSON.parse(session.claimed)) }));
  }

  /** Returns the session of a token hash; `null` = none. */
  async findSession(tokenHash: Uint8Array): Promise<SessionRecord | null> {
    return this.#sessions('WHERE token_hash = ?', tokenHash)[0] ?? null;
  }
  /** Returns the open sessions of the person with this identity. */
  async listSessionsOf(issuer: string, subject: string): Promise<readonly SessionRecord[]> {
    return this.#sessions('WHERE person = (SELECT id FROM person WHERE issuer = ? AND subject = ?)', issuer, subject);
  }
  /** Returns the sessions that belong to a session of the provider, which is not `''`. */
  async listSessionsOfProvider(issuer: string, providerSession: string): Promise<readonly SessionRecord[]> {
    return this.#sessions(
      "WHERE provider_session = ? AND provider_session <> '' AND person IN (SELECT id FROM person WHERE issuer = ?)",
      providerSession,
      issuer,
    );
  }
  async listSessions(): Promise<readonly SessionRecord[]> {
    return this.#sessions('ORDER BY last_used_at DESC');
  }
  async useSession(id: string, at: number): Promise<void> {
    this.#run('UPDATE session SET last_used_at = ? WHERE id = ?', at, id);
  }
  /** Ends a session; returns false if there was none. */
  async endSession(id: string): Promise<boolean> {
    return this.#run('DELETE FROM session WHERE id = ?', id) > 0;
  }
  async endSessionsOf(person: string): Promise<void> {
    this.#run('DELETE FROM session WHERE person = ?', person);
  }
  /** Deletes sessions unused since `usedBefore` or started before `startedBefore`, in milliseconds since 1970. */
  async endOldSessions(usedBefore: number, startedBefore: number): Promise<void> {
    this.#run('DELETE FROM session WHERE last_used_at < ? OR started_at < ?', usedBefore, startedBefore);
  }

  /** Returns the stored preferences of a person as JSON text. */
  async readSettings(person: string): Promise<string> {
    return this.#all<{ settings: string }>('SELECT settings FROM person WHERE id = ?', person)[0]?.settings ?? '{}';
  }
  async saveSettings(person: string, settings: string): Promise<void> {
    this.#run('UPDATE person SET settings = ? WHERE id = ?', settings, person);
  }

  async logAccess({ at, person, event, detail }: AccessLogEntry): Promise<void> {
    this.#run('INSERT INTO access_log (at, person, event, detail) VALUES (?, ?, ?, ?)', at, person, event, detail);
    this.#run('DELETE FROM access_log WHERE id <= (SELECT max(id) FROM access_log) - ?', KEPT_LOG_ENTRIES);
  }
  /** Returns the latest entries, newest first. */
  async readAccessLog(limit: number): Promise<readonly AccessLogEntry[]> {
    return this.#all<AccessLogEntry>('SELECT at, person, event, detail FROM access_log ORDER BY id DESC LIMIT ?', limit);
  }

  /** Returns the schedules whose next run is due. */
  async listDueSchedules(at: number): Promise<readonly StoredSchedule[]> {
    return this.#all<StoredSchedule>(
      'SELECT company, schedule, next_at AS nextAt FROM check_schedule WHERE next_at <= ? ORDER BY next_at, company',
      at,
    );
  }
  /** Returns the schedule of a company; `null` = none. */
  async findSchedule(company: string): Promise<StoredSchedule | null> {
    return (
      this.#all<StoredSchedule>('SELECT company, schedule, next_at AS nextAt FROM check_schedule WHERE company = ?', company)[0] ?? null
    );
  }
  async saveSchedule({ company, schedule, nextAt }: StoredSchedule): Promise<void> {
    this.#run('INSERT OR REPLACE INTO check_schedule (company, schedule, next_at) VALUES (?, ?, ?)', company, schedule, nextAt);
  }
  /** Sets the next run if it is still `from`; returns false if another process took the run. */
  async moveSchedule(company: string, from: number, to: number): Promise<boolean> {
    return this.#run('UPDATE check_schedule SET next_at = ? WHERE company = ? AND next_at = ?', to, company, from) > 0;
  }
  async deleteSchedule(company: string): Promise<void> {
    this.#run('DELETE FROM check_schedule WHERE company = ?', company);
  }
  /** Deletes schedule and runs of a company. */
  async deleteChecks(company: string): Promise<void> {
    for (const table of ['check_schedule', 'check_start', 'check_run']) this.#run(`DELETE FROM ${table} WHERE company = ?`, company);
  }

  async recordCheckStart(company: string, startedAt: string): Promise<void> {
    this.#run('INSERT OR REPLACE INTO check_start (company, started_at) VALUES (?, ?)', company, startedAt);
  }
  async endCheckStart(company: string): Promise<void> {
    this.#run('DELETE FROM check_start WHERE company = ?', company);
  }
  /** Returns the checks that were started and have no run yet. */
  async listCheckStarts(): Promise<readonly { readonly company: string; readonly startedAt: string }[]> {
    return this.#all('SELECT company, started_at AS startedAt FROM check_start ORDER BY started_at, company');
  }
  /** Adds a run of a company's check as JSON text. The check has then ended. */
  async addCheckRun(company: string, run: string): Promise<void> {
    await this.endCheckStart(company);
    this.#run('INSERT INTO check_run (company, run) VALUES (?, ?)', company, run);
    this.#run(
      'DELETE FROM check_run WHERE company = ? AND id NOT IN (SELECT id FROM check_run WHERE company = ? ORDER BY id DESC LIMIT ?)',
      company,
      company,
      KEPT_CHECK_RUNS,
    );
  }
  /** Returns the runs of a company as JSON text, newest first. */
  async listCheckRuns(company: string): Promise<readonly string[]> {
    return this.#all<{ run: string }>('SELECT run FROM check_run WHERE company = ? ORDER BY id DESC', company).map(({ run }) => run);
  }

  async saveRecoveryCode(salt: Uint8Array, hash: Uint8Array, at: string): Promise<void> {
    this.#run('INSERT OR REPLACE INTO recovery_code (id, salt, hash, made_at) VALUES (1, ?, ?, ?)', salt, hash, at);
  }
  async readRecoveryCode(): Promise<{ readonly salt: Uint8Array; readonly hash: Uint8Array } | null> {
    return this.#all<{ salt: Uint8Array; hash: Uint8Array }>('SELECT salt, hash FROM recovery_code')[0] ?? null;
  }

  close(): void {
    this.#database.close();
  }
}
