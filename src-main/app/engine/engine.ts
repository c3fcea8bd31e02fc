import type { ApprovalFile } from '#shared/contract/approval.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { ConnectionRun, ConnectionTarget } from '#shared/contract/connections.ts';
import type { HistoryFilter } from '#shared/contract/history-log.ts';
import type { ImportPreview, ImportTop, ListKind } from '#shared/contract/imports.ts';
import type { ConfirmedChange, ListChanges } from '#shared/contract/list-changes.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/matching.ts';
import type { NoticeView } from '#shared/contract/notices.ts';
import type { MatchingPolicy, Profile, Workspace } from '#shared/contract/profiles.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import type { Failure } from '#shared/contract/result.ts';
import type { SecretName } from '#shared/contract/secrets.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import type { WordAnswers } from '#shared/domain/directory/list-words.ts';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import type { ImportMode } from '#shared/domain/drafts/workspace-form.ts';
import type { PlainHttp } from '#shared/domain/integration/secret-destination.ts';
import type { Integration } from '#shared/domain/integration/settings.ts';
import type { Exclusion } from '#shared/domain/readiness/exclusions.ts';
import type { Credentials, Network } from '../../network/network.ts';
import type { SecretRecord } from '../../storage/secret-store.ts';
import type { BundledCompany } from '../secret-bundle-content.ts';
import type { StoredConnection } from '../stored-connection.ts';
import type { WrittenReport } from '../write-report.ts';

/** What somebody said that separates in the cells of a field; `auto` = as detected, whatever was said before. */
export type SeparatorAnswers = Readonly<Record<string, SeparatorChoice | 'auto'>>;

/** How a list in a file is to be understood; what is left out is detected. */
export interface ListFile {
  readonly path: string;
  /** The name the user knows, for errors and for the age of the data. */
  readonly name: string;
  readonly kind: ListKind;
  readonly reading: {
    readonly encoding?: ImportPreview['encoding'] & string;
    readonly delimiter?: ImportPreview['delimiter'] & string;
    readonly mapping?: Readonly<Record<string, number | null>>;
    /** The file's row that is the header; 0 = the first that is not empty. */
    readonly headerRow?: number;
    /** What words mean, by field. */
    readonly words?: WordAnswers;
    /** What stands between several references of a cell, by field. */
    readonly separators?: SeparatorAnswers;
    /** Rows that cannot be taken, seen and left out: exactly so many. */
    readonly skipBadRows?: number;
  };
}

/** Where the rows that cannot be taken are written. */
export interface BadRowsOrder {
  readonly path: string;
  readonly language: 'ja' | 'en';
}

/** A file with a list of people or organisations. */
export type PeopleFile = ListFile & { readonly kind: Exclude<ListKind, 'orders'> };

/** A file on the disk with the name the user knows. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

export interface ServerAccess {
  readonly address: string;
  readonly accessKey: string;
  /** Unencrypted http, where the company chose it; left out = https alone. */
  readonly plainHttp?: PlainHttp | null;
  /** HTTP Basic in front of it. */
  readonly basic?: Credentials | null;
  /** The way there; left out = straight. */
  readonly network?: Network;
}

export interface ReportOrder {
  readonly path: string;
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
  readonly language: 'ja' | 'en';
  readonly filter: FindingFilter;
  readonly sort: FindingSort;
}

/** The administrator's own file, out of which a file of fixes is made. */
export interface FixFileOrder extends Pick<ListFile, 'path' | 'name' | 'reading'> {
  /** Also what was written before and has not arrived. */
  readonly again: boolean;
  /** Of the names of the files. */
  readonly language: 'ja' | 'en';
  /** Where the files go: this path with an ending each. */
  readonly out: string;
}

/** The template's own words for changes of accounts; left out = one that can mean nothing else. */
export type ChosenWords = CallParsedInput<'fixes.previewTemplate'>['words'];

