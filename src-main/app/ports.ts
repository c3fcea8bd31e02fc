import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { CheckRun, CheckSchedule } from '#shared/contract/check-schedule.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import type { TeamMember } from '#shared/contract/team.ts';
import type { TeamServer } from '#shared/contract/team-servers.ts';
import type { Companies } from '../company/companies.ts';
import type { ConfirmTrust } from '../company/trust/trust-changes.ts';
import type { ProxyResolver } from '../network/proxy/choose-route.ts';
import type { RedactText, ReportBug } from './failures.ts';
import type { FileTokens } from './services/file-tokens.ts';
import type { Secrets } from './services/secrets.ts';

/** The system's file dialogs, if the host has them. */
export interface FileDialogs {
  /** Lets the user choose a file; `null` = canceled. `endings`: extensions without a dot; omitted = all list formats. */
  choose(endings?: readonly string[]): Promise<{ readonly path: string; readonly name: string; readonly bytes: number } | null>;
  /** Lets the user choose a path and returns it with the extension of the suggested name; `null` = canceled. */
  save(suggestedName: string): Promise<string | null>;
  /** Shows a file in the system's file manager. */
  show(file: string): void;
}

/** Converts an HTML page written by the console to PDF, in the paper size of the page. */
export interface PagePrinter {
  toPdf(html: string): Promise<Uint8Array>;
}

/** The settings of the current caller, stored by the host. */
export interface Preferences {
  get(): Settings;
  /** Changes settings; they are on disk when the promise resolves. Throws `storage-*`, and `ZodError` for invalid values. */
  change(change: Partial<Settings>): Promise<Settings>;
  /** Calls the listener after every change; returns a function that removes it. `owner`: id of the person; omitted = the single user. */
  onChange(listener: (settings: Settings, owner?: string | null) => void): () => void;
}

/** An approval request or the decision about it, of which people are notified outside the window. */
export interface ApprovalNotice {
  /** Id of the company. */
  readonly company: string;
  readonly companyName: string;
  /** Id of the person. */
  readonly requester: string;
  /** Name and account of the person, as in the history. */
  readonly requestedBy: string;
  /** Number of changes in the plan. */
  readonly items: number;
  readonly comment: string;
  /** `null` = the approval is requested. */
  readonly decision: { readonly state: 'approved' | 'rejected'; readonly by: string; readonly comment: string } | null;
}

/** The result of a scheduled check, for its record and the messages about it. */
export interface CheckNotice {
  /** Id of the company. */
  readonly company: string;
  readonly companyName: string;
  readonly run: Omit<CheckRun, 'undelivered'>;
  /** Lists that were compared, with the time when each was read or imported (ISO 8601 UTC). */
  readonly lists: readonly { readonly side: 'neo' | 'amazon' | 'directory'; readonly takenAt: string }[];
}

/** People, roles and scheduled checks of a team server. */
export interface TeamPort {
  members(): Promise<readonly TeamMember[]>;
  /** Throws `person-not-found` and `own-rights`. `by`: id of the person who makes the change. */
  changeMember(id: string, change: Omit<CallParsedInput<'team.changeMember'>, 'id'>, by: string): Promise<void>;
  /** Throws `session-not-found`. */
  endSession(id: string, by: string): Promise<void>;
  readAccessLog(limit: number): Promise<CallOutput<'team.accessLog'>['entries']>;
  /**
   * Sends approvers, or the requester after a decision, a mail, and posts to the company's chat service, as far as they are configured;
   * returns before the messages are sent.
   */
  notifyApproval(notice: ApprovalNotice): void;
  /** Returns the schedule of a company with its runs, and the people who may receive its mails. */
  checkState(company: string): Promise<Omit<CallOutput<'checkSchedule.state'>, 'webhookSaved'>>;
  /** Saves the schedule of a company; `null` removes it. */
  saveCheckSchedule(company: string, schedule: CheckSchedule | null): Promise<void>;
  /** Deletes schedule and runs of a deleted company. */
  deleteChecks(company: string): Promise<void>;
  /** Sends the messages about a check, stores the run, and returns the number of messages that were not accepted. */
  reportCheck(notice: CheckNotice): Promise<{ readonly undelivered: number }>;
}

/** The team servers that the desktop knows, see `shared/contract/team-servers.ts` for the failures. */
export interface TeamServersPort {
  list(): Promise<TeamServer[]>;
  connect(address: string): Promise<void>;
  open(address: string, company: string | null): Promise<void>;
  cancel(address: string): Promise<void>;
  forget(address: string): Promise<void>;
}

/** Ports of the application: functions that depend on the machine or the host. */
export interface ConsolePorts {
  readonly info: CallOutput<'console.info'>;
  /** The command line as program and leading arguments, for schedules. Omitted = the host schedules nothing. */
  readonly commandProgram?: readonly string[] | undefined;
  readonly companies: Companies;
  readonly settings: Preferences;
  readonly secrets: Secrets;
  /**
   * Returns a secret value that was passed to this process (environment variable) and replaces the saved one; `null` = none. Omitted = the
   * host never passes any.
   */
  readonly givenSecret?: (name: SecretName) => string | null;
  readonly files: FileTokens;
  /** `null` in the browser host, because the browser has its own dialogs. */
  readonly dialogs: FileDialogs | null;
  /** `null` in the browser host, because the browser prints by itself. */
  readonly printer: PagePrinter | null;
  readonly openLink: (link: unknown, extraHosts: readonly string[]) => Promise<Result<Record<string, never>>>;
  /** Asks the user with the host's own dialog, outside the page. */
  readonly confirmTrust: ConfirmTrust;
  /** `null` on a computer with a single user. */
  readonly team: TeamPort | null;
  /** `null` except on the desktop. */
  readonly teamServers: TeamServersPort | null;
  readonly doctor: () => Promise<CallOutput<'console.doctor'>>;
  readonly reportBug: ReportBug;
  /** Registers a secret value, so that it is masked in the log. */
  readonly registerSecret: (value: string) => void;
  /** The desktop's proxy resolution; `null` = use the environment variables. */
  readonly proxyResolver: ProxyResolver | null;
  readonly env: NodeJS.ProcessEnv;
  /** Minimum time between two progress events of a job in ms; omitted = 100 (ten per second). */
  readonly jobEventIntervalMs?: number | undefined;
  /** Masks all registered secrets in a text; applied to every failure. */
  readonly redact: RedactText;
  /** Returns the last lines of the log, oldest first. */
  readonly recentLog: (count: number) => Promise<readonly string[]>;
}
