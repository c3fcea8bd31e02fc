import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import type { EventData, NavigationRequest } from '#shared/contract/events.ts';
import type { FolderLock } from '../../storage/data-folder/folder-lock.ts';
import { makeFolder, makeWritableFolder } from '../../storage/data-folder/make-folder.ts';
import { getCrashFolder } from '../../storage/log/crash-dumps.ts';
import type { Log } from '../../storage/log/log.ts';
import { convertFolderErrors, toStorageFailure } from '../../storage/storage-failure.ts';
import { formatTrustQuestion } from '../trust-words.ts';
import { CHANNELS } from './calls/channels.ts';
import { registerDroppedFile } from './calls/dropped-files.ts';
import type { DesktopConsole, DesktopHost, DesktopMemory } from './desktop-host.ts';
import { createDialogs, type ShowDialog } from './dialogs/dialogs.ts';
import { createFileDialogs } from './dialogs/file-dialogs.ts';
import { createNotifier } from './dialogs/notifier.ts';
import { createShowStartFailure } from './dialogs/start-failure.ts';
import {
  formatCrashDetail,
  formatReplaceQuestion,
  formatSignedInPage,
  formatStartFailure,
  formatUpdateLabel,
  formatWriteProgress,
  getDesktopTexts,
} from './dialogs/texts.ts';
import type { ElectronParts } from './electron-parts.ts';
import { type CrashChoice, installCrashHandlers } from './lifecycle/crash.ts';
import { keepCrashDumps } from './lifecycle/crash-dumps.ts';
import { createQuitHandler, type QuitChoice } from './lifecycle/quit.ts';
import { createRunningApplies } from './lifecycle/running-run.ts';
import { becomeOnlyInstance, bringToFront } from './lifecycle/single-instance.ts';
import { parseStartArguments, toTransferFilePath } from './lifecycle/start-arguments.ts';
import { getSystemLanguage } from './lifecycle/start-language.ts';
import { APP_PROTOCOL } from './restrictions/app-protocol.ts';
import { restrictNavigation } from './restrictions/navigation.ts';
import { createLinkOpener, createServerOpener } from './restrictions/open-safely.ts';
import { restrictPermissions } from './restrictions/permissions.ts';
import { refuseDownloads, restrictRequests } from './restrictions/request-filter.ts';
import { createServerSessions } from './team-servers/server-sessions.ts';
import { TeamServers } from './team-servers/team-servers.ts';
import { requestUpdateFeed } from './updates/update-request.ts';
import { createUpdateChecker } from './updates/updates.ts';
import { createConsoleWindow } from './window/console-window.ts';
import { createDesktopTray } from './window/desktop-tray.ts';
import { createMenuTemplate } from './window/menu.ts';
import { createPagePrinter } from './window/page-printer.ts';
import { loadFirstPage } from './window/renderer-watch.ts';
import { addStoppedPage } from './window/stopped-page.ts';
import { WINDOW_TITLE } from './window/window-options.ts';

/** Interval for checking notices in milliseconds. A new day sends no event, so they are checked by time. */
const NOTICES_AGAIN_MS = 30 * 60_000;
/** Interval for update checks while the console stays open. */
const UPDATE_INTERVAL_MS = 24 * 60 * 60_000;
/** Time in milliseconds that closing may take before the user is asked whether to quit at once. */
const SILENT_END_MS = 3_000;

/** Exit codes, equal to those of the command line for the same faults. */
const WRONG_USAGE = 2;
const OWN_FAULT = 5;

/** Switches that give other local programs access to Chromium. */
const DEBUGGING_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins'] as const;

interface Held {
  readonly lock: FolderLock;
  readonly opened: Log;
}

/** Locks the folder and opens its log; `null` if another console uses the folder. Throws `storage-*` if the folder is unusable. */
const holdFolder = ({ lockFolder, openLog }: DesktopHost, dataFolder: string): Held | null =>
  convertFolderErrors(dataFolder, () => {
    const lock = lockFolder(dataFolder);
    return lock === null ? null : { lock, opened: openLog(dataFolder) };
  });

/**
 * Starts the desktop. Steps that must precede Electron's `ready` event (sandbox, scheme, lock) run before the first `await`; no file is
 * opened before the lock is held.
 */
