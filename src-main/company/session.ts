import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { CompanyDetails } from '#shared/contract/companies.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { findDraft } from '#shared/domain/drafts/draft.ts';
import { allowedPeople } from '#shared/domain/integration/allowed-users.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Configuration } from '#shared/domain/readiness/configuration.ts';
import { createExclusions } from '#shared/domain/readiness/exclusions.ts';
import { keptFrom } from '#shared/domain/readiness/retention.ts';
import { sameAudit } from '#shared/domain/readiness/same-audit.ts';
import { scopeFrom, scopeMarks } from '#shared/domain/readiness/scope.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { SnapshotInfo } from '../storage/snapshot.ts';
import { ApplyRegistry } from './apply-registry.ts';
import { Auditing } from './auditing.ts';
import { beginningOf, businessDay } from './business-day.ts';
import { currentCaller } from './caller.ts';
import { passwordSetOf } from './configuration.ts';
import type { DemoCompany } from './demo-company.ts';
import { DraftCache } from './draft-cache.ts';
import { FindingsView } from './findings-view.ts';
import { personText } from './operator.ts';
import { OrderCache } from './order-cache.ts';
import { PlanCache } from './plan-cache.ts';
import { exclusionsOf, matchingPolicyOf, retentionOf } from './policies.ts';
import { ReadLists } from './read-lists.ts';
import type { RehearsedCompanies } from './rehearsed-companies.ts';
import { RouteTrials } from './route-trials.ts';
import { SerialStandings } from './serial-standings.ts';
import { type TrustKeys, TrustSeal } from './trust-seal.ts';
import { inTurns, inTurnsWhile } from './turns.ts';

/** What was found, and what that was worked out of: revisions of the drafts and of the orders, and whether there is a password. */
export interface LastAudit {
  readonly today: string;
  /** When that was audited, ISO 8601 UTC. */
  readonly at: string;
  readonly drafts: number;
  readonly orders: number;
  readonly password: boolean | null;
  readonly findings: FindingsView;
  /** The run that the findings are recorded under. */
  readonly run: number;
}

/** What every company of a console has in common. */
export interface SessionParts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The account that this process runs under, recorded beside names; `''` where the system has no name for it. */
  readonly account: string;
  /** The name of this machine, for whoever finds it writing; `''` when nobody can tell. */
  readonly machine: string;
  /** How a moment passes before an unanswered call is made again. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** The demo company's servers, started once. */
  readonly demo: () => Promise<DemoCompany>;
  /** By which what companies trust is sealed. */
  readonly trustKeys: TrustKeys;
}

/** How long the first look at everybody waits for what was asked together with it. */
const FIRST_LOOK_MS = 50;

/** One company while its file is open: what its procedures share. */
export class CompanySession {
  readonly #file: CompanyFile;
  readonly #parts: SessionParts;
  readonly #leaving: AbortSignal;
  /** The search texts of the last findings, being made. */
  #warming: Promise<void> = Promise.resolve();
  /** The people and the lint that the drafts are looked at with. */
  readonly draftCache: DraftCache;
  readonly routeTrials: RouteTrials;
  /** The order requests that were last read. */
  readonly orders: OrderCache;
  readonly serials: SerialStandings;
  /** The plan as it stands. */
  readonly plans: PlanCache;
  /** The runs that are being worked on. */
  readonly applies: ApplyRegistry;
  /** What the company trusts, and whether that was confirmed. */
  readonly trust: TrustSeal;
  #view: LastAudit | null = null;
  readonly #lists: ReadLists;
  readonly #auditing: Auditing;
  #looking: Promise<void> | null = null;
  #scope: { readonly people: PeopleIndex; readonly allowed: unknown; readonly revision: number; readonly inScope: Uint8Array } | null =
    null;
  #sending = 0;
  /** What the last rehearsal compared; `null` = none was made since the file was opened. */
  rehearsed: RehearsedCompanies | null = null;

  /** `leaving` ends what nobody waits for any more. */
  constructor(file: CompanyFile, parts: SessionParts, leaving: AbortSignal) {
    this.#file = file;
    this.#parts = parts;
    this.#leaving = leaving;
    this.#lists = new ReadLists(file);
    this.plans = new PlanCache(this);
    this.applies = new ApplyRegistry(this);
    this.orders = new OrderCache(this);
    this.serials = new SerialStandings(this, this.orders);
    this.draftCache = new DraftCache(this, this.orders, this.serials);
    this.routeTrials = new RouteTrials(this);
    this.#auditing = new Auditing(this);
    const operator = (): string => this.operator;
    this.trust = new TrustSeal({ file, keys: parts.trustKeys, timestamp: () => this.timestamp(), operator });
  }