export interface SheetOrder extends FixFileOrder {
  readonly values: CallParsedInput<'fixes.writeAmazonSheet'>['values'];
  readonly existing: 'keep' | 'remove';
}

export interface WrittenFixes {
  readonly writingId: number;
  readonly people: number;
  readonly leftOut: number;
  readonly files: readonly { readonly path: string; readonly name: string; readonly rows: number }[];
  readonly report: { readonly path: string; readonly name: string };
}

type Writing = CallOutput<'fixes.writings'>['writings'][number];
/** A writing without the tokens, which the engine does not know. */
export type FixWritingRecord = Omit<Writing, 'files' | 'report'> & { readonly files: readonly Omit<Writing['files'][number], 'file'>[] };

/** The lists of a later day; organisations left out = as today. */
export interface RehearsalOrder {
  readonly users: NamedFile;
  readonly organizations: NamedFile | null;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** The demo company's Amazon: where it listens, and the password it takes. */
export interface DemoAmazon {
  readonly origin: string;
  readonly sharedSecret: string;
}

/** Which requests are written where, and how. */
export interface OrderExport extends Readonly<CallParsedInput<'orders.export'>> {
  readonly path: string;
}

/** A run that is to be gone on with. Secrets by name, for the calls that send them and nothing else. */
export interface ResumeOrder {
  readonly runId: string;
  readonly ifHeld: 'refuse' | 'take-over';
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ApplyOrder extends ResumeOrder {
  /** Exactly these items; `null` = what is chosen. */
  readonly keys: readonly string[] | null;
  readonly digest: string;
  readonly reason: string;
  readonly onFailure: 'stop' | 'go-on';
}

/** How far a run came; `failure`: why it rests. */
export interface ApplyOutcome {
  readonly runId: string;
  readonly state: 'running' | 'paused' | 'failed' | 'done' | 'cancelled';
  readonly failure: Failure | null;
  readonly done: number;
  readonly failed: number;
  readonly verified: number;
  readonly differing: number;
}

export interface PlanFileOrder {
  readonly path: string;
  readonly format: 'json' | 'csv' | 'html';
  readonly encoding: ReportEncoding;
  readonly language: 'ja' | 'en';
}

export interface HistoryFileOrder extends PlanFileOrder {
  readonly filter: HistoryFilter;
}

/** Numbers and states of a company for whoever helps; no name and no address. */
export interface SupportFacts {
  readonly kind: Profile['kind'];
  readonly revision: number;
  readonly [fact: string]: unknown;
}

export interface BookOrder {
  readonly path: string;
  readonly language: 'ja' | 'en';
}

/** Told during long work; `phase` is a message key below `job.phase.`. */
export interface EngineProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

/** What long work is given: a way to tell where it is, and the wish to stop. */
export interface Work {
  readonly report: (progress: EngineProgress) => void;
  readonly signal: AbortSignal;
}

/** Everything about one company that needs its data. Answers are plain data; expected failures are `ExpectedError`. */
export interface Engine {
  current(): Promise<Workspace>;
  changeDomains(domains: {
    readonly companyDomains: readonly string[];
    readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  }): Promise<Workspace>;
  changeMatchingPolicy(policy: MatchingPolicy): Promise<Workspace>;