export async function startDesktop(electron: ElectronParts, host: DesktopHost): Promise<void> {
  const { app, dialog, nativeTheme } = electron;
  const developing = !app.isPackaged;
  let window: BrowserWindow | null = null;
  let running: DesktopConsole | null = null;
  // Used until the settings are open.
  let language: Settings['language'] = getSystemLanguage(app.getPreferredSystemLanguages());
  let log: Log | null = null;
  let notices: NodeJS.Timeout | undefined;
  let lookAgain: NodeJS.Timeout | undefined;

  const ask = createDialogs(dialog, () => window, WINDOW_TITLE);
  /** Shows the window first, because a dialog attached to a hidden or covered window would block the application without being visible. */
  const askInFront: ShowDialog = (question) => {
    bringToFront(window);
    return ask(question);
  };
  const failToStart = createShowStartFailure({ app, ask, language: () => language, say: host.say });

  // Installed first, because an uncaught error must not leave a process without a window.
  installCrashHandlers({
    process: host.process,
    report(where, error) {
      if (log !== null) return log.reportBug(where, error);
      host.say(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return '-';
    },
    ask: async (ref) => {
      const choices: CrashChoice[] = ['quit', 'restart', 'copy'];
      const texts = getDesktopTexts(language).crash;
      await app.whenReady();
      const buttons = choices.map((choice) => texts[choice]);
      return choices[await ask({ type: 'error', message: texts.title, detail: formatCrashDetail(language, ref), buttons })] ?? 'quit';
    },
    copy: async (ref) => electron.clipboard.writeText(ref),
    restart: () => app.relaunch(),
    exit: (code) => app.exit(code),
  });

  /** Reports an unusable data folder and ends with the exit code of the command line. */
  const refuse = async (error: unknown): Promise<void> => {
    const failure = error instanceof ExpectedError ? error.failure : toStorageFailure(error)?.failure;
    if (failure === undefined) throw error;
    const { what, why, next } = formatStartFailure(language, failure);
    return failToStart(what, `${why}\n${next}`, OWN_FAULT);
  };

  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([APP_PROTOCOL]);
  const opened = DEBUGGING_SWITCHES.filter((name) => app.isPackaged && app.commandLine.hasSwitch(name));
  for (const name of opened) app.commandLine.removeSwitch(name);

  const start = parseStartArguments(host.argv, host.folder);
  if (!start.ok) {
    const { title, argument, words } = getDesktopTexts(language).start;
    return failToStart(title, start.problem === 'bad-data-folder' ? argument : words, WRONG_USAGE);
  }
  const dataFolder = start.dataFolder ?? host.defaultDataFolder;
  language = host.storedLanguage(dataFolder) ?? language;
  // Folder for Chromium's files and Electron's lock. If it cannot be created, Electron would assume that another console holds the lock.
  const browserFolder = path.join(dataFolder, 'browser');
  try {
    convertFolderErrors(dataFolder, () => makeFolder(dataFolder));
    convertFolderErrors(browserFolder, () => makeWritableFolder(browserFolder));
  } catch (error) {
    return refuse(error);
  }
  app.setPath('userData', browserFolder);

  let transferFile = start.transferFile;
  let offerTransfer = (file: string): void => {
    // Stored until the window is ready and reads it.
    transferFile = file;
  };
  const isOnly = becomeOnlyInstance(
    app,
    () => window,
    (file) => offerTransfer(file),
    (problem) => log?.warning('second start refused', { problem }),
  );
  if (!isOnly) return app.exit(0);
  // macOS reports opened files by this event, not by the command line.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    const named = toTransferFilePath(file, host.folder);
    if (named !== null) offerTransfer(named);
  });

  let held: Held | null;
  try {
    held = holdFolder(host, dataFolder);
  } catch (error) {
    return refuse(error);
  }
  if (held === null) {
    const { title, detail } = getDesktopTexts(language).occupied;
    return failToStart(title, detail, 1);
  }
  const { lock } = held;
  const journal = held.opened;
  log = journal;
  journal.info('started', { version: app.getVersion() });
  for (const name of opened) journal.warning('debugging refused', { switch: name });
  try {
    keepCrashDumps(getCrashFolder(dataFolder), app, electron.crashReporter);
  } catch (error) {
    // A failure to set up crash dumps does not prevent the start.
    journal.reportBug('crash dumps', error);
  }

  const quit = createQuitHandler({
    writing: async () => (running === null ? null : createRunningApplies(running.dispatcher).writing()),
    askWriting: async (writing) => {
      const { detail, stay, finish, now } = getDesktopTexts(language).quit.writing;
      const choices: QuitChoice[] = ['stay', 'finish', 'now'];
      return choices[await askInFront({ message: formatWriteProgress(language, writing), detail, buttons: [stay, finish, now] })] ?? 'stay';
    },
    finishWriting: async () => {
      if (running !== null) await createRunningApplies(running.dispatcher).finish();
    },
    close: async () => {
      clearInterval(notices);
      clearInterval(lookAgain);
      await running?.close();
      lock.release();
    },
    askForce: async (over) => {
      const { title, detail, wait, force } = getDesktopTexts(language).quit;
      return (await askInFront({ message: title, detail, buttons: [wait, force], signal: over })) === 1;
    },
    onError: (error) => journal.reportBug('quit', error),
    exit: (code) => {
      // Everything is closed and saved; Electron would wait forever for the thread of an open keychain prompt.
      if (running?.keychainWaits()) host.kill();
      else app.exit(code);
    },
    silentMs: SILENT_END_MS,
  });
  app.on('before-quit', quit);
  app.on('window-all-closed', () => app.quit());
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => journal.warning('child process gone', { type, reason, exitCode }));
  const serverSessions = createServerSessions(electron.openSession);
  app.on('session-created', (session) => {
    const serverOf = (): string | null => serverSessions.originOf(session);
    restrictPermissions(session, serverOf);
    restrictRequests(session, developing, serverOf);
    refuseDownloads(session, serverOf);
    session.setSpellCheckerEnabled(false);
  });
  // The window of a team server has restrictions of its own.
  app.on('web-contents-created', (_event, contents) => {
    if (serverSessions.originOf(contents.session) === null) restrictNavigation(contents);
  });

  await app.whenReady();

  const openLink = createLinkOpener(electron.shell);
  let console: DesktopConsole;
  let memory: DesktopMemory;
  const teamServers = new TeamServers({
    sessions: serverSessions,
    keychain: () => console.keychain,
    list: () => memory.teamServers,
    newWindow: electron.newWindow,
    isDark: () => nativeTheme.shouldUseDarkColors,
    developing,
    openInBrowser: createServerOpener(electron.shell),
    openLink: (link) => void openLink(link, []),
    signedInPage: () => formatSignedInPage(language),
    onChanged: () => console.publish('changed', { companyId: null, topics: ['teamServers'], revision: 0 }),
    log: journal,
  });
  try {
    memory = host.openMemory(dataFolder, (error) => journal.reportBug('desktop memory', error));
    console = await host.openConsole({
      dataFolder,
      log: journal,
      dialogs: createFileDialogs({
        dialog,
        shell: electron.shell,
        window: () => window,
        texts: () => ({ ...getDesktopTexts(language).dialog, replaceTitle: (name) => formatReplaceQuestion(language, name) }),
        ask,
        lastFolders: memory.lastFolders,
        documents: () => app.getPath('documents'),
      }),
      printer: createPagePrinter(electron),
      openLink,
      confirmTrust: async (question) => {
        const { title, detail, allow, refuse: no } = formatTrustQuestion(question, language);
        return (await ask({ message: title, detail, buttons: [no, allow] })) === 1 ? 'yes' : 'no';
      },
      teamServers,
    });
  } catch (error) {
    return refuse(error);
  }
  running = console;

  const go = (request: NavigationRequest): void => {
    if (window === null || window.isDestroyed()) return;
    bringToFront(window);
    window.webContents.send(CHANNELS.event, 'go', request);
  };
  const takeTransfer = async (file: string): Promise<void> => {
    const taken = await registerDroppedFile(file, console.takeFile);
    if (taken.ok) return go({ to: 'transfer', file: taken.value });
    const { what, why, next } = formatStartFailure(language, taken.error);
    await askInFront({ message: what, detail: `${why}\n${next}`, buttons: [getDesktopTexts(language).transfer.close] });
  };
  const chooseTransfer = async (): Promise<void> => {
    const answer = await dialog.showOpenDialog(window as BrowserWindow, {
      title: getDesktopTexts(language).dialog.openTitle,
      filters: [{ name: getDesktopTexts(language).dialog.kinds['tsunagi-bundle'], extensions: ['tsunagi-bundle'] }],
      properties: ['openFile', 'dontAddToRecent'],
    });
    const [file] = answer.filePaths;
    if (!answer.canceled && file !== undefined) await takeTransfer(file);
  };

  const feed = host.updateFeed(!developing);
  const updates =
    feed === null
      ? null
      : createUpdateChecker({
          feed,
          version: app.getVersion(),
          request: (file) => requestUpdateFeed(electron.openSession, file),
          ask: askInFront,
          openPage: () => openLink(feed.page, [feed.pageHost]),
          notify: electron.notify,
          wanted: () => console.settings().desktopNotices,
          language: () => language,
          announced: memory.announcedVersion,
          onLater: () => showMenu(),
          onFailed: (kind) => journal.warning('updates not checked', { kind }),
        });
  const showMenu = (): void => {
    const template = createMenuTemplate({
      texts: getDesktopTexts(language).menu,
      platform: host.platform,
      developing,
      companyOpen: console.settings().lastCompanyId !== null,
      go,
      openTransfer: () => void chooseTransfer(),
      update: updates === null ? null : { label: formatUpdateLabel(language, updates.later()), click: () => void updates.check() },
    });
    electron.menu.show(electron.menu.build(template));
  };
  const tray = createDesktopTray({
    newTray: electron.newTray,
    buildMenu: electron.menu.build,
    texts: () => getDesktopTexts(language).tray,
    open: () => bringToFront(window),
    quit: () => app.quit(),
  });
  const applySettings = (settings: Settings): void => {
    nativeTheme.themeSource = settings.theme;
    language = settings.language;
    showMenu();
    tray.apply(settings);
  };
  applySettings(console.settings());
  app.setAboutPanelOptions({ applicationName: WINDOW_TITLE, applicationVersion: app.getVersion(), copyright: 'Copyright © Tsunagi' });
  const notify = createNotifier({
    show: electron.notify,
    wanted: () => console.settings().desktopNotices,
    language: () => language,
    take: console.takeNotices,
    onClick: (company, deadlines) => go({ to: 'deadlines', company, deadlines: deadlines.map(({ kind, day }) => ({ kind, day })) }),
    onError: (error) => journal.reportBug('notices', error),
  });
  console.dispatcher.on((event, data) => {
    if (event === 'settings') applySettings(data as Settings);
    if (event !== 'changed') return;
    const { topics } = data as EventData<'changed'>;
    // Edits of drafts rarely change deadlines, so they wait for the next interval.
    if (topics.some((topic) => topic !== 'drafts' && CALL_FACTS['notices.list'].reads.includes(topic))) void notify();
  });
  notices = setInterval(() => void notify(), NOTICES_AGAIN_MS);
  notices.unref();

  const shown = createConsoleWindow({
    electron,
    console,
    log: journal,
    page: addStoppedPage(host.readPage(), () => ({ language, ...getDesktopTexts(language).stopped })),
    preload: host.preload,
    memory: memory.window,
    now: host.now,
    developing,
  });
  window = shown;
  shown.on('close', (event) => {
    if (!tray.keepsRunning()) return quit(event);
    event.preventDefault();
    shown.hide();
  });
  // Clicking the dock icon on macOS activates the running instance instead of starting another one.
  app.on('activate', () => bringToFront(window));
  shown.once('closed', () => {
    window = null;
    teamServers.close();
  });
  await loadFirstPage(shown);
  if (updates !== null) {
    void updates.look();
    lookAgain = setInterval(() => void updates.look(), UPDATE_INTERVAL_MS);
    lookAgain.unref();
  }
  offerTransfer = (file) => void takeTransfer(file);
  if (transferFile !== null) offerTransfer(transferFile);
}
