import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { CALL_NAMES } from '#shared/contract/calls.ts';
import type { Settings } from '#shared/contract/console.ts';
import { EVENTS } from '#shared/contract/events.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { ConsoleParts, FileDialogs, PagePrinter } from '../../app/console.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import type { FolderLock } from '../../storage/folder-lock.ts';
import type { Log } from '../../storage/log.ts';
import { makeFolder } from '../../storage/make-folder.ts';
import { inFolder, storageFailureOf } from '../../storage/storage-failure.ts';
import type { PageFiles } from '../policy/page-files.ts';
import { trustWords } from '../trust-words.ts';
import { APP_PROTOCOL, createAppHandler } from './app-protocol.ts';
import { serveCalls } from './call-server.ts';
import { namesAsArguments } from './channels.ts';
import { type CrashChoice, installCrashHandlers } from './crash.ts';
import type { ElectronParts } from './electron-parts.ts';
import { createFileDialogs } from './file-dialogs.ts';
import { menuTemplate } from './menu.ts';
import { restrictNavigation } from './navigation.ts';
import { createNotifier, type NotifierParts } from './notifier.ts';
import { createLinkOpener } from './open-safely.ts';
import { APP_SCHEME, START_PAGE } from './own-pages.ts';
import { createPagePrinter } from './page-printer.ts';
import { restrictPermissions } from './permissions.ts';
import { createQuit } from './quit.ts';
import { watchRenderer } from './renderer-watch.ts';
import { refuseDownloads, restrictRequests } from './request-filter.ts';
import { becomeOnlyInstance } from './single-instance.ts';
import { parseStartArguments } from './start-arguments.ts';
import { withStoppedPage } from './stopped-page.ts';
import { crashDetail, desktopTexts, failureTextIn } from './texts.ts';
import { GROUND, windowOptions } from './window-options.ts';

/** A new day begins without any event. */
const NOTICES_AGAIN_MS = 30 * 60_000;

/** The window's own partition; kept on disk for its code cache alone. */
const PARTITION = 'persist:console';

/** What the console needs of the desktop. */
export interface DesktopServices {
  readonly dataFolder: string;
  readonly log: Log;
  readonly dialogs: FileDialogs;
  readonly printer: PagePrinter;
  readonly openLink: ConsoleParts['openLink'];
  readonly confirmTrust: ConsoleParts['confirmTrust'];
}

/** What the desktop needs of the console. */
export interface DesktopConsole {
  readonly dispatcher: Dispatcher;
  readonly settings: () => Settings;
  /** What has not been told of today, of the open company; it counts as told afterwards. */
  readonly takeNotices: NotifierParts['take'];
  /** Stops accepting calls, ends what runs, flushes the stores. */
  readonly close: () => Promise<void>;
}

export interface DesktopHost {
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly process: Pick<NodeJS.EventEmitter, 'on'>;
  readonly now: () => number;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly defaultDataFolder: string;
  /** Keeps the Node host and other users' consoles from the same folder; `null` while one of them has it. */
  readonly lockFolder: (dataFolder: string) => FolderLock | null;
  readonly openLog: (dataFolder: string) => Log;
  readonly openConsole: (services: DesktopServices) => Promise<DesktopConsole>;
  readonly readPage: () => PageFiles;
}

/** Exit code of the command line for the same fault. */
const OWN_FAULT = 5;

interface Held {
  readonly lock: FolderLock;
  readonly opened: Log;
}

/** The folder's lock and its log; `null` while another console has the folder. Throws `storage-*` where it cannot be used. */
const holdFolder = ({ lockFolder, openLog }: DesktopHost, dataFolder: string): Held | null =>
  inFolder(dataFolder, () => {
    const lock = lockFolder(dataFolder);
    return lock === null ? null : { lock, opened: openLog(dataFolder) };
  });

/**
 * Starts the desktop console. What must happen before Electron is ready (sandbox, scheme, lock) happens before the
 * first `await`; no file is touched before the lock is held.
 */
