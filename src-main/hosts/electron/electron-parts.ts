import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Clipboard,
  Dialog,
  IpcMain,
  Menu,
  NativeTheme,
  Protocol,
  Session,
  Shell,
} from 'electron';
import type { DesktopNote } from './notifier.ts';

/**
 * The parts of Electron that the host uses, and no others. Only `main.ts` and `preload.ts` import Electron itself;
 * everything else gets these as arguments, so that it runs in tests where there is no Electron.
 */
export interface ElectronParts {
  readonly app: Pick<
    App,
    | 'enableSandbox'
    | 'setPath'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'requestSingleInstanceLock'
    | 'whenReady'
    | 'on'
    | 'quit'
    | 'exit'
    | 'relaunch'
  >;
  readonly newWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>;
  readonly menu: { readonly show: (template: Parameters<(typeof Menu)['buildFromTemplate']>[0]) => void };
  /** Shows a note of the desktop; `null` where it has none. */
  readonly notes: ((note: DesktopNote) => void) | null;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource' | 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly openSession: (partition: string) => Session;
  readonly shell: Pick<Shell, 'openExternal'>;
}
