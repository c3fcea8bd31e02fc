import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { findDraft } from '#shared/domain/drafts/draft.ts';
import { markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { areSameItems } from '#shared/domain/readiness/findings/same-findings.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import { isSameAudit } from '#shared/domain/readiness/same-audit.ts';
import { computeScopeMarks, createScope } from '#shared/domain/readiness/scope.ts';
import { createExclusions } from '#shared/domain/triage/exclusions.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { SnapshotInfo } from '../storage/lists/snapshot.ts';
import { ApplyRegistry } from './apply/apply-registry.ts';
import { getBusinessDay } from './business-day.ts';
import { formatCaller, requireRole } from './caller.ts';
import { hasPasswordAfterApply } from './configuration.ts';
import type { DemoCompany } from './demo-company.ts';
import type { RehearsedCompanies } from './directory/rehearsed-companies.ts';
import { DraftCache } from './drafts/draft-cache.ts';
import { RouteTrials } from './drafts/route-trials.ts';
import { LastIssuedNumbers } from './drafts/serial-standings.ts';
import { FindingHistory } from './findings/finding-history.ts';
import type { FindingsView } from './findings/findings-view.ts';
import { type NextFindings, prepareFindings } from './findings/next-findings.ts';
import { PublishedLists } from './lists/read-lists.ts';
import { OrderCache } from './orders/order-cache.ts';
import { PlanCache } from './plan/plan-cache.ts';
import { getExclusions, getMatchingPolicy } from './policies.ts';
import { AuditRunner } from './readiness/auditing.ts';
import { runInSlices, runInSlicesWhile } from './time-slices.ts';
import { type TrustKeys, TrustSeal } from './trust/trust-seal.ts';

/** The result of an audit, and its inputs besides lists and policies: revisions of drafts and orders, and whether a password exists. */
export interface LastAudit {
  readonly today: string;
  /** Time of the audit, ISO 8601 UTC. */
  readonly at: string;
  readonly drafts: number;
  readonly orders: number;
  readonly password: boolean | null;
  readonly findings: FindingsView;
  /** Marks of new and returned findings, see `markSince`. */
  readonly since: Uint8Array | null;
}

/** Dependencies shared by all companies of a console. */
export interface SessionParts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** System account of this process, added to names in records; `''` if the system does not provide one. */
  readonly account: string;
  /** Name of this machine, shown to other administrators; `''` if unknown. */
  readonly machine: string;
  /** Waits before a call without a response is repeated. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Returns the demo company; its servers are started once. */
  readonly demo: () => Promise<DemoCompany>;
  /** Keys that seal the companies' trust. */
  readonly trustKeys: TrustKeys;
}

/** Delay before the first audit in ms, so that queries sent at the same time get their responses first. */
const FIRST_AUDIT_DELAY_MS = 50;

/** One company while its file is open; shared by all its procedures. */
export class CompanySession {
  readonly #file: CompanyFile;
  readonly #parts: SessionParts;
  readonly #leaving: AbortSignal;
  /** Settles when the search texts of the last findings are built. */
  #warming: Promise<void> = Promise.resolve();
  /** Cached people, lint and search for the drafts. */
  readonly draftCache: DraftCache;
  readonly routeTrials: RouteTrials;
  /** Cached order requests of the last read. */
  readonly orders: OrderCache;
  readonly serials: LastIssuedNumbers;
  /** The current plan. */
  readonly plans: PlanCache;
  /** Runs that this process is sending. */
  readonly applies: ApplyRegistry;
  /** Checks and changes the company's confirmed trust. */
  readonly trust: TrustSeal;
  #view: LastAudit | null = null;
  /** Findings that were prepared after the audit `before` and are not published. */
  #next: { readonly before: LastAudit | null; readonly today: string; readonly prepared: NextFindings } | null = null;
  readonly #lists: PublishedLists;
  readonly #auditing: AuditRunner;
  readonly #history: FindingHistory;
  #looking: Promise<void> | null = null;
  #scope: { readonly people: PeopleIndex; readonly allowed: unknown; readonly revision: number; readonly inScope: Uint8Array } | null =
    null;
  #sending = 0;
  /** Both companies (today and later) of the last simulated reorganization; `null` = none since the file was opened. */
  rehearsed: RehearsedCompanies | null = null;

  /** `leaving` aborts background work that no caller waits for. */
  constructor(file: CompanyFile, parts: SessionParts, leaving: AbortSignal) {
    this.#file = file;
    this.#parts = parts;
    this.#leaving = leaving;
    this.#lists = new PublishedLists(file);
    this.#history = new FindingHistory(file);
    this.plans = new PlanCache(this);
    this.applies = new ApplyRegistry(this);
    this.orders = new OrderCache(this);
    this.serials = new LastIssuedNumbers(this, this.orders);
    this.draftCache = new DraftCache(this, this.orders, this.serials);
    this.routeTrials = new RouteTrials(this);
    this.#auditing = new AuditRunner(this);
    const operator = (): string => this.operator;
    this.trust = new TrustSeal({ file, keys: parts.trustKeys, timestamp: () => this.timestamp(), operator });
  }

