import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, MenuItemConstructorOptions, Session } from 'electron';
import type { DesktopNotification } from '#main/hosts/electron/dialogs/notifier.ts';
import type { ElectronParts } from '#main/hosts/electron/electron-parts.ts';

class FakeContents extends EventEmitter {
  readonly mainFrame = { processId: 6, routingId: 4 };
  getZoomLevel = () => 0;
  setZoomLevel = (level: number) => void this.#journal.push(`zoom ${level}`);
  readonly sent: unknown[][] = [];
  readonly #journal: string[];
  constructor(journal: string[]) {
    super();
    this.#journal = journal;
  }
  isDestroyed = () => false;
  setWindowOpenHandler = () => void this.#journal.push('window open handler');
  send = (...message: unknown[]) => void this.sent.push(message);
  loadURL = async (url: string) => void this.#journal.push(`reload ${url}`);
}

export class FakeWindow extends EventEmitter {
  #shown = false;
  readonly webContents: FakeContents;
  readonly #journal: string[];
  constructor(journal: string[]) {
    super();
    this.#journal = journal;
    this.webContents = new FakeContents(journal);
  }
  isDestroyed = () => false;
  isVisible = () => this.#shown;
  isMinimized = () => false;
  isMaximized = () => false;
  isFullScreen = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1100, height: 700 });
  maximize = () => void this.#journal.push('maximize');
  restore = () => {};
  show = () => {
    this.#shown = true;
    this.#journal.push('show');
  };
  hide = () => {
    this.#shown = false;
    this.#journal.push('hide');
  };
  focus = () => void this.#journal.push('focus');
  setBackgroundColor = (colour: string) => void this.#journal.push(`ground ${colour}`);
  loadURL = async (url: string) => void this.#journal.push(`load ${url}`);
}

class FakeSession extends EventEmitter {
  readonly #journal: string[];
  constructor(journal: string[]) {
    super();
    this.#journal = journal;
  }
  readonly webRequest = { onBeforeRequest: () => void this.#journal.push('requests restricted') };
  readonly protocol = { handle: (scheme: string) => void this.#journal.push(`protocol ${scheme}`) };
  setPermissionRequestHandler = () => void this.#journal.push('permissions restricted');
  setPermissionCheckHandler = () => {};
  setDevicePermissionHandler = () => {};
  setDisplayMediaRequestHandler = () => {};
  setBluetoothPairingHandler = () => {};
  setSpellCheckerEnabled = (enabled: boolean) => void this.#journal.push(`spelling ${enabled}`);
}

export interface FakeChoices {
  readonly firstInstance?: boolean;
  readonly packaged?: boolean;
  readonly dark?: boolean;
  /** Responses to message boxes in sequence; 0 when none is left. */
  readonly answers?: number[];
  /** Command line switches. */
  readonly switches?: readonly string[];
  /** Languages of the system. */
  readonly languages?: string[];
}

/** A message box as it was requested; `parent` is set if it belongs to a window. */
interface Box {
  readonly message: string;
  readonly detail?: string;
  readonly title?: string;
  readonly buttons?: string[];
  readonly parent?: unknown;
}

/** Creates a small Electron that records its calls in order. It becomes ready on demand. */
export function fakeElectron({
  firstInstance = true,
  packaged = true,
  dark = false,
  answers = [],
  switches = [],
  languages = ['ja-JP'],
}: FakeChoices = {}) {
  const journal: string[] = [];
  const ready = Promise.withResolvers<void>();
  const windows: { window: FakeWindow; options: BrowserWindowConstructorOptions }[] = [];
  const boxes: Box[] = [];
  const handlers = new Map<string, (...message: unknown[]) => unknown>();
  const notifications: DesktopNotification[] = [];
  const trays: EventEmitter[] = [];
  const trayMenus: MenuItemConstructorOptions[][] = [];
  const userData = { path: '/default' };

  const app = Object.assign(new EventEmitter(), {
    isPackaged: packaged,
    enableSandbox: () => void journal.push('sandbox'),
    setPath: (name: string, path: string) => {
      userData.path = path;
      journal.push(`path ${name}`);
    },
    getPath: () => userData.path,
    getVersion: () => '0.1.0',
    getPreferredSystemLanguages: () => languages,
    setAboutPanelOptions: () => {},
    commandLine: {
      hasSwitch: (name: string) => switches.includes(name),
      removeSwitch: (name: string) => void journal.push(`without ${name}`),
    },
    requestSingleInstanceLock: () => {
      journal.push('lock');
      return firstInstance;
    },
    whenReady: () => ready.promise,
    quit: () => {
      journal.push('quit');
      app.emit('before-quit', { preventDefault: () => journal.push('quit held') });
    },
    exit: (code: number) => void journal.push(`exit ${code}`),
    relaunch: () => void journal.push('relaunch'),
  });
  const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: dark, themeSource: 'system' });
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: (...message: unknown[]) => unknown) => {
      handlers.set(channel, handler);
      journal.push(`serve ${channel}`);
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
  });

  const parts = {
    app,
    newWindow: (options: BrowserWindowConstructorOptions) => {
      const window = new FakeWindow(journal);
      windows.push({ window, options });
      journal.push('window');
      app.emit('web-contents-created', {}, window.webContents);
      return window as unknown as BrowserWindow;
    },
    crashReporter: {
      start: ({ uploadToServer }: { uploadToServer: boolean }) => void journal.push(`crash dumps, sent: ${uploadToServer}`),
    },
    clipboard: { writeText: (text: string) => void journal.push(`copy ${text}`) },
    dialog: {
      showMessageBox: async (parent: unknown, options: Box) => {
        boxes.push({ ...options, parent });
        return { response: answers.shift() ?? 0, checkboxChecked: false };
      },
      showMessageBoxSync: (options: Box) => {
        boxes.push(options);
        return answers.shift() ?? 0;
      },
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
      showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    },
    ipcMain,
    menu: {
      build: (template: MenuItemConstructorOptions[]) => template,
      show: (template: MenuItemConstructorOptions[]) => void journal.push(`menu ${template.map((item) => item.label).join(' ')}`),
    },
    newTray: () => {
      const tray = Object.assign(new EventEmitter(), {
        setToolTip: (text: string) => void journal.push(`tray ${text}`),
        setContextMenu: (menu: unknown) => trayMenus.push(menu as MenuItemConstructorOptions[]),
        destroy: () => void journal.push('tray gone'),
      });
      trays.push(tray);
      return tray;
    },
    notify: ({ title, body, onClick }: DesktopNotification) => {
      notifications.push({ title, body, onClick });
      journal.push('notification');
    },
    nativeTheme,
    protocol: { registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => void journal.push(`scheme ${schemes[0]?.scheme}`) },
    openSession: (partition: string) => {
      const session = new FakeSession(journal);
      journal.push(`session ${partition}`);
      app.emit('session-created', session);
      return session as unknown as Session;
    },
    screen: () => ({ getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }) }),
    shell: { showItemInFolder: () => {}, openExternal: async (url: string) => void journal.push(`open ${url}`) },
  };
  return {
    parts: parts as unknown as ElectronParts,
    app,
    nativeTheme,
    journal,
    windows,
    boxes,
    notifications,
    trays,
    trayMenus,
    handlers,
    becomeReady: ready.resolve,
  };
}
