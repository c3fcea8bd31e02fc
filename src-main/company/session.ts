import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Workspace } from '#shared/contract/companies.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { Recognition } from '#shared/domain/directory/person-identity.ts';
import { findDraft } from '#shared/domain/drafts/draft.ts';
import { allowedPeople } from '#shared/domain/integration/allowed-users.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import { type Audit, IncrementalAudit } from '#shared/domain/readiness/audit.ts';
import type { Configuration } from '#shared/domain/readiness/configuration.ts';
import { createExclusions } from '#shared/domain/readiness/exclusions.ts';
import { type AuditPolicy, scopeOfCompany } from '#shared/domain/readiness/policy.ts';
import { sameAudit } from '#shared/domain/readiness/same-audit.ts';
import { scopeFrom, scopeMarks } from '#shared/domain/readiness/scope.ts';
import type { AuditContext } from '#shared/domain/readiness/suggestions.ts';
import type { FormerEmails } from '../storage/people-store.ts';
import type { SnapshotInfo } from '../storage/snapshot.ts';
import type { WorkspaceFile } from '../storage/workspace-file.ts';
import { ApplyRegistry } from './apply-registry.ts';
import { businessDay } from './business-day.ts';
import { configurationOf, passwordSetOf } from './configuration.ts';
import type { DemoCompany } from './demo-company.ts';
import { DraftCache } from './draft-cache.ts';
import { FindingsView } from './findings-view.ts';
import { personText } from './operator.ts';
import { OrderCache } from './order-cache.ts';
import { PlanCache } from './plan-cache.ts';
import { exclusionsOf, gatesWithoutColumn, hasGroups, matchingPolicyOf } from './policies.ts';
import type { RehearsedCompanies } from './rehearsed-companies.ts';
import { SerialStandings } from './serial-standings.ts';

/** Everybody as published by one set of lists, and who they are once that is asked. */
interface HeldDirectory {
  readonly snapshots: string;
  readonly read: Directory;
  /** The company's own directory; `null` where none was taken in. */
  readonly directoryPeople: readonly DirectoryPerson[] | null;
  people: Recognition | null;
  logins: ReadonlyMap<NeoUser, string> | null;
}

/** What every company of a console has in common. */
export interface SessionParts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The account of who sits at this console, for whoever reads later who decided what; `''` when nobody can tell. */
  readonly account: string;
  /** The name that they gave; `''` = none. */
  readonly operatorName: () => string;
  /** The name of this machine, for whoever finds it writing; `''` when nobody can tell. */
  readonly machine: string;
  /** How a moment passes before an unanswered call is made again. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** The demo company's servers, started once. */
  readonly demo: () => Promise<DemoCompany>;
}