  previewList(file: ListFile): Promise<ImportPreview>;
  /** The first rows as they stand, whatever the header is. */
  topOfList(file: ListFile): Promise<{ readonly rows: ImportTop['rows'] }>;
  /** Writes the rows that cannot be taken as CSV. */
  writeBadRows(file: ListFile, order: BadRowsOrder): Promise<{ readonly rows: number }>;
  /** What taking the list would change. */
  compareList(file: PeopleFile, work: Work): Promise<ListChanges>;
  /** Throws `list-shrinks` and `list-cut` for what was not confirmed. */
  importList(file: ListFile & { readonly confirmed?: ConfirmedChange | undefined }, work: Work): Promise<{ readonly rows: number }>;
  /** Lists that were replaced; taking one again answers what was taken with it. */
  formerLists(): Promise<CallOutput<'imports.former'>>;
  compareFormer(id: number, work: Work): Promise<ListChanges>;
  takeFormer(id: number): Promise<CallOutput<'imports.takeFormer'>>;
  removeDirectory(): Promise<CallOutput<'imports.removeDirectory'>>;
  listLimit(): Promise<CallOutput<'imports.limit'>>;
  changeListLimit(limit: CallParsedInput<'imports.changeLimit'>['limit']): Promise<CallOutput<'imports.changeLimit'>>;
  /** Asks the server what it is and notes its address in the profile. */
  connectServer(access: ServerAccess): Promise<{ readonly kind: 'gateway' | 'stock-neo' }>;
  readPeople(
    access: ServerAccess | null,
    confirmed: ConfirmedChange | undefined,
    work: Work,
  ): Promise<{ readonly users: number; readonly organizations: number }>;

  /** How a company's servers are reached, and what the last tests of them found. */
  connection(): Promise<StoredConnection>;
  changeConnection(change: Partial<StoredConnection>): Promise<StoredConnection>;
  lastConnectionTest(target: ConnectionTarget): Promise<ConnectionRun | null>;
  keepConnectionTest(target: ConnectionTarget, run: ConnectionRun): Promise<void>;
  /** Notes which server a company has. */
  changeServer(address: string): Promise<void>;
  /** The demo company's server, started if need be; `null` for any other company. */
  demoAccess(): Promise<ServerAccess | null>;
  /** What a connection to Amazon starts from, and where the demo company's Amazon is; `demo: null` for any other company. */
  amazonAccess(): Promise<{ readonly integration: Integration; readonly demo: DemoAmazon | null }>;

  readiness(): Promise<Readiness | null>;
  rows(window: {
    readonly filter: FindingFilter;
    readonly sort: FindingSort;
    readonly offset: number;
    readonly limit: number;
  }): Promise<CallOutput<'matching.rows'>>;
  finding(at: { readonly revision: number; readonly row: number }): Promise<CallOutput<'matching.finding'>>;
  writeReport(order: ReportOrder, work: Work): Promise<WrittenReport>;

  /** Decisions about findings, what they hide, and what changed from run to run. */
  changeTriage(decision: CallParsedInput<'triage.change'>): Promise<CallOutput<'triage.change'>>;
  undoTriage(commandId: number): Promise<CallOutput<'triage.undo'>>;
  ledger(window: CallParsedInput<'triage.ledger'>): Promise<CallOutput<'triage.ledger'>>;
  history(limit: number): Promise<CallOutput<'triage.history'>>;
  runChanges(window: CallParsedInput<'triage.runChanges'>): Promise<CallOutput<'triage.runChanges'>>;
  exclusions(): Promise<CallOutput<'triage.exclusions'>>;
  previewExclusions(entries: readonly Exclusion[]): Promise<CallOutput<'triage.exclusions'>>;
  changeExclusions(entries: readonly Exclusion[] | null): Promise<CallOutput<'triage.exclusions'>>;

  /** Views saved under a name. */
  views(kind: CallParsedInput<'views.list'>['kind']): Promise<CallOutput<'views.list'>>;
  saveView(view: CallParsedInput<'views.save'>): Promise<CallOutput<'views.save'>>;
  renameView(view: CallParsedInput<'views.rename'>): Promise<CallOutput<'views.rename'>>;
  deleteView(id: number): Promise<void>;