  /** The person of the current call, as written in records. */
  get operator(): string {
    return formatCaller(this.account);
  }

  /** The system account without a name. */
  get account(): string {
    return this.#parts.account;
  }

  get machine(): string {
    return this.#parts.machine;
  }

  get wait(): SessionParts['wait'] {
    return this.#parts.wait;
  }

  /** Returns the current time, ISO 8601 UTC. */
  timestamp(): string {
    return new Date(this.#parts.now()).toISOString();
  }

  /** Returns the current time, ms since 1970. */
  now(): number {
    return this.#parts.now();
  }

  /** Returns the current business day, `YYYY-MM-DD`. */
  today(): string {
    return getBusinessDay(this.#parts.now());
  }

  file(): CompanyFile {
    return this.#file;
  }

  /** Runs work that sends requests with effects to a server; the company cannot be deleted until it ends. */
  async whileSending<T>(work: () => Promise<T>): Promise<T> {
    requireRole('applier', this.file().company().id);
    this.#sending++;
    try {
      return await work();
    } finally {
      this.#sending--;
    }
  }

  /** Throws `apply-running` while something is being sent. */
  requireStill(): void {
    if (this.#sending > 0) throw new ExpectedError('apply-running');
  }

  demo(): Promise<DemoCompany> {
    return this.#parts.demo();
  }

  /**
   * Returns the findings for the current lists, policies, day, drafts, catalog password and order history; `null` if one side has no list.
   * Returns the same object while none of these changes the audit.
   */
  findings(): FindingsView | null {
    const file = this.file();
    if (!this.#auditing.hasBothLists()) {
      this.#view = null;
      return null;
    }
    const today = this.today();
    if (!this.#isCurrent()) {
      const audited = this.#auditing.of(today);
      if (audited === null) return null;
      if (this.#isShown(audited, today)) this.#view = { ...(this.#view as LastAudit), at: this.timestamp(), ...getFindingInputs(file) };
      else this.#publish(audited, today);
    }
    const { findings, since } = this.#view as LastAudit;
    // Both versions only increase, so their sum changes whenever one of them does.
    const version = file.triage.version() + file.fixes.version();
    if (findings.triageVersion !== version)
      findings.applyMarks({ version, triages: file.triage.current(), since, fixes: file.fixes.all(), today });
    return findings;
  }

  /** Records the run of an audit and makes its findings the current ones. */
  #publish(audit: Audit, today: string): void {
    const file = this.file();
    const isOfEdits = this.#isOfEdits(today);
    const next = this.#next;
    const isNext = next?.prepared.written.audit === audit && next.today === today && next.before === this.#view;
    const preparing = isNext ? null : this.#prepareFindings(audit, today);
    this.#view = file.atOnce(() => {
      const { findings, written, since } = preparing === null ? (next as NonNullable<typeof next>).prepared : runToEnd(preparing);
      if (isOfEdits) file.advance();
      this.#history.publish(written, today);
      return { today, at: this.timestamp(), ...getFindingInputs(file), findings, since };
    });
    this.#next = null;
    this.#warming = this.#view.findings.warmSearch(nextTurn);
  }

  #prepareFindings(audit: Audit, today: string): ChunkedWork<NextFindings> {
    const file = this.file();
    const isOfEdits = this.#isOfEdits(today);
    return prepareFindings(
      { directory: this.directory(), people: this.keys(), history: this.#history, stored: file.history },
      // Changed drafts increase the revision when the findings are published.
      { audit, revision: file.revision() + Number(isOfEdits), isOfEdits, at: this.timestamp() },
      this.#view?.findings ?? null,
    );
  }

  /** Whether lists, policies and day are those of the last audit, so that only drafts, orders or the password may have changed. */
  #isOfEdits(today: string): boolean {
    return this.#view?.today === today && this.#view.findings.revision === this.file().revision();
  }

