import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Clipboard,
  CrashReporter,
  Dialog,
  IpcMain,
  Menu,
  NativeTheme,
  Protocol,
  Screen,
  Session,
  Shell,
} from 'electron';
import type { DesktopNotification } from './dialogs/notifier.ts';
import type { DesktopTrayParts } from './window/desktop-tray.ts';

/**
 * The parts of Electron in use. Only `main.ts` and `preload.ts` import Electron; other modules receive these as arguments, so that tests
 * run without Electron.
 */
export interface ElectronParts {
  readonly app: Pick<
    App,
    | 'enableSandbox'
    | 'setPath'
    | 'getPath'
    | 'getVersion'
    | 'getPreferredSystemLanguages'
    | 'setAboutPanelOptions'
    | 'isPackaged'
    | 'commandLine'
    | 'requestSingleInstanceLock'
    | 'whenReady'
    | 'on'
    | 'quit'
    | 'exit'
    | 'relaunch'
  >;
  readonly newWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly crashReporter: Pick<CrashReporter, 'start'>;
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showMessageBoxSync' | 'showOpenDialog' | 'showSaveDialog'>;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>;
  readonly menu: { readonly build: (typeof Menu)['buildFromTemplate']; readonly show: (menu: Menu) => void };
  readonly newTray: DesktopTrayParts['newTray'];
  /** Shows a desktop notification; `null` if not supported. */
  readonly notify: ((notification: DesktopNotification) => void) | null;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource' | 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  /** Available only after the app is ready. */
  readonly screen: () => Pick<Screen, 'getDisplayMatching'>;
  readonly openSession: (partition: string) => Session;
  readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>;
}
