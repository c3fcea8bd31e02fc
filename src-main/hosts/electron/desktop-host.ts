import type { Settings } from '#shared/contract/console.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import type { ConsolePorts, FileDialogs, PagePrinter } from '../../app/ports.ts';
import type { FolderLock } from '../../storage/folder-lock.ts';
import type { Log } from '../../storage/log.ts';
import type { PageFiles } from '../policy/page-files.ts';
import type { LastFolders } from './file-dialogs.ts';
import type { NotifierParts } from './notifier.ts';
import type { UpdateFeed } from './update-feed.ts';
import type { AnnouncedVersion } from './updates.ts';
import type { WindowStateStore } from './window-state.ts';

/** What the console needs of the desktop. */
export interface DesktopServices {
  readonly dataFolder: string;
  readonly log: Log;
  readonly dialogs: FileDialogs;
  readonly printer: PagePrinter;
  readonly openLink: ConsolePorts['openLink'];
  readonly confirmTrust: ConsolePorts['confirmTrust'];
}

/** What the desktop needs of the console. */
export interface DesktopConsole {
  readonly dispatcher: Dispatcher;
  readonly settings: () => Settings;
  /** Gives a file of the user's its token. */
  readonly takeFile: (file: string) => Promise<FileToken>;
  /** What has not been told of today, of the open company; it counts as told afterwards. */
  readonly takeNotices: NotifierParts['take'];
  /** Whether the system's keychain waits for an answer, which keeps the process from ending. */
  readonly keychainWaits: () => boolean;
  /** Stops accepting calls, ends what runs, flushes the stores. */
  readonly close: () => Promise<void>;
}

/** What this workstation's desktop is remembered by, between two starts. */
export interface DesktopMemory {
  readonly window: WindowStateStore;
  readonly lastFolders: LastFolders;
  readonly announcedVersion: AnnouncedVersion;
}

export interface DesktopHost {
  readonly argv: readonly string[];
  /** Where the command line was given. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly process: Pick<NodeJS.EventEmitter, 'on'>;
  readonly now: () => number;
  /** To whoever started the console from a terminal. */
  readonly say: (text: string) => void;
  /** Ends the process although one of its threads never does; nothing of it runs afterwards. */
  readonly kill: () => void;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly defaultDataFolder: string;
  /** The language that the settings of a folder have, without opening them; `null` where none can be read. */
  readonly storedLanguage: (dataFolder: string) => Settings['language'] | null;
  /** Keeps the Node host and other users' consoles from the same folder; `null` while one of them has it. */
  readonly lockFolder: (dataFolder: string) => FolderLock | null;
  readonly openLog: (dataFolder: string) => Log;
  /** What cannot be kept is told to `onError`; nothing else comes of it. */
  readonly openMemory: (dataFolder: string, onError: (error: unknown) => void) => DesktopMemory;
  readonly openConsole: (services: DesktopServices) => Promise<DesktopConsole>;
  /** Where later versions are told of; `null` where the package was made without a feed. */
  readonly updateFeed: (packed: boolean) => UpdateFeed | null;
  readonly readPage: () => PageFiles;
}