  /** What is to be written on either side, and the files that carry it. */
  fixOptions(place: CallParsedInput<'fixes.options'>): Promise<CallOutput<'fixes.options'>>;
  checkFix(typed: CallParsedInput<'fixes.check'>): Promise<CallOutput<'fixes.check'>>;
  previewFixes(bulk: CallParsedInput<'fixes.preview'>): Promise<CallOutput<'fixes.preview'>>;
  adoptFix(choice: CallParsedInput<'fixes.adopt'>): Promise<CallOutput<'fixes.adopt'>>;
  adoptFixes(bulk: CallParsedInput<'fixes.adoptMany'>): Promise<CallOutput<'fixes.adoptMany'>>;
  accountChanges(): Promise<CallOutput<'fixes.accounts'>>;
  adoptAccounts(chosen: CallParsedInput<'fixes.adoptAccounts'>): Promise<CallOutput<'fixes.adoptAccounts'>>;
  dropFixes(which: CallParsedInput<'fixes.drop'>): Promise<CallOutput<'fixes.drop'>>;
  undoFixes(stepId: number): Promise<CallOutput<'fixes.undo'>>;
  fixes(window: CallParsedInput<'fixes.list'>): Promise<CallOutput<'fixes.list'>>;
  previewNeoFile(order: FixFileOrder): Promise<CallOutput<'fixes.previewNeoFile'>>;
  writeNeoFile(order: FixFileOrder, work: Work): Promise<WrittenFixes>;
  previewTemplate(order: FixFileOrder & { readonly words: ChosenWords }): Promise<CallOutput<'fixes.previewTemplate'>>;
  writeAmazonSheet(order: SheetOrder, work: Work): Promise<WrittenFixes>;
  fixWritings(): Promise<readonly FixWritingRecord[]>;

  /** What is being prepared: drafts, the steps that made them, and whom they mean. */
  draftSummary(): Promise<CallOutput<'drafts.summary'>>;
  drafts(window: CallParsedInput<'drafts.list'>): Promise<CallOutput<'drafts.list'>>;
  draft(at: CallParsedInput<'drafts.get'>): Promise<CallOutput<'drafts.get'>>;
  applyDraft(command: DraftCommand): Promise<CallOutput<'drafts.apply'>>;
  createDraft(order: CallParsedInput<'drafts.create'>): Promise<CallOutput<'drafts.create'>>;
  duplicateDrafts(objects: CallParsedInput<'drafts.duplicate'>['objects']): Promise<CallOutput<'drafts.duplicate'>>;
  renameDraft(order: CallParsedInput<'drafts.rename'>): Promise<CallOutput<'drafts.rename'>>;
  revertDrafts(objects: CallParsedInput<'drafts.revert'>['objects']): Promise<CallOutput<'drafts.revert'>>;
  deleteDrafts(objects: CallParsedInput<'drafts.delete'>['objects']): Promise<CallOutput<'drafts.delete'>>;
  draftImpact(targets: CallParsedInput<'drafts.impact'>['targets']): Promise<CallOutput<'drafts.impact'>>;
  undoDraft(): Promise<CallOutput<'drafts.undo'>>;
  redoDraft(): Promise<CallOutput<'drafts.redo'>>;
  exportDrafts(path: string): Promise<{ readonly objects: number }>;
  readAmazonGroups(file: NamedFile): Promise<CallOutput<'drafts.readAmazonGroups'>>;
  previewDraftImport(file: NamedFile, mode: ImportMode): Promise<CallOutput<'drafts.previewImport'>>;
  importDrafts(file: NamedFile, mode: ImportMode, revision: number): Promise<CallOutput<'drafts.importWorkspace'>>;
  planLeavers(order: CallParsedInput<'leavers.plan'>): Promise<CallOutput<'leavers.plan'>>;
  takeLeavers(order: CallParsedInput<'leavers.take'>): Promise<CallOutput<'leavers.take'>>;
  pickPeople(query: CallParsedInput<'drafts.people'>): Promise<CallOutput<'drafts.people'>>;
  namesOf(ids: CallParsedInput<'drafts.names'>['ids']): Promise<CallOutput<'drafts.names'>>;
  coverage(parentId: string | null): Promise<CallOutput<'drafts.coverage'>>;