/** One company while its file is open: what its procedures share. */
export class CompanySession {
  readonly #file: WorkspaceFile;
  readonly #parts: SessionParts;
  /** The people and the lint that the drafts are looked at with. */
  readonly draftCache: DraftCache;
  /** The order requests that were last read. */
  readonly orders: OrderCache;
  readonly serials: SerialStandings;
  /** The plan as it stands. */
  readonly plans: PlanCache;
  /** The runs that are being worked on. */
  readonly applies: ApplyRegistry;
  #view: {
    readonly today: string;
    /** When that was audited, ISO 8601 UTC. */
    readonly at: string;
    readonly drafts: number;
    readonly orders: number;
    readonly password: boolean | null;
    readonly findings: FindingsView;
    /** The run that the findings are recorded under. */
    readonly run: number;
  } | null = null;
  /** The audit that is gone on with while lists and policies are the same. */
  #auditing: { readonly key: string; readonly audit: IncrementalAudit } | null = null;
  #directory: HeldDirectory | null = null;
  #scope: { readonly people: PeopleIndex; readonly allowed: unknown; readonly revision: number; readonly inScope: Uint8Array } | null =
    null;
  #sending = 0;
  /** What the last rehearsal compared; `null` = none was made since the file was opened. */
  rehearsed: RehearsedCompanies | null = null;

  constructor(file: WorkspaceFile, parts: SessionParts) {
    this.#file = file;
    this.#parts = parts;
    this.plans = new PlanCache(this);
    this.applies = new ApplyRegistry(this);
    this.draftCache = new DraftCache(this);
    this.orders = new OrderCache(this);
    this.serials = new SerialStandings(this);
  }

  /** Who sits at this console, as records tell of them. */
  get operator(): string {
    return personText(this.#parts.operatorName(), this.account);
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

  workspace(): WorkspaceFile {
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
    const file = this.workspace();
    const today = this.today();
    const drafts = file.drafts.state().revision;
    const orders = file.orders.current()?.id ?? 0;
    const password = passwordSetOf(file);
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
      const audited = this.#audited(file, today);
      if (audited === null) return null;
      const sameMoment = known?.today === today && known.findings.revision === revision;
      if (sameMoment && sameAudit(known.findings.audit, audited)) this.#view = { ...known, at: this.timestamp(), drafts, orders, password };
      else {
        const now = sameMoment ? file.advance() : revision;
        const findings = new FindingsView(now, this.directory(), this.people().keys, audited, known?.findings ?? null);
        const run = this.#record(file, findings, known?.findings ?? null, sameMoment);
        this.#view = { today, at: this.timestamp(), drafts, orders, password, findings, run };
        void findings.warmSearch(nextTurn);
      }
    }
    const { findings, run } = this.#view as NonNullable<typeof known>;
    // Both only ever grow: their sum is another after every change of either.
    const version = file.triage.version() + file.fixes.version();
    if (findings.triageVersion !== version)
      findings.lay({ version, triages: file.triage.current(), since: file.history.since(run), fixes: file.fixes.all(), today });
    return findings;
  }

  /** The last audit, as it is held; another object where anything that it hangs on has changed. Audits nothing. */
  lastAudit(): { readonly today: string; readonly at: string; readonly findings: FindingsView } | null {
    return this.#view;
  }

  /**
   * Who is in scope (`scopeOf`), over the people of the drafts, whether Amazon's list is there or not: the people of readiness, and of every
   * other number that counts people who order. Empty while there is no list.
   */
  scope(): Uint8Array {
    const file = this.workspace();
    const people = this.draftCache.company()?.people;
    if (people === undefined) return new Uint8Array(0);
    const allowed = findDraft(file.drafts.state().drafts, { section: 'allowed_users', id: 'allowed_users' })?.draft ?? null;
    const revision = file.revision();
    const known = this.#scope;
    if (known?.people === people && known.allowed === allowed && known.revision === revision) return known.inScope;
    const excludedBy = createExclusions(exclusionsOf(file));
    const policy = { inScope: scopeOfCompany, excluded: (user: NeoUser) => excludedBy(user) >= 0 };
    const marks = allowed === null ? null : allowedPeople(allowed as AllowedUsers, people);
    const { inScope } = scopeFrom(scopeMarks(people.users, policy), marks);
    this.#scope = { people, allowed, revision, inScope };
    return inScope;
  }

  /** Today's people under another configuration than that of the drafts; `null` while one side has no list. */
  auditOf(change: (drafts: Configuration) => Configuration): Audit | null {
    const file = this.workspace();
    const configuration = this.#configuration(file);
    return this.#auditor(file, this.today())?.aside(configuration === null ? null : change(configuration)) ?? null;
  }

  #audited(file: WorkspaceFile, today: string): Audit | null {
    return this.#auditor(file, today)?.of(this.#configuration(file)) ?? null;
  }

  /** What is drafted; `null` while there are no drafts: then nobody has to be looked up for them. */
  #configuration(file: WorkspaceFile): Configuration | null {
    const company = file.drafts.state().drafts.size === 0 ? null : this.draftCache.company();
    if (company === null) return null;
    const { orders, serials } = this;
    return configurationOf(
      file,
      company,
      (route) => orders.pastOrdersOf(route),
      (id, serial) => serials.of(id, serial),
    );
  }

  /** The audit of the current lists under the current policies; `null` while one side has no list. */
  #auditor(file: WorkspaceFile, today: string): IncrementalAudit | null {
    const current = file.people.current();
    if (!current.some(({ side }) => side === 'neo') || !current.some(({ side }) => side === 'amazon')) return null;
    const domains = file.domains();
    const matching = matchingPolicyOf(file);
    const openGates = gatesWithoutColumn(file);
    const exclusions = exclusionsOf(file);
    const key = JSON.stringify([current.map(({ id }) => id), domains, matching, openGates, exclusions]);
    if (this.#auditing?.key !== key) {
      const directory = this.directory();
      const directoryPeople = this.directoryPeople();
      const excludedBy = createExclusions(exclusions, this.loginOf);
      const { caseComparison, purchasingGroups, amazonUsersFrom } = matching;
      const policy: AuditPolicy = {
        email: { ...domains, caseComparison },
        today,
        inScope: scopeOfCompany,
        excluded: (user) => excludedBy(user) >= 0,
        // Without a column of groups nothing can be said about anybody's.
        purchasingGroups: hasGroups(file) ? purchasingGroups : [],
        amazonUsersFrom,
        openGates,
      };
      const former = formerAddresses(directory, file.people.formerEmails());
      this.#auditing = {
        key,
        audit: IncrementalAudit.begin(directory, policy, { former, ...(directoryPeople !== null && { directoryPeople }) }),
      };
    }
    const { audit } = this.#auditing;
    audit.turnTo(today);
    return audit;
  }

  /** Follows what changed since the look before; edits within one sitting are one run. Answers the run. */
  #record(
    file: WorkspaceFile,
    { revision, audit: { summary }, keys }: FindingsView,
    before: FindingsView | null,
    isOfEdits: boolean,
  ): number {
    const { users, inScope, ready, blocked, byCode } = summary;
    const at = this.timestamp();
    const run = (isOfEdits ? file.history.editedRun(at) : file.history.runOf(revision)) ?? revision;
    file.atOnce(() => {
      file.recordRun({ revision: run, until: revision, at, users, inScope, ready, blocked, byCode, isOfEdits });
      if (before === null) file.history.follow(run, keys.names());
      else file.history.followChange(run, keys.changeSince(before.keys));
    });
    return run;
  }

  /** Everybody as currently published, read once for each set of lists. */
  directory(): Directory {
    const file = this.workspace();
    const snapshots = file.people
      .current()
      .map(({ id }) => id)
      .join(' ');
    if (this.#directory?.snapshots !== snapshots)
      this.#directory = {
        snapshots,
        read: file.people.directory(),
        directoryPeople: file.people.directoryPeople(),
        people: null,
        logins: null,
      };
    return this.#directory.read;
  }

  /** The people of the company's own directory, as currently published; `null` where none was taken in. */
  directoryPeople(): readonly DirectoryPerson[] | null {
    this.directory();
    return (this.#directory as HeldDirectory).directoryPeople;
  }

  /** The lasting identities of the people of `directory`, and what was ever told of each. */
  people(): Recognition {
    const { neoUsers } = this.directory();
    const held = this.#directory as HeldDirectory;
    held.people ??= this.#file.persons.know(neoUsers);
    return held.people;
  }

  /** The login id of one of the people, also where the list of today has no such column and an earlier one had. */
  readonly loginOf = (user: NeoUser): string => {
    if (user.loginId !== '') return user.loginId;
    const { neoUsers } = this.directory();
    const held = this.#directory as HeldDirectory;
    held.logins ??= new Map(this.people().people.map((person, at) => [neoUsers[at] as NeoUser, person?.loginId ?? '']));
    return held.logins.get(user) ?? '';
  };

  /** Throws `run-not-found` while there are no findings. */
  requireFindings(): FindingsView {
    const current = this.findings();
    if (current === null) throw new ExpectedError('run-not-found');
    return current;
  }
}

/** The workspace as the contract tells it. */
export function describeWorkspace(file: WorkspaceFile): Workspace {
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

/**
 * What both sides said of a pair in the lists before, as far as one of them has changed since; `null` where neither has. Whoever is not
 * told of has the address that they had.
 */
const formerAddresses =
  ({ neoUsers, amazonUsers }: Directory, former: FormerEmails): NonNullable<AuditContext['former']> =>
  (neoIndex, amazonIndex) =>
    former.neo.has(neoIndex) || former.amazon.has(amazonIndex)
      ? {
          neo: former.neo.has(neoIndex) ? (former.neo.get(neoIndex) ?? null) : (neoUsers[neoIndex]?.workEmail ?? null),
          amazon: former.amazon.has(amazonIndex) ? (former.amazon.get(amazonIndex) ?? null) : (amazonUsers[amazonIndex]?.email ?? null),
        }
      : null;
