import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import type { Companies } from '../company/companies.ts';
import type { ConfirmTrust } from '../company/trust/trust-changes.ts';
import type { ProxyResolver } from '../network/proxy/choose-route.ts';
import type { RedactText, ReportBug } from './failures.ts';
import type { FileTokens } from './services/file-tokens.ts';
import type { Secrets } from './services/secrets.ts';

/** The system's file dialogs, if the host has them. */
export interface FileDialogs {
  /** `endings` without a dot; omitted = every kind of list. */
  choose(endings?: readonly string[]): Promise<{ readonly path: string; readonly name: string; readonly bytes: number } | null>;
  /** Returns the path, with the extension of the suggested name. */
  save(suggestedName: string): Promise<string | null>;
  /** Shows a file in its folder. */
  show(file: string): void;
}

/** Makes a PDF of a page written by the console, on the paper size of the page. */
export interface PagePrinter {
  toPdf(html: string): Promise<Uint8Array>;
}

/** The preferences, stored by the host. */
export interface Preferences {
  get(): Settings;
  /** Durable when it resolves. Throws `storage-*`, and a `ZodError` for invalid values. */
  change(change: Partial<Settings>): Promise<Settings>;
  /** Calls the listener after every change; returns a function that removes it. */
  onChange(listener: (settings: Settings) => void): () => void;
}

/** Ports of the application: everything that uses the machine or belongs to the host. */
export interface ConsolePorts {
  readonly info: CallOutput<'console.info'>;
  readonly companies: Companies;
  readonly settings: Preferences;
  readonly secrets: Secrets;
  /** A value that this process was given for its lifetime; it is used in place of the one that is kept. Left out = none is ever given. */
  readonly givenSecret?: (name: SecretName) => string | null;
  readonly files: FileTokens;
  /** `null` in a browser, which has its own. */
  readonly dialogs: FileDialogs | null;
  /** `null` in a browser, which prints by itself. */
  readonly printer: PagePrinter | null;
  readonly openLink: (link: unknown, extraHosts: readonly string[]) => Promise<Result<Record<string, never>>>;
  /** Asks the user by the host's own means, outside the page. */
  readonly confirmTrust: ConfirmTrust;
  readonly doctor: () => Promise<CallOutput<'console.doctor'>>;
  readonly reportBug: ReportBug;
  /** Called with every secret, so that log lines mask it. */
  readonly registerSecret: (value: string) => void;
  /** The desktop's proxy resolution; `null` = use the environment. */
  readonly proxyResolver: ProxyResolver | null;
  readonly env: NodeJS.ProcessEnv;
  /** Shortest time between two events of a job; left out = ten events a second. */
  readonly jobEventIntervalMs?: number | undefined;
  /** Masks all registered secrets; every failure passes through it. */
  readonly redact: RedactText;
  /** The last lines of the log, oldest first. */
  readonly recentLog: (count: number) => Promise<readonly string[]>;
}