  /** The company's own rules for routes. */
  companyRules(): Promise<CallOutput<'companyRules.get'>>;
  changeCompanyRules(rules: CallParsedInput<'companyRules.change'>['rules']): Promise<CallOutput<'companyRules.change'>>;
  importCompanyRules(file: NamedFile): Promise<CallOutput<'companyRules.import'>>;
  exportCompanyRules(path: string): Promise<void>;

  /** What the drafts do to the people of the day and to those of a later one, and the days they work. */
  simulateRoute(question: CallParsedInput<'routes.simulate'>): Promise<CallOutput<'routes.simulate'>>;
  simulateRouteForAll(question: CallParsedInput<'routes.simulateAll'>): Promise<CallOutput<'routes.simulateAll'>>;
  peopleAffected(window: CallParsedInput<'routes.affected'>): Promise<CallOutput<'routes.affected'>>;
  routeHealth(ids: readonly string[]): Promise<CallOutput<'routes.health'>>;
  routeLeadTime(question: CallParsedInput<'routes.leadTime'>): Promise<CallOutput<'routes.leadTime'>>;
  enterLastIssued(id: string, value: number | null): Promise<void>;
  invoiceCodes(): Promise<CallOutput<'invoicing.codes'>>;
  invoicePeople(window: CallParsedInput<'invoicing.people'>): Promise<CallOutput<'invoicing.people'>>;
  rehearse(order: RehearsalOrder, work: Work): Promise<{ readonly changes: number; readonly breaks: number }>;
  datedChanges(): Promise<CallOutput<'datedChanges.list'>>;
  keepChange(order: CallParsedInput<'datedChanges.keep'>): Promise<CallOutput<'datedChanges.keep'>>;
  changeDated(order: CallParsedInput<'datedChanges.change'>): Promise<void>;
  withdrawChange(id: number): Promise<void>;
  takeChange(order: CallParsedInput<'datedChanges.take'>): Promise<CallOutput<'datedChanges.take'>>;
  rehearsal(): Promise<CallOutput<'rehearsal.result'>>;
  rehearsalRows(window: CallParsedInput<'rehearsal.rows'>): Promise<CallOutput<'rehearsal.rows'>>;
  /** What is noted of the company's secrets; never a value. */
  secretRecords(): Promise<readonly SecretRecord[]>;
  noteSecret(
    name: SecretName,
    note:
      | { readonly kind: 'set'; readonly keptIn: 'system' | 'session'; readonly boundTo: string | null }
      | { readonly kind: 'bound'; readonly generation: number; readonly boundTo: string }
      | { readonly kind: 'cleared' }
      | { readonly kind: 'verified'; readonly generation: number },
  ): Promise<void>;
  /** What another machine needs of the company. */
  companyToCarry(): Promise<BundledCompany>;

  /** Where the company stands in the set-up guide, and what people say of its steps. */
  setupGuide(): Promise<SetupGuide>;
  markSetup(word: CallParsedInput<'setup.mark'>): Promise<SetupGuide>;
  unmarkSetup(at: CallParsedInput<'setup.unmark'>): Promise<SetupGuide>;
  assignSetup(change: CallParsedInput<'setup.assign'>): Promise<SetupGuide>;
  noteSetup(change: CallParsedInput<'setup.note'>): Promise<SetupGuide>;
  chooseSetup(branches: CallParsedInput<'setup.branch'>): Promise<SetupGuide>;

  calendar(days: CallParsedInput<'calendar.get'>): Promise<CallOutput<'calendar.get'>>;
  changeCalendar(change: CallParsedInput<'calendar.change'>['change']): Promise<CallOutput<'calendar.change'>>;

  /** One person's order through every gate. */
  listPeople(question: CallParsedInput<'people.list'>): Promise<CallOutput<'people.list'>>;
  lookAtPerson(personId: string): Promise<CallOutput<'people.look'>>;

