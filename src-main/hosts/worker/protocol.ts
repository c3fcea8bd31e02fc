import type { CallOutput } from '#shared/contract/calls.ts';
import type { Settings } from '#shared/contract/console.ts';
import type { EventData, EventName } from '#shared/contract/events.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Result } from '#shared/contract/result.ts';
import type { TakenNotices } from '../../app/application.ts';
import type { CallerContext } from '../../app/dispatcher.ts';
import type { FileDialogs } from '../../app/ports.ts';
import type { FileOrigin, KnownFile } from '../../app/services/file-tokens.ts';
import type { TrustQuestion } from '../../company/trust-changes.ts';
import type { KeychainState } from '../../storage/keychain.ts';

/** What the thread is told first. */
export interface ApplicationThreadData {
  readonly info: CallOutput<'console.info'>;
  readonly settings: Settings;
  /** What the host has beside what every host has. */
  readonly has: { readonly dialogs: boolean; readonly printer: boolean; readonly proxies: boolean };
}

/** What the host asks of the application. */
export interface ApplicationFunctions {
  call(name: unknown, input: unknown, context: CallerContext): Promise<Result<unknown>>;
  cancel(callId: string): void;
  settingsChanged(settings: Settings): void;
  addFile(file: { readonly path: string; readonly origin: FileOrigin; readonly name?: string }): Promise<FileToken>;
  /** Throws `file-token-unknown`. */
  findFile(token: string): KnownFile;
  temporaryPath(): string;
  takeNotices(): Promise<TakenNotices | null>;
  close(): Promise<void>;
}

/** Those of them that nobody waits for. */
export const TOLD_TO_APPLICATION = ['cancel', 'settingsChanged'] as const satisfies readonly (keyof ApplicationFunctions)[];

/** What the application asks of its host: what a thread cannot do, or what the host keeps. */
export interface HostFunctions {
  event<E extends EventName>(event: E, data: EventData<E>, owner: string | null): void;
  /** Notes a bug under a reference that has been told already. */
  noteBug(where: string, error: unknown, ref: string): void;
  registerSecret(value: string): void;
  recentLog(count: number): readonly string[];
  changeSettings(change: Partial<Settings>): Settings;
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
  confirmTrust(question: TrustQuestion): Promise<'yes' | 'no' | 'unavailable'>;
  systemProxy(url: string): Promise<string>;
  scriptProxy(url: string, scriptUrl: string): Promise<string>;
}

/** Those of them that nobody waits for. */
export const TOLD_TO_HOST = ['event', 'noteBug', 'registerSecret', 'showFile'] as const satisfies readonly (keyof HostFunctions)[];
