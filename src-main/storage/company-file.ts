import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { type Company, companySchema } from '#shared/contract/companies/companies.ts';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import type { ConfirmedWordMeanings } from '#shared/domain/directory/list-words.ts';
import { AmazonOrderStore } from './amazon-order-store.ts';
import { ApplyJournal } from './apply/apply-journal.ts';
import { ConnectionStore } from './connections/connection-store.ts';
import { SecretRecordStore } from './connections/secret-record-store.ts';
import { TrustStore } from './connections/trust-store.ts';
import { findChangedTables } from './database/content-check.ts';
import { makePrivateFile, openDatabase, openDatabaseToRead, runInTransaction, toStorageError } from './database/database.ts';
import { readJsonColumn } from './database/json-column.ts';
import { DatedChangeStore } from './dated-change-store.ts';
import { DraftStore } from './draft-store.ts';
import { AmazonUserStore } from './findings/amazon-user-store.ts';
import { FixStore } from './findings/fix-store.ts';
import { GlanceStore } from './findings/glance-store.ts';
import { HistoryStore } from './findings/history-store.ts';
import { TriageStore } from './findings/triage-store.ts';
import { HistoryLog } from './history-log.ts';
import { PeopleStore } from './lists/people-store.ts';
import { PersonStore } from './lists/person-store.ts';
import { NoticeStore } from './notice-store.ts';
import { OrderStore } from './order-store.ts';
import { ApprovalRequestStore } from './plan/approval-request-store.ts';
import { ApprovalStore } from './plan/approval-store.ts';
import { ManualEntryStore } from './plan/manual-entry-store.ts';
import { PlanDecisions } from './plan/plan-decisions.ts';
import { ServerObjectStore } from './plan/server-object-store.ts';
import { SetupStore } from './setup-store.ts';
import { ViewStore } from './view-store.ts';

export interface AliasDomain {
  readonly from: string;
  readonly to: string;
}

/** The numbers of one audit run. */
export interface AuditRunRecord {
  readonly revision: number;
  readonly at: string;
  readonly users: number;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  readonly byCode: Readonly<Record<string, number>>;
  /** Whether only drafts changed since the previous run. */
  readonly isOfEdits?: boolean;
  /** Last revision that this run covers; omitted = only its own. */
  readonly until?: number;
}

/** The database file of one company. Every method is durable when it returns. */
export class CompanyFile {
  readonly people: PeopleStore;
  readonly persons: PersonStore;
  readonly triage: TriageStore;
  readonly fixes: FixStore;
  readonly amazonUsers: AmazonUserStore;
  readonly history: HistoryStore;
  readonly views: ViewStore;
  readonly glance: GlanceStore;
  readonly drafts: DraftStore;
  readonly connection: ConnectionStore;
  readonly orders: OrderStore;
  readonly amazonOrders: AmazonOrderStore;
  readonly notices: NoticeStore;
  readonly secrets: SecretRecordStore;
  readonly server: ServerObjectStore;
  readonly setup: SetupStore;
  /** History of the changes that reached the server, with reasons. */
  readonly log: HistoryLog;
  readonly decisions: PlanDecisions;
  readonly approvals: ApprovalStore;
  readonly approvalRequests: ApprovalRequestStore;
  readonly journal: ApplyJournal;
  readonly manualEntry: ManualEntryStore;
  readonly dated: DatedChangeStore;
  readonly trust: TrustStore;
  /** Whether the file was opened by `openToRead`, so that nothing can be stored in it. */
  readonly isToRead: boolean;
  readonly #database: DatabaseSync;
  /** Prepared once, because the revision is read most often. */
  readonly #revision: StatementSync;
  /** Cached policies; valid because no other process writes to the file (`takeFolderLock`). */
  readonly #policies = new Map<string, unknown>();

  private constructor(database: DatabaseSync, isToRead: boolean) {
    this.#database = database;
    this.isToRead = isToRead;
    this.#revision = database.prepare('SELECT revision FROM company');
    this.people = new PeopleStore(database);
    this.persons = new PersonStore(database);
    this.triage = new TriageStore(database);
    this.fixes = new FixStore(database);
    this.history = new HistoryStore(database);
    this.drafts = new DraftStore(database);
    this.log = new HistoryLog(database);
    this.amazonUsers = new AmazonUserStore(database, this.log);
    this.connection = new ConnectionStore(database, this.log);
    this.orders = new OrderStore(database);
    this.amazonOrders = new AmazonOrderStore(database);
    this.dated = new DatedChangeStore(database);
    this.notices = new NoticeStore(database);
    this.secrets = new SecretRecordStore(database);
    this.server = new ServerObjectStore(database);
    this.setup = new SetupStore(database);
    this.decisions = new PlanDecisions(database, this.log);
    this.approvals = new ApprovalStore(database, this.log);
    this.approvalRequests = new ApprovalRequestStore(database, this.log);
    this.journal = new ApplyJournal(database, { drafts: this.drafts, server: this.server, history: this.log, secrets: this.secrets });
    this.manualEntry = new ManualEntryStore(database, { drafts: this.drafts, history: this.log });
    this.views = new ViewStore(database);
    this.glance = new GlanceStore(database);
    this.trust = new TrustStore(database);
  }