  /** Order requests as last read, the locks of the pending ones, and what else is waited for. */
  orderSummary(): Promise<CallOutput<'orders.summary'>>;
  orders(window: CallParsedInput<'orders.list'>): Promise<CallOutput<'orders.list'>>;
  order(which: CallParsedInput<'orders.get'>): Promise<CallOutput<'orders.get'>>;
  orderForecast(days: CallParsedInput<'orders.forecast'>): Promise<CallOutput<'orders.forecast'>>;
  ordersByRoute(): Promise<CallOutput<'orders.byRoute'>>;
  ordersByApprover(): Promise<CallOutput<'orders.byApprover'>>;
  readOrders(access: ServerAccess | null, work: Work): Promise<{ readonly orders: number }>;
  exportOrders(order: OrderExport, work: Work): Promise<{ readonly bytes: number; readonly rows: number; readonly unwritable: number }>;
  clocks(): Promise<CallOutput<'clocks.list'>>;
  lockPolicy(): Promise<CallOutput<'clocks.lockPolicy'>>;
  changeLockPolicy(policy: CallParsedInput<'clocks.changeLockPolicy'>): Promise<CallOutput<'clocks.changeLockPolicy'>>;
  accountReview(): Promise<CallOutput<'clocks.accountReview'>>;
  changeAccountReview(start: CallParsedInput<'clocks.changeAccountReview'>): Promise<CallOutput<'clocks.changeAccountReview'>>;
  holidaySource(): Promise<CallOutput<'clocks.holidaySource'>>;
  importHolidays(file: NamedFile): Promise<CallOutput<'clocks.importHolidays'>>;
  forgetHolidays(): Promise<CallOutput<'clocks.forgetHolidays'>>;
  digest(days: CallParsedInput<'notices.digest'>): Promise<CallOutput<'notices.digest'>>;
  notices(): Promise<CallOutput<'notices.list'>>;
  seeNotices(which: CallParsedInput<'notices.see'>): Promise<CallOutput<'notices.see'>>;
  /** The whole configuration, what stands behind it and what is open, as a page to be printed. */
  writeBook(order: BookOrder, work: Work): Promise<{ readonly bytes: number; readonly chapters: number }>;
  /** What a support file tells of the company. */
  supportFacts(): Promise<SupportFacts>;
  /** What the desktop has not told of today; it counts as told afterwards. */
  takeNotices(): Promise<readonly NoticeView[]>;

  /** What differs between the drafts and the server, and what is decided about it. */
  readServer(
    access: ServerAccess | null,
    work: Work,
  ): Promise<{
    readonly objects: number;
    readonly adopted: number;
    readonly settled: number;
    readonly changed: number;
    readonly unreadable: number;
  }>;
  planState(): Promise<CallOutput<'plan.state'>>;
  planItems(window: CallParsedInput<'plan.items'>): Promise<CallOutput<'plan.items'>>;
  planItem(at: CallParsedInput<'plan.item'>): Promise<CallOutput<'plan.item'>>;
  resolvePlan(order: CallParsedInput<'plan.resolve'>): Promise<CallOutput<'plan.resolve'>>;
  takeTheirs(order: CallParsedInput<'plan.takeTheirs'>): Promise<CallOutput<'plan.takeTheirs'>>;
  ignoreDifferences(order: CallParsedInput<'plan.ignore'>): Promise<CallOutput<'plan.ignore'>>;
  unignoreDifferences(order: CallParsedInput<'plan.unignore'>): Promise<CallOutput<'plan.unignore'>>;
  ignoredDifferences(window: CallParsedInput<'plan.ignored'>): Promise<CallOutput<'plan.ignored'>>;
  selectPlan(order: CallParsedInput<'plan.select'>): Promise<CallOutput<'plan.select'>>;
  planEffects(): Promise<CallOutput<'plan.effects'>>;
  planPeople(window: CallParsedInput<'plan.people'>): Promise<CallOutput<'plan.people'>>;
  planGuards(order: CallParsedInput<'plan.guards'>): Promise<CallOutput<'plan.guards'>>;
  guardPolicy(): Promise<CallOutput<'plan.policy'>>;
  changeGuardPolicy(policy: CallParsedInput<'plan.changePolicy'>['policy']): Promise<CallOutput<'plan.changePolicy'>>;
  /** Lets a production company be applied to for a while; `null` takes it back. Throws `arm-name-differs`. */
  armProfile(company: string | null): Promise<{ armedUntil: string | null }>;
  serverChanges(window: CallParsedInput<'plan.serverChanges'>): Promise<CallOutput<'plan.serverChanges'>>;
  exportPlan(order: PlanFileOrder, work: Work): Promise<{ readonly items: number }>;

