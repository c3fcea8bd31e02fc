import type { Settings } from '#shared/contract/companies/console.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Dispatcher, Publish } from '../../app/dispatcher.ts';
import type { ConsolePorts, FileDialogs, PagePrinter, TeamServersPort } from '../../app/ports.ts';
import type { FolderLock } from '../../storage/data-folder/folder-lock.ts';
import type { Keychain } from '../../storage/keychain.ts';
import type { Log } from '../../storage/log/log.ts';
import type { PageFiles } from '../policy/page-files.ts';
import type { LastFolders } from './dialogs/file-dialogs.ts';
import type { NotifierParts } from './dialogs/notifier.ts';
import type { ServerList } from './team-servers/team-servers.ts';
import type { UpdateFeed } from './updates/update-feed.ts';
import type { AnnouncedVersion } from './updates/updates.ts';
import type { WindowStateStore } from './window/window-state.ts';

/** Functions the console needs from the desktop. */
export interface DesktopServices {
  readonly dataFolder: string;
  readonly log: Log;
  readonly dialogs: FileDialogs;
  readonly printer: PagePrinter;
  readonly openLink: ConsolePorts['openLink'];
  readonly confirmTrust: ConsolePorts['confirmTrust'];
  readonly teamServers: TeamServersPort;
}

/** Functions the desktop needs from the console. */
export interface DesktopConsole {
  readonly dispatcher: Dispatcher;
  readonly settings: () => Settings;
  /** Registers a file that the user chose, and returns its token. */
  readonly takeFile: (file: string) => Promise<FileToken>;
  /** Returns notices of the open company that were not shown today, and marks them as shown. */
  readonly takeNotices: NotifierParts['take'];
  readonly keychain: Pick<Keychain, 'get' | 'set' | 'delete'>;
  /** Sends an event to the window. */
  readonly publish: Publish;
  /** Whether a keychain prompt is open, which would keep the process from ending. */
  readonly keychainWaits: () => boolean;
  /** Stops accepting calls, ends running work, and saves. */
  readonly close: () => Promise<void>;
}

/** State of this desktop that is stored between starts. */
export interface DesktopMemory {
  readonly window: WindowStateStore;
  readonly lastFolders: LastFolders;
  readonly announcedVersion: AnnouncedVersion;
  readonly teamServers: ServerList;
}

export interface DesktopHost {
  readonly argv: readonly string[];
  /** The working directory of this process, for relative paths in the command line. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly process: Pick<NodeJS.EventEmitter, 'on'>;
  readonly now: () => number;
  /** Prints to the terminal. */
  readonly say: (text: string) => void;
  /** Kills the process even if a thread does not end; no code runs afterwards. */
  readonly kill: () => void;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly defaultDataFolder: string;
  /** The stored language of a data folder; `null` if it cannot be read. */
  readonly storedLanguage: (dataFolder: string) => Settings['language'] | null;
  /** Locks the folder against the Node host and other users' consoles; `null` if it is in use. */
  readonly lockFolder: (dataFolder: string) => FolderLock | null;
  readonly openLog: (dataFolder: string) => Log;
  /** Opens the stored state. Write errors are reported to `onError` only. */
  readonly openMemory: (dataFolder: string, onError: (error: unknown) => void) => DesktopMemory;
  readonly openConsole: (services: DesktopServices) => Promise<DesktopConsole>;
  /** The update feed; `null` if the package was built without one. */
  readonly updateFeed: (packed: boolean) => UpdateFeed | null;
  readonly readPage: () => PageFiles;
}