  /** Whether the findings of an audit are the ones shown and stored in the history. */
  #isShown(audit: Audit, today: string): boolean {
    const shown = this.#isOfEdits(today) && !this.#history.isInterrupted ? this.#view : null;
    return shown !== null && isSameAudit(shown.findings.audit, audit);
  }

  /** Whether the last audit has the current inputs. */
  #isCurrent(): boolean {
    const { drafts, orders, password } = getFindingInputs(this.file());
    const known = this.#view;
    return this.#isOfEdits(this.today()) && known?.drafts === drafts && known.orders === orders && known.password === password;
  }

  /** Returns the cached last audit without running one; compare by identity to detect a new audit. */
  lastAudit(): LastAudit | null {
    return this.#view;
  }

  /** Runs the audit in pieces unless it already ran for the current inputs. Await it before `findings` where waiting is possible. */
  ready(): Promise<void> {
    // The first audit is recorded in the history, which is impossible for a file opened read-only.
    if (this.file().isToRead) return this.lists();
    if (this.#auditing.hasBothLists() ? this.#isCurrent() : this.#lists.isRead()) return Promise.resolve();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    // A window sends several queries when it opens; wait, so that they can return the stored result first.
    if (this.#view === null) await pause(FIRST_AUDIT_DELAY_MS);
    do await this.lists();
    while (!(await this.#prepare()));
    this.findings();
  }

  /** Loads changed lists in pieces; sufficient for queries that need no findings. */
  lists(): Promise<void> {
    return this.#lists.ready(this.#leaving);
  }

  /** Computes the findings and the plan in pieces. Await it before using the plan where waiting is possible. */
  async planReady(): Promise<void> {
    await this.ready();
    await this.plans.ready(this.#leaving);
  }

  /** Builds the search index of people in pieces. Await it before searching where waiting is possible. */
  async searchReady(): Promise<void> {
    for (let picker = this.draftCache.company()?.picker; picker?.isPrepared() === false; picker = this.draftCache.company()?.picker)
      await runInSlices(picker.prepare(), this.#leaving);
  }

  /** Builds the search texts in pieces, findings before people. */
  async warmSearches(): Promise<void> {
    await this.#warming;
    await this.searchReady();
  }

  /** Prepares `findings` in pieces; returns false if its inputs or the last audit changed in the meantime. */
  #prepare(): Promise<boolean> {
    const inputs = (): readonly unknown[] => {
      const file = this.file();
      return [file.revision(), this.today(), this.#view, ...Object.values(getFindingInputs(file))];
    };
    const before = inputs();
    return runInSlicesWhile(this.#auditInPieces(), () => areSameItems(inputs(), before), this.#leaving);
  }

  *#auditInPieces(): ChunkedWork<void> {
    if (!this.#auditing.hasBothLists()) return;
    this.keys();
    const today = this.today();
    yield* this.#auditing.prepare(today);
    yield;
    const audited = this.#auditing.of(today);
    if (audited === null || this.#isShown(audited, today)) return;
    yield;
    this.#next = { before: this.#view, today, prepared: yield* this.#prepareFindings(audited, today) };
  }

  /**
   * Returns a flag per person of the drafts (1 = in scope, see `createScope`); works without Amazon's list and is empty without NEO's. Every
   * count of people uses it.
   */
  scope(): Uint8Array {
    const file = this.file();
    const people = this.draftCache.company()?.people;
    if (people === undefined) return new Uint8Array(0);
    const allowed = findDraft(file.drafts.state().drafts, { section: 'allowed_users', id: 'allowed_users' })?.draft ?? null;
    const revision = file.revision();
    const known = this.#scope;
    if (known?.people === people && known.allowed === allowed && known.revision === revision) return known.inScope;
    const excludedBy = createExclusions(getExclusions(file), (user) => this.loginOf(user));
    const policy = { excluded: (user: NeoUser) => excludedBy(user) >= 0 };
    const marks = allowed === null ? null : markAllowedPeople(allowed as AllowedUsers, people);
    const { inScope } = createScope(runToEnd(computeScopeMarks(people.users, policy)), marks);
    this.#scope = { people, allowed, revision, inScope };
    return inScope;
  }

  /** Audits today's people with a modified configuration; `null` if one side has no list. */
  auditOf(change: (drafts: Configuration) => Configuration): Audit | null {
    return this.#auditing.aside(this.today(), change);
  }

  /** Returns all people of the current lists, loaded once per set of lists. */
  directory(): Directory {
    return this.#lists.directory();
  }

  /** Returns the people of the company directory; `null` if none was imported. */
  directoryPeople(): readonly DirectoryPerson[] | null {
    return this.#lists.directoryPeople();
  }

  /** Returns the persistent identities of NEO's users, by position in `directory`. */
  keys(): readonly string[] {
    return this.#lists.keys();
  }

  /** Returns the login ID of a user, taken from an earlier list if the current one lacks the column. */
  loginOf(user: NeoUser): string {
    return this.#lists.loginOf(user);
  }

  /** Returns the current findings; throws `run-not-found` if there are none. */
  requireFindings(): FindingsView {
    const current = this.findings();
    if (current === null) throw new ExpectedError('run-not-found');
    return current;
  }
}

/** Returns the inputs of findings besides lists, policies and day. */
export const getFindingInputs = (file: CompanyFile): Pick<LastAudit, 'drafts' | 'orders' | 'password'> => ({
  drafts: file.drafts.state().revision,
  orders: file.orders.current()?.id ?? 0,
  password: hasPasswordAfterApply(file),
});

/** Returns the company in the form of the contract. */
export function describeCompany(file: CompanyFile): CompanyDetails {
  const { companyDomains, aliasDomains } = file.domains();
  const ofSides = file.people
    .current()
    .filter((snapshot): snapshot is SnapshotInfo & { side: 'neo' | 'amazon' | 'directory' } => snapshot.side !== 'organizations');
  return {
    company: file.company(),
    revision: file.revision(),
    sources: ofSides.map(({ side, origin, label, takenAt, rows, missingFields }) => ({
      side,
      origin,
      label,
      takenAt,
      rows,
      missingFields: [...missingFields],
    })),
    companyDomains: [...companyDomains],
    aliasDomains: aliasDomains.map((alias) => ({ ...alias })),
    matchingPolicy: getMatchingPolicy(file),
  };
}