  /** Creates the file of a company. */
  static create(path: string, company: Company): CompanyFile {
    makePrivateFile(path);
    return CompanyFile.#over(openDatabase(path), path, (database) =>
      database
        .prepare('INSERT INTO company (id, name, kind, server_address, created_at) VALUES (?, ?, ?, ?, ?)')
        .run(company.id, company.name, company.kind, company.serverAddress, company.createdAt),
    );
  }

  /** Opens an existing file. Throws `company-file-newer` or `company-file-corrupt` without changing it. */
  static open(path: string): CompanyFile {
    return CompanyFile.#over(openDatabase(path), path);
  }

  /**
   * Opens an existing file read-only; a console may use it at the same time. Throws like `open`, and `company-file-older` if an earlier
   * version wrote it last.
   */
  static openToRead(path: string): CompanyFile {
    return CompanyFile.#over(openDatabaseToRead(path), path, undefined, true);
  }

  /** Wraps an open database; closes it and throws if it contains no company. */
  static #over(
    database: DatabaseSync,
    path: string,
    fill: (database: DatabaseSync) => void = () => undefined,
    isToRead = false,
  ): CompanyFile {
    try {
      fill(database);
      return new CompanyFile(database, isToRead);
    } catch (error) {
      database.close();
      throw toStorageError(error, path);
    }
  }

  company(): Company {
    const row = this.#companyRow();
    const company = safeParseUntrusted(companySchema, {
      id: row['id'],
      name: row['name'],
      kind: row['kind'],
      serverAddress: row['server_address'],
      readOnly: row['read_only'] === 1,
      createdAt: row['created_at'],
    });
    if (!company.success) throw new ExpectedError('company-file-corrupt', { exists: 1 });
    return company.data;
  }

  revision(): number {
    return Number(present(this.#revision.get())['revision']);
  }

  /** Increments the revision because the findings change, which invalidates row numbers of the former revision. */
  advance(): number {
    this.#database.exec('UPDATE company SET revision = revision + 1');
    return this.revision();
  }

  domains(): { readonly companyDomains: readonly string[]; readonly aliasDomains: readonly AliasDomain[] } {
    const row = this.#companyRow();
    return {
      companyDomains: parsedColumn(row['company_domains']) as string[],
      aliasDomains: parsedColumn(row['alias_domains']) as AliasDomain[],
    };
  }

  rename(name: string): void {
    this.#database.prepare('UPDATE company SET name = ?').run(name);
  }

  changeKind(kind: Company['kind']): void {
    this.#database.prepare('UPDATE company SET kind = ?').run(kind);
  }

  setReadOnly(readOnly: boolean): void {
    this.#database.prepare('UPDATE company SET read_only = ?').run(readOnly ? 1 : 0);
  }

  changeServer(address: string | null): void {
    const { kind, serverAddress } = this.company();
    if (address === serverAddress) return;
    runInTransaction(this.#database, (database) => {
      database.prepare('UPDATE company SET server_address = ?').run(address);
      // The demo company keeps its server: only the port changes with every start.
      if (kind !== 'demo') this.secrets.forgetApplied();
    });
  }

  changeDomains(companyDomains: readonly string[], aliasDomains: readonly AliasDomain[]): void {
    this.#database
      .prepare('UPDATE company SET company_domains = ?, alias_domains = ?, revision = revision + 1')
      .run(JSON.stringify(companyDomains), JSON.stringify(aliasDomains));
  }

  /** Returns a policy as JSON; `null` = the default. The object is cached, so callers must not modify it. */
  policy(name: string): unknown {
    if (!this.#policies.has(name)) {
      const row = this.#database.prepare('SELECT value FROM policy WHERE name = ?').get(name);
      this.#policies.set(name, row === undefined ? null : readJsonColumn(row['value']));
    }
    return this.#policies.get(name);
  }

  /** Stores a policy; `null` restores the default. Increments the revision unless `isOfFindings` is false. */
  changePolicy(name: string, value: object | null, { isOfFindings = true } = {}): void {
    this.#policies.delete(name);
    runInTransaction(this.#database, (database) => {
      if (value === null) database.prepare('DELETE FROM policy WHERE name = ?').run(name);
      else
        database
          .prepare('INSERT INTO policy (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
          .run(name, JSON.stringify(value));
      if (isOfFindings) database.exec('UPDATE company SET revision = revision + 1');
    });
  }

  /** Returns the column mapping last used for a file with this header row; `null` = none. */
  rememberedMapping(kind: string, header: string): Readonly<Record<string, number | null>> | null {
    const row = this.#database.prepare('SELECT mapping FROM import_mapping WHERE kind = ? AND header = ?').get(kind, header);
    return row === undefined ? null : (readJsonColumn(row['mapping']) as Record<string, number | null>);
  }

  /** Returns the separators last used for a file with this header row, by field. */
  rememberedSeparators(kind: string, header: string): Readonly<Record<string, SeparatorChoice>> {
    const row = this.#database.prepare('SELECT separators FROM import_mapping WHERE kind = ? AND header = ?').get(kind, header);
    return row === undefined ? {} : (readJsonColumn(row['separators']) as Record<string, SeparatorChoice>);
  }

  rememberMapping(
    kind: string,
    header: string,
    mapping: Readonly<Record<string, number | null>>,
    separators: Readonly<Record<string, SeparatorChoice>> = {},
  ): void {
    this.#database
      .prepare(
        'INSERT INTO import_mapping (kind, header, mapping, separators) VALUES (?, ?, ?, ?) ON CONFLICT (kind, header) DO UPDATE SET mapping = excluded.mapping, separators = excluded.separators',
      )
      .run(kind, header, JSON.stringify(mapping), JSON.stringify(separators));
  }

  /** Returns the company's meanings of words for a kind of list, by field. */
  rememberedWords(kind: string): ConfirmedWordMeanings {
    const words: Record<string, Record<string, string>> = {};
    for (const row of this.#database.prepare('SELECT field, word, meaning FROM word_meaning WHERE kind = ?').all(kind)) {
      const field = String(row['field']);
      words[field] ??= {};
      words[field][String(row['word'])] = String(row['meaning']);
    }
    return words;
  }

  /** Stores meanings of words; an empty meaning deletes the word. */
  rememberWords(kind: string, said: ConfirmedWordMeanings): void {
    runInTransaction(this.#database, (database) => {
      const forget = database.prepare('DELETE FROM word_meaning WHERE kind = ? AND field = ? AND word = ?');
      const keep = database.prepare(
        'INSERT INTO word_meaning (kind, field, word, meaning) VALUES (?, ?, ?, ?) ON CONFLICT (kind, field, word) DO UPDATE SET meaning = excluded.meaning',
      );
      for (const [field, words] of Object.entries(said))
        for (const [word, meaning] of Object.entries(words))
          if (meaning === '') forget.run(kind, field, word);
          else keep.run(kind, field, word, meaning);
    });
  }

  /** Stores the numbers of a run, replacing those of an earlier computation of the same revision. */
  recordRun({ revision, at, users, inScope, ready, blocked, byCode, isOfEdits = false, until = revision }: AuditRunRecord): void {
    this.#database
      .prepare(
        `INSERT INTO run (revision, at, users, in_scope, ready, blocked, by_code, edited_at, until_revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (revision) DO UPDATE SET
           at = iif(excluded.edited_at IS NULL AND (by_code, in_scope, ready) IS NOT (excluded.by_code, excluded.in_scope, excluded.ready),
             excluded.at, at),
           users = excluded.users, in_scope = excluded.in_scope, ready = excluded.ready,
           blocked = excluded.blocked, by_code = excluded.by_code, until_revision = excluded.until_revision`,
      )
      .run(revision, at, users, inScope, ready, blocked, JSON.stringify(byCode), isOfEdits ? at : null, until);
  }

  /** Runs `work` in one transaction. Not for stores with in-memory state (`drafts`, `fixes`). */
  atOnce<T>(work: () => T): T {
    try {
      return runInTransaction(this.#database, work);
    } catch (error) {
      this.#policies.clear();
      throw error;
    }
  }

  /** Returns the tables whose rows were changed outside the console; empty for a file without digests. Reads the whole file. */
  changedTables(): readonly string[] {
    return findChangedTables(this.#database)?.changed ?? [];
  }

  close(): void {
    this.#database.close();
  }

  #companyRow(): Record<string, unknown> {
    return present(this.#database.prepare('SELECT * FROM company').get());
  }
}

/** Throws `company-file-corrupt` if the company row is missing, because the creation of the file was interrupted. */
function present(row: Record<string, unknown> | undefined): Record<string, unknown> {
  if (row === undefined) throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return row;
}

/** Parses the JSON of a domain column; deeper nesting was not written by a console. */
function parsedColumn(text: unknown): unknown {
  const reading = readBoundedJson(String(text), { depth: 4, entries: 100_000 });
  if (reading.kind === 'refused') throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return reading.value;
}
