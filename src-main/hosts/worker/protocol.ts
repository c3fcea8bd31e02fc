import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import type { EventData, EventName } from '#shared/contract/events.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { UnshownNotices } from '../../app/application.ts';
import type { CallerContext } from '../../app/dispatcher.ts';
import type { FileDialogs, TeamPort, TeamServersPort } from '../../app/ports.ts';
import type { FileOrigin, KnownFile } from '../../app/services/file-tokens.ts';
import type { TrustQuestion } from '../../company/trust/trust-changes.ts';
import type { KeychainState } from '../../storage/keychain.ts';

/** Data for starting the application; the first message to the thread. */
export interface ApplicationThreadData {
  readonly info: CallOutput<'console.info'>;
  readonly settings: Settings;
  readonly commandProgram?: readonly string[] | undefined;
  /** Optional features of the host. */
  readonly has: { readonly dialogs: boolean; readonly printer: boolean; readonly proxies: boolean; readonly teamServers: boolean };
  /** Whether callers are people of a team server, each with their own settings. */
  readonly isTeam: boolean;
}

/** Calls from the host to the application. */
export interface ApplicationFunctions {
  call(name: unknown, input: unknown, context: CallerContext): Promise<Result<unknown>>;
  cancel(callId: string): void;
  settingsChanged(settings: Settings): void;
  /** `owner`: id of the person to whom the file belongs. */
  addFile(file: { readonly path: string; readonly origin: FileOrigin; readonly name?: string }, owner: string): Promise<FileToken>;
  /** Throws `file-token-unknown`, also for files of another person. */
  findFile(token: string, owner: string): KnownFile;
  temporaryPath(): string;
  takeNotices(): Promise<UnshownNotices | null>;
  close(): Promise<void>;
}

/** Calls to the application that are not awaited. */
export const NOTIFICATIONS_TO_APPLICATION = ['cancel', 'settingsChanged'] as const satisfies readonly (keyof ApplicationFunctions)[];

/** Calls from the application to its host: functions that a thread cannot perform, and data that the host stores. */
export interface HostFunctions {
  event<E extends EventName>(event: E, data: EventData<E>, owner: string | null): void;
  /** Logs an unexpected error under a reference that the user may already have seen. */
  noteBug(where: string, error: unknown, ref: string): void;
  registerSecret(value: string): void;
  recentLog(count: number): readonly string[];
  /** Changes the settings of a person. */
  changeSettings(change: Partial<Settings>, owner: string): Settings | Promise<Settings>;
  keychainGet(company: string, name: string): Promise<string | null>;
  keychainSet(company: string, name: string, secret: string): Promise<void>;
  keychainDelete(company: string, name: string): Promise<boolean>;
  keychainDeleteCompany(company: string): Promise<void>;
  keychainState(): Promise<KeychainState>;
  keychainProbe(): Promise<KeychainState>;
  chooseFile(endings?: readonly string[]): ReturnType<FileDialogs['choose']>;
  saveFile(suggestedName: string): Promise<string | null>;
  showFile(file: string): void;
  printToPdf(html: string): Promise<Uint8Array>;
  openLink(link: unknown, extraHosts: readonly string[]): Promise<Result<Record<string, never>>>;
  /** `owner`: id of the person who made the change. */
  confirmTrust(question: TrustQuestion, owner: string): Promise<'yes' | 'no' | 'unavailable'>;
  /** The functions of `TeamPort`, for a team server only. */
  teamMembers: TeamPort['members'];
  teamChangeMember: TeamPort['changeMember'];
  teamEndSession: TeamPort['endSession'];
  teamReadAccessLog: TeamPort['readAccessLog'];
  teamNotifyApproval: TeamPort['notifyApproval'];
  teamCheckState: TeamPort['checkState'];
  teamSaveCheckSchedule: TeamPort['saveCheckSchedule'];
  teamDeleteChecks: TeamPort['deleteChecks'];
  teamReportCheck: TeamPort['reportCheck'];
  /** The functions of `TeamServersPort`, for the desktop only. */
  teamServersList: TeamServersPort['list'];
  teamServersConnect: TeamServersPort['connect'];
  teamServersOpen: TeamServersPort['open'];
  teamServersCancel: TeamServersPort['cancel'];
  teamServersForget: TeamServersPort['forget'];
  systemProxy(url: string): Promise<string>;
  scriptProxy(url: string, scriptUrl: string): Promise<string>;
}

/** Calls to the host that are not awaited. */
export const NOTIFICATIONS_TO_HOST = [
  'event',
  'noteBug',
  'registerSecret',
  'showFile',
  'teamNotifyApproval',
] as const satisfies readonly (keyof HostFunctions)[];
