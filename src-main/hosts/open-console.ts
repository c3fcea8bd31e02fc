import type { Dispatcher } from '../app/dispatcher.ts';
import type { ConsolePorts, FileDialogs, PagePrinter } from '../app/ports.ts';
import { VERSION } from '../app/services/version.ts';
import type { ProxyResolver } from '../network/proxy/choose-route.ts';
import { createSystemKeychain } from '../storage/keychain.ts';
import type { Log } from '../storage/log/log.ts';
import { createSettingsStore, type SettingsStore } from '../storage/settings.ts';
import { takeApplicationThread } from './begin-application.ts';
import type { ApplicationThreadData } from './worker/protocol.ts';
import { type ApplicationThread, createApplicationThread } from './worker/thread.ts';

export interface ConsoleOptions {
  readonly host: 'electron' | 'node';
  readonly dataFolder: string;
  /** The command line as program and leading arguments, for schedules. */
  readonly commandProgram: readonly string[];
  readonly log: Log;
  readonly dialogs: FileDialogs | null;
  /** PDF printer; omitted if the host has none. */
  readonly printer?: PagePrinter;
  readonly openLink: ConsolePorts['openLink'];
  /** Asks the user to confirm trust, outside the page. */
  readonly confirmTrust: ConsolePorts['confirmTrust'];
  /** Proxy resolution of the desktop; `null` without a desktop. */
  readonly proxyResolver?: ProxyResolver | null;
  /** Entry file of the application's thread: `hosts/worker/start.ts`, bundled or not. */
  readonly workerFile: string;
  /** Called if the settings file could not be read: it was renamed to this path, and the console starts with defaults. */
  readonly onSettingsSetAside?: (path: string) => void;
}

export interface OpenConsole extends Pick<ApplicationThread, 'files' | 'takeNotices'> {
  readonly dispatcher: Dispatcher;
  readonly settings: SettingsStore;
  /** Whether a keychain prompt is open, which would keep the process from ending. */
  readonly keychainWaits: () => boolean;
  /** Ends jobs and the application, and removes the temporary files. */
  close(): Promise<void>;
}

/** Starts the application on a locked data folder and provides the functions that a thread cannot perform. Used by both hosts. */
export function openConsole({
  host,
  dataFolder,
  commandProgram,
  log,
  dialogs,
  printer,
  openLink,
  confirmTrust,
  workerFile,
  proxyResolver = null,
  onSettingsSetAside,
}: ConsoleOptions): OpenConsole {
  const settings = createSettingsStore(dataFolder, (path) => {
    log.warning('settings set aside', { path });
    onSettingsSetAside?.(path);
  });
  const keychain = createSystemKeychain(log.registerSecret);
  const threadData = (): ApplicationThreadData => ({
    info: { version: VERSION, host, platform: process.platform, dataFolder },
    settings: settings.get(),
    commandProgram,
    has: { dialogs: dialogs !== null, printer: printer !== undefined, proxies: proxyResolver !== null },
  });
  const missing = (): never => {
    throw new Error('this host has no such part');
  };
  const application = createApplicationThread(
    () => takeApplicationThread(workerFile, threadData()),
    {
      noteBug: log.noteBug,
      registerSecret: log.registerSecret,
      recentLog: log.recent,
      changeSettings: settings.change,
      keychainGet: keychain.get,
      keychainSet: keychain.set,
      keychainDelete: keychain.delete,
      keychainDeleteCompany: keychain.deleteCompany,
      keychainState: keychain.state,
      keychainProbe: keychain.probe,
      chooseFile: dialogs?.choose ?? missing,
      saveFile: dialogs?.save ?? missing,
      showFile: dialogs?.show ?? missing,
      printToPdf: printer?.toPdf ?? missing,
      openLink,
      confirmTrust,
      systemProxy: proxyResolver?.system ?? missing,
      scriptProxy: proxyResolver?.script ?? missing,
    },
    log,
  );
  settings.onChange(application.settingsChanged);
  return {
    dispatcher: application,
    settings,
    files: application.files,
    takeNotices: application.takeNotices,
    keychainWaits: keychain.isWaiting,
    async close() {
      keychain.close();
      await application.close();
    },
  };
}
