import path from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  Tray,
} from 'electron';
import ElectronStore from 'electron-store';
import { toPrintableLines } from '#shared/domain/sync/wording/exact-text.ts';
import { readTextPatiently } from '../../disk/held-files.ts';
import { getDefaultDataFolder } from '../../storage/data-folder/data-folder.ts';
import { lockDataFolder } from '../../storage/data-folder/restore-moves.ts';
import { createLog } from '../../storage/log/log.ts';
import { readStoredLanguage } from '../../storage/settings.ts';
import { openConsole } from '../open-console.ts';
import { readPageFiles } from '../policy/page-files.ts';
import { startDesktop } from './desktop.ts';
import type { DesktopHost } from './desktop-host.ts';
import { openDesktopMemory } from './desktop-memory.ts';
import type { DesktopNotification } from './dialogs/notifier.ts';
import type { ElectronParts } from './electron-parts.ts';
import { getCommandProgram } from './lifecycle/command-words.ts';
import { createProxyResolver } from './proxy-resolver.ts';
import { readUpdateFeed } from './updates/update-feed.ts';

/** Keeps references until a click or close, because a garbage-collected notification loses its click event. */
const shownNotifications = new Set<Notification>();
function showNotification({ title, body, onClick }: DesktopNotification): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  shownNotifications.add(notification);
  notification.on('click', onClick);
  notification.on('close', () => shownNotifications.delete(notification));
  notification.show();
}

/** Windows and macOS have more sizes beside each file (`@2x`); macOS colors a `Template` itself. */
const TRAY_ICONS: Readonly<Record<string, string>> & { readonly linux: string } = {
  win32: 'tray.png',
  darwin: 'trayTemplate.png',
  linux: 'tray-linux.png',
};

const electron: ElectronParts = {
  app,
  newWindow: (options) => new BrowserWindow(options),
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  menu: { build: (template) => Menu.buildFromTemplate(template), show: (menu) => Menu.setApplicationMenu(menu) },
  newTray: () => new Tray(path.join(import.meta.dirname, TRAY_ICONS[process.platform] ?? TRAY_ICONS['linux'])),
  notify: showNotification,
  nativeTheme,
  protocol,
  screen: () => screen,
  openSession: (partition) => session.fromPartition(partition),
  shell,
};

const host: DesktopHost = {
  argv: process.argv,
  folder: process.cwd(),
  platform: process.platform,
  process,
  now: Date.now,
  kill: () => process.kill(process.pid, 'SIGKILL'),
  say: (text) => void process.stderr.write(toPrintableLines(text)),
  preload: path.join(import.meta.dirname, 'preload.cjs'),
  defaultDataFolder: getDefaultDataFolder(),
  storedLanguage: readStoredLanguage,
  lockFolder: lockDataFolder,
  openLog: (dataFolder) => createLog({ folder: path.join(dataFolder, 'log') }),
  openMemory: (dataFolder, onError) => {
    const memory = openDesktopMemory(ElectronStore, dataFolder, onError);
    // Removes electron-store's listener for windows, which must not access a file.
    ipcMain.removeAllListeners('electron-store-get-data');
    return memory;
  },
  openConsole: async ({ dataFolder, log, dialogs, printer, openLink, confirmTrust, teamServers }) => {
    const workerFile = path.join(import.meta.dirname, 'worker.js');
    app.once('browser-window-created', (_event, window) =>
      window.once('show', () => log.info('window shown', { afterMs: Math.round(performance.now()) })),
    );
    const opened = openConsole({
      host: 'electron',
      dataFolder,
      commandProgram: getCommandProgram({
        platform: process.platform,
        program: process.execPath,
        appImage: process.env['APPIMAGE'],
        folder: app.isPackaged ? null : app.getAppPath(),
      }),
      log,
      dialogs,
      printer,
      openLink,
      confirmTrust,
      teamServers,
      workerFile,
      proxyResolver: createProxyResolver(electron.openSession),
    });
    return {
      dispatcher: opened.dispatcher,
      settings: opened.settings.get,
      takeFile: (file) => opened.files.add({ path: file, origin: 'chosen' }),
      takeNotices: opened.takeNotices,
      keychain: opened.keychain,
      publish: opened.publish,
      keychainWaits: opened.keychainWaits,
      close: opened.close,
    };
  },
  updateFeed: (packed) => {
    const about: unknown = JSON.parse(readTextPatiently(path.join(app.getAppPath(), 'package.json')));
    return readUpdateFeed({ about, platform: process.platform, arch: process.arch, packed });
  },
  readPage: () => readPageFiles(path.join(import.meta.dirname, '../renderer')),
};

// The same id as the installer's, so that Windows groups notifications, pinned icon and window.
if (process.platform === 'win32') app.setAppUserModelId('app.tsunagi.console');

// Not awaited: Electron emits `ready` only after this module was evaluated.
void startDesktop(electron, host);
