import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NoticeView } from '#shared/contract/notices.ts';
import { createConsole } from '../app/console.ts';
import type { Dispatcher } from '../app/dispatcher.ts';
import { runDoctor } from '../app/doctor.ts';
import { createWorkerCompanies } from '../app/engine/worker-companies.ts';
import { createFileTokens, type FileTokens } from '../app/file-tokens.ts';
import { givenName } from '../app/operator.ts';
import type { ConsolePorts, FileDialogs, PagePrinter } from '../app/ports.ts';
import { createSecrets } from '../app/secrets.ts';
import { VERSION } from '../app/version.ts';
import type { ProxyResolver } from '../network/choose-route.ts';
import { createSessionKeychain, createSystemKeychain } from '../storage/keychain.ts';
import type { Log } from '../storage/log.ts';
import { createSettingsStore, type SettingsStore, type StoreClass } from '../storage/settings.ts';
import type { EngineThreadData } from './worker/main.ts';

export interface ConsoleOptions {
  readonly host: 'electron' | 'node';
  readonly dataFolder: string;
  readonly log: Log;
  /** `conf`, or `electron-store` in Electron. */
  readonly storeClass: StoreClass;
  readonly dialogs: FileDialogs | null;
  /** Absent where there is none. */
  readonly printer?: PagePrinter;
  readonly openLink: ConsolePorts['openLink'];
  /** The host's own question, outside the page. */
  readonly confirmTrust: ConsolePorts['confirmTrust'];
  /** A desktop's own proxies; `null` where there is no desktop. */
  readonly proxyResolver?: ProxyResolver | null;
  /** The worker's program: `hosts/worker/main.ts`, bundled or not. */
  readonly workerFile: string;
}

export interface OpenConsole {
  readonly dispatcher: Dispatcher;
  readonly settings: SettingsStore;
  readonly files: FileTokens;
  /** What the desktop has not told of today, of the company that was shown last; `null` = there is none. */
  takeNotices(): Promise<{ readonly company: string; readonly notices: readonly NoticeView[] } | null>;
  /** Whether the system's keychain waits for an answer, which keeps the process from ending. */
  readonly keychainWaits: () => boolean;
  /** Ends jobs and the engine, and removes the temporary files. */
  close(): Promise<void>;
}

/** Everything a window needs, on one data folder that the caller has locked: the same for both hosts. */
export function openConsole({
  host,
  dataFolder,
  log,
  storeClass,
  dialogs,
  printer,
  openLink,
  confirmTrust,
  workerFile,
  proxyResolver = null,
}: ConsoleOptions): OpenConsole {
  const settings = createSettingsStore(storeClass, dataFolder);
  const systemKeychain = createSystemKeychain(log.registerSecret);
  const files = createFileTokens(join(dataFolder, 'temporary'));
  const operatorName = (): string => givenName(settings.get(), process.env);
  const workerData = (): EngineThreadData => ({
    workspaceFolder: join(dataFolder, 'workspaces'),
    temporaryFolder: join(dataFolder, 'temporary'),
    demoFolder: join(dataFolder, 'demo'),
    operatorName: operatorName(),
  });
  const companies = createWorkerCompanies(() => new Worker(workerFile, { workerData: workerData() }));
  const dispatcher = createConsole({
    info: { version: VERSION, host, platform: process.platform, dataFolder },
    companies,
    settings,
    secrets: createSecrets(systemKeychain, createSessionKeychain(log.registerSecret)),
    files,
    dialogs,
    printer: printer ?? null,
    openLink,
    confirmTrust,
    doctor: async () => ({ checks: [...(await runDoctor({ dataFolder, keychain: systemKeychain }))] }),
    reportBug: log.reportBug,
    registerSecret: log.registerSecret,
    proxyResolver,
    env: process.env,
    redact: log.redact,
    recentLog: log.recent,
  });
  return {
    dispatcher,
    settings,
    files,
    async takeNotices() {
      const { lastProfileId } = settings.get();
      if (lastProfileId === null) return null;
      const engine = companies.of(lastProfileId);
      const notices = await engine.takeNotices();
      return { company: (await engine.current()).profile.name, notices };
    },
    keychainWaits: systemKeychain.isWaiting,
    async close() {
      systemKeychain.close();
      await dispatcher.close();
      files.close();
    },
  };
}
