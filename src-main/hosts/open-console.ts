import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/companies/console.ts';
import type { Dispatcher } from '../app/dispatcher.ts';
import type { ConsolePorts, FileDialogs, PagePrinter, TeamPort, TeamServersPort } from '../app/ports.ts';
import { VERSION } from '../app/services/version.ts';
import type { ProxyResolver } from '../network/proxy/choose-route.ts';
import { createSystemKeychain, type Keychain } from '../storage/keychain.ts';
import type { Log } from '../storage/log/log.ts';
import { createSettingsStore, type SettingsStore } from '../storage/settings.ts';
import { takeApplicationThread } from './begin-application.ts';
import type { ApplicationThreadData, HostFunctions } from './worker/protocol.ts';
import { type ApplicationThread, createApplicationThread } from './worker/thread.ts';

export interface ConsoleOptions {
  readonly host: 'electron' | 'node' | 'server';
  readonly dataFolder: string;
  /** People, their settings and the sealed secrets of a team server; omitted = a single user with the system keychain. */
  readonly team?: TeamServices;
  /** The command line as program and leading arguments, for schedules. */
  readonly commandProgram: readonly string[];
  readonly log: Log;
  readonly dialogs: FileDialogs | null;
  /** PDF printer; omitted if the host has none. */
  readonly printer?: PagePrinter;
  readonly openLink: ConsolePorts['openLink'];
  /** Asks the user to confirm trust, outside the page. */
  readonly confirmTrust: HostFunctions['confirmTrust'];
  /** Team servers of the desktop; omitted in other hosts. */
  readonly teamServers?: TeamServersPort;
  /** Proxy resolution of the desktop; `null` without a desktop. */
  readonly proxyResolver?: ProxyResolver | null;
  /** Entry file of the application's thread: `hosts/worker/start.ts`, bundled or not. */
  readonly workerFile: string;
  /** Called if the settings file could not be read: it was renamed to this path, and the console starts with defaults. */
  readonly onSettingsSetAside?: (path: string) => void;
}

/** What a team server provides instead of the parts of a single user. */
export interface TeamServices extends TeamPort {
  readonly keychain: Keychain;
  /** Changes the settings of a person. */
  changeSettings(person: string, change: Partial<Settings>): Promise<Settings>;
}

export interface OpenConsole extends Pick<ApplicationThread, 'files' | 'takeNotices' | 'publish'> {
  readonly dispatcher: Dispatcher;
  readonly settings: SettingsStore;
  readonly keychain: Keychain;
  /** Whether a keychain prompt is open, which would keep the process from ending. */
  readonly keychainWaits: () => boolean;
  /** Ends jobs and the application, and removes the temporary files. */
  close(): Promise<void>;
}

/** Starts the application on a locked data folder and provides the functions that a thread cannot perform. Used by both hosts. */
export function openConsole({
  host,
  dataFolder,
  team,
  commandProgram,
  log,
  dialogs,
  printer,
  openLink,
  confirmTrust,
  teamServers,
  workerFile,
  proxyResolver = null,
  onSettingsSetAside,
}: ConsoleOptions): OpenConsole {
  const settings = createSettingsStore(dataFolder, (path) => {
    log.warning('settings set aside', { path });
    onSettingsSetAside?.(path);
  });
  const system = team === undefined ? createSystemKeychain(log.registerSecret) : null;
  const keychain = (team?.keychain ?? system) as Keychain;
  const threadData = (): ApplicationThreadData => ({
    info: { version: VERSION, host, platform: process.platform, dataFolder },
    settings: team === undefined ? settings.get() : DEFAULT_SETTINGS,
    isTeam: team !== undefined,
    commandProgram,
    has: {
      dialogs: dialogs !== null,
      printer: printer !== undefined,
      proxies: proxyResolver !== null,
      teamServers: teamServers !== undefined,
    },
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
      changeSettings: (change, owner) => (team === undefined ? settings.change(change) : team.changeSettings(owner, change)),
      teamMembers: team?.members ?? missing,
      teamChangeMember: team?.changeMember ?? missing,
      teamEndSession: team?.endSession ?? missing,
      teamReadAccessLog: team?.readAccessLog ?? missing,
      teamNotifyApproval: team?.notifyApproval ?? missing,
      teamCheckState: team?.checkState ?? missing,
      teamSaveCheckSchedule: team?.saveCheckSchedule ?? missing,
      teamDeleteChecks: team?.deleteChecks ?? missing,
      teamReportCheck: team?.reportCheck ?? missing,
      teamServersList: () => teamServers?.list() ?? missing(),
      teamServersConnect: (address) => teamServers?.connect(address) ?? missing(),
      teamServersOpen: (address, company) => teamServers?.open(address, company) ?? missing(),
      teamServersCancel: (address) => teamServers?.cancel(address) ?? missing(),
      teamServersForget: (address) => teamServers?.forget(address) ?? missing(),
      keychainGet: (company, name) => keychain.get(company, name),
      keychainSet: (company, name, secret) => keychain.set(company, name, secret),
      keychainDelete: (company, name) => keychain.delete(company, name),
      keychainDeleteCompany: (company) => keychain.deleteCompany(company),
      keychainState: () => keychain.state(),
      keychainProbe: () => keychain.probe(),
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
    keychain,
    files: application.files,
    publish: application.publish,
    takeNotices: application.takeNotices,
    keychainWaits: () => system?.isWaiting() ?? false,
    async close() {
      system?.close();
      await application.close();
    },
  };
}
