import type { Settings } from '#shared/contract/companies/console.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import type { ConsolePorts, FileDialogs, PagePrinter } from '../../app/ports.ts';
import type { FolderLock } from '../../storage/data-folder/folder-lock.ts';
import type { Log } from '../../storage/log/log.ts';
import type { PageFiles } from '../policy/page-files.ts';
import type { LastFolders } from './dialogs/file-dialogs.ts';
import type { NotifierParts } from './dialogs/notifier.ts';
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
}

/** Functions the desktop needs from the console. */
export interface DesktopConsole {
  readonly dispatcher: Dispatcher;
  readonly settings: () => Settings;
  /** Registers a user's file and returns its token. */
  readonly takeFile: (file: string) => Promise<FileToken>;
  /** Notices of the open company not shown today; they count as shown afterwards. */
  readonly takeNotices: NotifierParts['take'];
  /** Whether a keychain prompt is open, which prevents the process from ending. */
  readonly keychainWaits: () => boolean;
  /** Stops accepting calls, ends running work, and saves. */
  readonly close: () => Promise<void>;
}

/** State of this desktop that is kept between starts. */
export interface DesktopMemory {
  readonly window: WindowStateStore;
  readonly lastFolders: LastFolders;
  readonly announcedVersion: AnnouncedVersion;
}

export interface DesktopHost {
  readonly argv: readonly string[];
  /** The working directory of the command line. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly process: Pick<NodeJS.EventEmitter, 'on'>;
  readonly now: () => number;
  /** Prints to the terminal. */
  readonly say: (text: string) => void;
  /** Kills the process although a thread does not end; no code runs afterwards. */
  readonly kill: () => void;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly defaultDataFolder: string;
  /** The stored language of a data folder; `null` if it cannot be read. */
  readonly storedLanguage: (dataFolder: string) => Settings['language'] | null;
  /** Excludes the Node host and other users' consoles from the folder; `null` if it is in use. */
  readonly lockFolder: (dataFolder: string) => FolderLock | null;
  readonly openLog: (dataFolder: string) => Log;
  /** Write errors are reported to `onError` only. */
  readonly openMemory: (dataFolder: string, onError: (error: unknown) => void) => DesktopMemory;
  readonly openConsole: (services: DesktopServices) => Promise<DesktopConsole>;
  /** The update feed; `null` if the package was built without one. */
  readonly updateFeed: (packed: boolean) => UpdateFeed | null;
  readonly readPage: () => PageFiles;
}
