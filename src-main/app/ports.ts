import type { CallOutput } from '#shared/contract/calls.ts';
import type { Settings } from '#shared/contract/console.ts';
import type { Result } from '#shared/contract/result.ts';
import type { Companies } from '../company/companies.ts';
import type { ConfirmTrust } from '../company/trust-changes.ts';
import type { ProxyResolver } from '../network/choose-route.ts';
import type { RedactText, ReportBug } from './failures.ts';
import type { FileTokens } from './services/file-tokens.ts';
import type { Secrets } from './services/secrets.ts';

/** The system's file dialogs, where the host has them. */
export interface FileDialogs {
  /** `endings` without a dot; every kind of list where none are given. */
  choose(endings?: readonly string[]): Promise<{ readonly path: string; readonly name: string; readonly bytes: number } | null>;
  /** Answers the path, with the suggested name's ending. */
  save(suggestedName: string): Promise<string | null>;
  /** Shows a file in its folder. */
  show(file: string): void;
}

/** Makes a PDF of a page that the console wrote, on the paper that the page asks for. */
export interface PagePrinter {
  toPdf(html: string): Promise<Uint8Array>;
}

/** The preferences, which the host keeps. */
export interface Preferences {
  get(): Settings;
  /** Durable when it answers. Throws `storage-*`, and a `ZodError` for values the schema does not hold. */
  change(change: Partial<Settings>): Promise<Settings>;
  /** Calls back after every change; returns the function that stops it. */
  onChange(listener: (settings: Settings) => void): () => void;
}

/** What the application is made with: everything that touches the machine or belongs to the host, already made. */
export interface ConsolePorts {
  readonly info: CallOutput<'console.info'>;
  readonly companies: Companies;
  readonly settings: Preferences;
  readonly secrets: Secrets;
  readonly files: FileTokens;
  /** `null` in a browser, which has its own. */
  readonly dialogs: FileDialogs | null;
  /** `null` in a browser, which prints by itself. */
  readonly printer: PagePrinter | null;
  readonly openLink: (link: unknown, extraHosts: readonly string[]) => Promise<Result<Record<string, never>>>;
  /** Asks the person at this machine by the host's own means, where the page cannot answer. */
  readonly confirmTrust: ConfirmTrust;
  readonly doctor: () => Promise<CallOutput<'console.doctor'>>;
  readonly reportBug: ReportBug;
  /** Called with every secret that passes, so that no log line holds it. */
  readonly registerSecret: (value: string) => void;
  /** A desktop that knows its proxies; `null` where there is none, and the environment says. */
  readonly proxyResolver: ProxyResolver | null;
  readonly env: NodeJS.ProcessEnv;
  /** Masks every secret registered so far: nothing that tells of a failure leaves without it. */
  readonly redact: RedactText;
  /** The last lines of the log, oldest first. */
  readonly recentLog: (count: number) => Promise<readonly string[]>;
}