  /** Sending what is chosen, and taking it back. */
  secretsToSend(runId: string | null): Promise<readonly 'catalog-password'[]>;
  apply(order: ApplyOrder, access: ServerAccess | null, work: Work): Promise<ApplyOutcome>;
  resumeApply(order: ResumeOrder, access: ServerAccess | null, work: Work): Promise<ApplyOutcome>;
  retryApply(order: ResumeOrder, access: ServerAccess | null, work: Work): Promise<ApplyOutcome>;
  pauseApply(runId: string): Promise<void>;
  /** `reason`: why a run that waits is given up; that of the run where left out. */
  cancelApply(runId: string, reason?: string): Promise<void>;
  /** The digest of the plan that a run sends. */
  digestOfRun(runId: string): Promise<string>;
  applyState(window: CallParsedInput<'apply.state'>): Promise<CallOutput<'apply.state'>>;
  applyRuns(window: CallParsedInput<'apply.runs'>): Promise<CallOutput<'apply.runs'>>;
  previewUndo(order: CallParsedInput<'apply.previewUndo'>): Promise<CallOutput<'apply.previewUndo'>>;
  undoRun(order: CallParsedInput<'apply.undo'>): Promise<CallOutput<'apply.undo'>>;

  /** What is entered by hand, where nothing can be written. */
  handOverSheet(window: CallParsedInput<'handOver.sheet'>): Promise<CallOutput<'handOver.sheet'>>;
  handOverEntered(window: CallParsedInput<'handOver.entered'>): Promise<CallOutput<'handOver.entered'>>;
  tickHandOver(order: CallParsedInput<'handOver.tick'>): Promise<CallOutput<'handOver.tick'>>;
  finishHandOver(at: CallParsedInput<'handOver.finish'>): Promise<CallOutput<'handOver.finish'>>;
  reopenHandOver(at: CallParsedInput<'handOver.reopen'>): Promise<CallOutput<'handOver.reopen'>>;

  /** A second administrator's approvals. The engine knows public keys only. */
  reviewPlanFile(
    file: NamedFile,
    window: { readonly offset: number; readonly limit: number; readonly language: 'ja' | 'en' },
  ): Promise<CallOutput<'approval.review'>>;
  /** What an approval of a plan file is signed over. Throws as `reviewPlanFile` does. */
  sealOfPlanFile(
    file: NamedFile,
  ): Promise<{ readonly seal: string; readonly shown: string; readonly file: string; readonly profile: string }>;
  importApproval(approval: ApprovalFile): Promise<CallOutput<'approval.import'>>;
  approvals(): Promise<CallOutput<'approval.list'>>;
  trustApprover(approver: CallParsedInput<'approval.trust'>): Promise<void>;
  distrustApprover(fingerprint: string): Promise<void>;
  /** Notes which key is this company's own. */
  noteApprovalKey(fingerprint: string): Promise<void>;

  /** What reached the server, and why. */
  historyLog(window: CallParsedInput<'historyLog.list'>): Promise<CallOutput<'historyLog.list'>>;
  historyEntry(at: CallParsedInput<'historyLog.entry'>): Promise<CallOutput<'historyLog.entry'>>;
  verifyHistory(): Promise<CallOutput<'historyLog.verify'>>;
  /** Whether a line of the history has this hash. */
  historyHas(hash: string): Promise<boolean>;
  exportHistory(order: HistoryFileOrder, work: Work): Promise<{ readonly entries: number }>;
}