export async function startDesktop(electron: ElectronParts, host: DesktopHost): Promise<void> {
  const { app, dialog, nativeTheme } = electron;
  const developing = !app.isPackaged;
  let window: BrowserWindow | null = null;
  let running: DesktopConsole | null = null;
  let language: Settings['language'] = 'ja';
  let log: Log | null = null;
  let notices: NodeJS.Timeout | undefined;

  const askBox = (buttons: string[], message: string, detail: string): Promise<number> =>
    dialog
      .showMessageBox({ type: 'warning', message, detail, buttons, defaultId: 0, cancelId: 0, noLink: true })
      .then((answer) => answer.response);
  /** A data folder that cannot be used: told in a dialog, and the start ends with the exit code of the command line. */
  const refuse = async (error: unknown): Promise<void> => {
    const failure = error instanceof ExpectedError ? error.failure : storageFailureOf(error)?.failure;
    if (failure === undefined) throw error;
    const { what, why, next } = failureTextIn(language, failure);
    await app.whenReady();
    await askBox([desktopTexts(language).occupied.quit], what, `${why}\n${next}`);
    app.exit(OWN_FAULT);
  };

  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([APP_PROTOCOL]);

  const start = parseStartArguments(host.argv);
  if (!start.ok) return app.exit(2);
  const dataFolder = start.dataFolder ?? host.defaultDataFolder;
  // Chromium's own files; Electron's lock is bound to this folder, so it has to exist first, and nothing is in it yet.
  const browserFolder = path.join(dataFolder, 'browser');
  try {
    inFolder(dataFolder, () => makeFolder(browserFolder));
  } catch (error) {
    return refuse(error);
  }
  app.setPath('userData', browserFolder);
  const isOnly = becomeOnlyInstance(
    app,
    () => window,
    (problem) => log?.warning('second start refused', { problem }),
  );
  if (!isOnly) return app.exit(0);

  let held: Held | null;
  try {
    held = holdFolder(host, dataFolder);
  } catch (error) {
    return refuse(error);
  }
  if (held === null) {
    const { title, detail, quit } = desktopTexts(language).occupied;
    await app.whenReady();
    await askBox([quit], title, detail);
    return app.exit(1);
  }
  const { lock, opened } = held;
  log = opened;
  opened.info('started', { version: app.getVersion() });

  installCrashHandlers({
    process: host.process,
    report: opened.reportBug,
    ask: async (ref) => {
      const choices: CrashChoice[] = ['quit', 'restart', 'copy'];
      const texts = desktopTexts(language).crash;
      await app.whenReady();
      return (
        choices[
          await askBox(
            choices.map((choice) => texts[choice]),
            texts.title,
            crashDetail(language, ref),
          )
        ] ?? 'quit'
      );
    },
    copy: (ref) => electron.clipboard.writeText(ref),
    restart: () => app.relaunch(),
    exit: (code) => app.exit(code),
  });

  const quit = createQuit({
    close: async () => {
      clearInterval(notices);
      await running?.close();
      lock.release();
    },
    askForce: async () => {
      const texts = desktopTexts(language).quit;
      return (await askBox([texts.wait, texts.force], texts.title, texts.detail)) === 1;
    },
    onError: (error) => opened.reportBug('quit', error),
    exit: (code) => app.exit(code),
  });
  app.on('before-quit', quit);
  app.on('window-all-closed', () => app.quit());
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => opened.warning('child process gone', { type, reason, exitCode }));
  app.on('session-created', (session) => {
    restrictPermissions(session);
    restrictRequests(session, developing);
    refuseDownloads(session);
  });
  app.on('web-contents-created', (_event, contents) => restrictNavigation(contents));

  await app.whenReady();

  let console: DesktopConsole;
  try {
    console = await host.openConsole({
      dataFolder,
      log: opened,
      dialogs: createFileDialogs(
        dialog,
        () => window,
        () => desktopTexts(language).dialog,
      ),
      printer: createPagePrinter(electron),
      openLink: createLinkOpener(electron.shell),
      confirmTrust: async (question) => {
        const { title, detail, allow, refuse: no } = trustWords(question, language);
        return (await askBox([no, allow], title, detail)) === 1 ? 'yes' : 'no';
      },
    });
  } catch (error) {
    return refuse(error);
  }
  running = console;

  const applySettings = (settings: Settings): void => {
    nativeTheme.themeSource = settings.theme;
    language = settings.language;
    electron.menu.show(menuTemplate(desktopTexts(language).menu, host.platform, developing));
  };
  applySettings(console.settings());
  const notify = createNotifier({
    show: electron.notes,
    wanted: () => console.settings().desktopNotices,
    language: () => language,
    take: console.takeNotices,
    onClick: () => {
      window?.show();
      window?.focus();
    },
    onError: (error) => opened.reportBug('notices', error),
  });
  console.dispatcher.on((event, data) => {
    if (event === 'settings') applySettings(data as Settings);
    if (event === 'workspace' || event === 'orders') void notify();
  });
  notices = setInterval(() => void notify(), NOTICES_AGAIN_MS);
  notices.unref();

  const session = electron.openSession(PARTITION);
  const page = withStoppedPage(host.readPage(), () => ({ language, ...desktopTexts(language).stopped }));
  session.protocol.handle(APP_SCHEME, createAppHandler(page));

  const shown = electron.newWindow(
    windowOptions({
      preload: host.preload,
      session,
      dark: nativeTheme.shouldUseDarkColors,
      developing,
      additionalArguments: namesAsArguments(CALL_NAMES, Object.keys(EVENTS)),
    }),
  );
  window = shown;
  const stopServing = serveCalls({
    ipcMain: electron.ipcMain,
    contents: shown.webContents,
    dispatcher: console.dispatcher,
    onRefused: (problem) => opened.warning('message refused', { problem }),
  });
  watchRenderer(shown.webContents, host.now, ({ reason, exitCode }) => opened.warning('window process gone', { reason, exitCode }));
  nativeTheme.on('updated', () => {
    if (!shown.isDestroyed()) shown.setBackgroundColor(nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light);
  });
  shown.once('ready-to-show', () => shown.show());
  shown.on('close', quit);
  shown.once('closed', () => {
    stopServing();
    window = null;
  });
  await shown.loadURL(START_PAGE);
}