  /** The person that the running call is made by, as records name them. */
  get operator(): string {
    return personText(currentCaller()?.name ?? '', this.account);
  }

  /** The account alone. */
  get account(): string {
    return this.#parts.account;
  }

  get machine(): string {
    return this.#parts.machine;
  }

  get wait(): SessionParts['wait'] {
    return this.#parts.wait;
  }

  /** Now, ISO 8601 UTC. */
  timestamp(): string {
    return new Date(this.#parts.now()).toISOString();
  }

  /** Now, epoch ms. */
  now(): number {
    return this.#parts.now();
  }

  /** The business day, `YYYY-MM-DD`. */
  today(): string {
    return businessDay(this.#parts.now());
  }

  file(): CompanyFile {
    return this.#file;
  }

  /** Does work that sends something to a server: until it ends the company is not deleted. */
  async whileSending<T>(work: () => Promise<T>): Promise<T> {
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
   * The findings of the current revision, day, drafts, catalog password and order history, or `null` while one side has no list. Drafts that change what is found
   * make a revision of their own; those that do not leave everything as it was.
   */
  findings(): FindingsView | null {
    const file = this.file();
    if (!this.#auditing.hasBothLists()) {
      this.#view = null;
      return null;
    }
    const today = this.today();
    const { drafts, orders, password } = groundsOf(file);
    const revision = file.revision();
    const known = this.#view;
    if (
      known === null ||
      known.today !== today ||
      known.findings.revision !== revision ||
      known.drafts !== drafts ||
      known.password !== password ||
      known.orders !== orders
    ) {
      const audited = this.#auditing.of(today);
      if (audited === null) return null;
      const sameMoment = known?.today === today && known.findings.revision === revision;
      if (sameMoment && sameAudit(known.findings.audit, audited)) this.#view = { ...known, at: this.timestamp(), drafts, orders, password };
      else {
        const now = sameMoment ? file.advance() : revision;
        const findings = new FindingsView(now, this.directory(), this.keys(), audited, known?.findings ?? null);
        const run = this.#record(file, findings, known?.findings ?? null, sameMoment);
        this.#view = { today, at: this.timestamp(), drafts, orders, password, findings, run };
        this.#warming = findings.warmSearch(nextTurn);
      }
    }
    const { findings, run } = this.#view as NonNullable<typeof known>;
    // Both only ever grow: their sum is another after every change of either.
    const version = file.triage.version() + file.fixes.version();
    if (findings.triageVersion !== version)
      findings.applyMarks({ version, triages: file.triage.current(), since: file.history.since(run), fixes: file.fixes.all(), today });
    return findings;
  }

  /** The last audit, as it is held; another object where anything that it hangs on has changed. Audits nothing. */
  lastAudit(): LastAudit | null {
    return this.#view;
  }

  /**
   * Looks at everybody where that was not done since the file was opened, today, or since a list or a policy became another: in turns, so
   * that other calls are answered meanwhile. Once that is done it answers at once. Whoever needs findings and can wait awaits it first.
   */
  ready(): Promise<void> {
    if (this.#auditing.hasBothLists() ? this.#isLookedAt() : this.#lists.isRead()) return Promise.resolve();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  #isLookedAt(): boolean {
    return this.#view?.findings.revision === this.file().revision() && this.#view.today === this.today();
  }

  async #look(): Promise<void> {
    // A window that opens asks several things at once; what is kept answers first.
    if (this.#view === null) await pause(FIRST_LOOK_MS);
    let isCurrent = false;
    while (!isCurrent) {
      await this.lists();
      isCurrent = await this.#prepare();
    }
    await nextTurn();
    this.findings();
  }

  /** Reads everybody in turns, where that was not done since a list became another: whoever needs no findings waits no longer. */
  lists(): Promise<void> {
    return this.#lists.ready(this.#leaving);
  }

  /** Makes the plan in turns, with whom it looks at. Whoever needs it and can wait awaits it first. */
  async planReady(): Promise<void> {
    await this.ready();
    await this.plans.ready(this.#leaving);
  }

  /** Makes what people are searched by, in turns: whoever searches and can wait awaits it first, and other calls are answered meanwhile. */
  async searchReady(): Promise<void> {
    for (let picker = this.draftCache.company()?.picker; picker?.isPrepared() === false; picker = this.draftCache.company()?.picker)
      await inTurns(picker.prepare(), this.#leaving);
  }

  /** Makes what the first letters of a search look through, in turns: of the findings, then of people. */
  async warmSearches(): Promise<void> {
    await this.#warming;
    await this.searchReady();
  }

  /** Works out what `findings` asks; whether lists and policies stayed as they were meanwhile. */
  #prepare(): Promise<boolean> {
    const revision = this.file().revision();
    return inTurnsWhile(this.#prepareLists(), () => this.file().revision() === revision, this.#leaving);
  }

  *#prepareLists(): InPieces<void> {
    if (!this.#auditing.hasBothLists()) return;
    this.keys();
    const today = this.today();
    yield* this.#auditing.prepare(today);
    yield;
    this.#auditing.of(today);
  }

  /**
   * Who is in scope (`scopeFrom`), over the people of the drafts, whether Amazon's list is there or not: the people of readiness, and of every
   * other number that counts people who order. Empty while there is no list.
   */
  scope(): Uint8Array {
    const file = this.file();
    const people = this.draftCache.company()?.people;
    if (people === undefined) return new Uint8Array(0);
    const allowed = findDraft(file.drafts.state().drafts, { section: 'allowed_users', id: 'allowed_users' })?.draft ?? null;
    const revision = file.revision();
    const known = this.#scope;
    if (known?.people === people && known.allowed === allowed && known.revision === revision) return known.inScope;
    const excludedBy = createExclusions(exclusionsOf(file), (user) => this.loginOf(user));
    const policy = { excluded: (user: NeoUser) => excludedBy(user) >= 0 };
    const marks = allowed === null ? null : allowedPeople(allowed as AllowedUsers, people);
    const { inScope } = scopeFrom(atOnce(scopeMarks(people.users, policy)), marks);
    this.#scope = { people, allowed, revision, inScope };
    return inScope;
  }

  /** Today's people under another configuration than that of the drafts; `null` while one side has no list. */
  auditOf(change: (drafts: Configuration) => Configuration): Audit | null {
    return this.#auditing.aside(this.today(), change);
  }

  /** Follows what changed since the look before; edits within one sitting are one run. Answers the run. */
  #record(
    file: CompanyFile,
    { revision, audit: { summary }, keys }: FindingsView,
    before: FindingsView | null,
    isOfEdits: boolean,
  ): number {
    const { users, inScope, ready, blocked, byCode } = summary;
    const at = this.timestamp();
    const run = (isOfEdits ? file.history.editedRun(at) : file.history.runOf(revision)) ?? revision;
    file.atOnce(() => {
      file.recordRun({ revision: run, until: revision, at, users, inScope, ready, blocked, byCode, isOfEdits });
      if (before === null) file.history.follow(run, keys.all, (row) => keys.nameOf(row));
      else file.history.followChange(run, keys.changeSince(before.keys));
      forgetOldRuns(file, this.today());
    });
    return run;
  }

  /** Everybody as currently published, read once for each set of lists. */
  directory(): Directory {
    return this.#lists.directory();
  }

  /** The people of the company's own directory, as currently published; `null` where none was taken in. */
  directoryPeople(): readonly DirectoryPerson[] | null {
    return this.#lists.directoryPeople();
  }

  /** The lasting identities of the people of `directory`, by place. */
  keys(): readonly string[] {
    return this.#lists.keys();
  }

  /** The login id of one of the people, also where the list of today has no such column and an earlier one had. */
  loginOf(user: NeoUser): string {
    return this.#lists.loginOf(user);
  }

  /** Throws `run-not-found` while there are no findings. */
  requireFindings(): FindingsView {
    const current = this.findings();
    if (current === null) throw new ExpectedError('run-not-found');
    return current;
  }
}

/** What findings are worked out of beside lists and policies, as the file stands. */
export const groundsOf = (file: CompanyFile): Pick<LastAudit, 'drafts' | 'orders' | 'password'> => ({
  drafts: file.drafts.state().revision,
  orders: file.orders.current()?.id ?? 0,
  password: passwordSetOf(file),
});

/** Forgets the runs that the company does not keep any longer. */
export function forgetOldRuns(file: CompanyFile, today: string): void {
  const months = retentionOf(file);
  if (months !== null) file.history.forgetBefore(beginningOf(keptFrom(today, months)));
}

/** The company as the contract describes it. */
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
    matchingPolicy: matchingPolicyOf(file),
  };
}
