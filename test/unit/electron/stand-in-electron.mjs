// Replaces the module `electron` in a separate process, so that the bundled main process can run to its end without Electron. It becomes
// ready, lets the window make one call, closes the window and quits.
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';

const tell = (what, more = {}) => process.stdout.write(`${JSON.stringify({ what, ...more })}\n`);
const handlers = new Map();
let userData = '/nowhere';

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  enableSandbox: () => tell('sandbox'),
  setPath: (_name, path) => {
    userData = path;
  },
  getPath: () => userData,
  getAppPath: () => fileURLToPath(new URL('../../..', import.meta.url)),
  getVersion: () => '0.0.0',
  getPreferredSystemLanguages: () => ['ja-JP'],
  setAboutPanelOptions() {},
  commandLine: { hasSwitch: () => false, removeSwitch() {} },
  requestSingleInstanceLock: () => true,
  // Electron is ready only after the entry module has been evaluated.
  whenReady: () => new Promise((resolve) => setImmediate(resolve)),
  quit: () => app.emit('before-quit', { preventDefault() {} }),
  exit: (code) => {
    tell('exit', { code });
    process.exit(code);
  },
  relaunch: () => {},
});

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel, handler) => handlers.set(channel, handler),
  removeHandler: (channel) => handlers.delete(channel),
});

export const session = {
  fromPartition: () => {
    const made = Object.assign(new EventEmitter(), {
      webRequest: { onBeforeRequest() {} },
      protocol: {
        handle: async (_scheme, handler) => {
          const response = handler({ method: 'GET', url: 'app://ui/' });
          tell('page', { status: response.status, text: await response.text() });
        },
      },
      setPermissionRequestHandler() {},
      setPermissionCheckHandler() {},
      setDevicePermissionHandler() {},
      setDisplayMediaRequestHandler() {},
      setBluetoothPairingHandler() {},
      setSpellCheckerEnabled() {},
    });
    app.emit('session-created', made);
    return made;
  },
};

export class BrowserWindow extends EventEmitter {
  constructor(options) {
    super();
    tell('window', { preload: options.webPreferences.preload, names: options.webPreferences.additionalArguments });
    this.webContents = Object.assign(new EventEmitter(), {
      mainFrame: { processId: 6, routingId: 4 },
      isDestroyed: () => false,
      getZoomLevel: () => 0,
      send() {},
      setWindowOpenHandler() {},
      loadURL: async () => {},
    });
  }
  isDestroyed = () => false;
  isVisible = () => false;
  isMinimized = () => false;
  isMaximized = () => false;
  isFullScreen = () => false;
  getNormalBounds = () => ({ x: 0, y: 0, width: 1280, height: 832 });
  setBackgroundColor() {}
  show() {}
  async loadURL(url) {
    const senderFrame = { parent: null, origin: 'app://ui', url, processId: 6, routingId: 4, isDestroyed: () => false };
    const ask = (...message) => handlers.get('tsunagi:call')({ sender: this.webContents, senderFrame }, ...message);
    tell('info', await ask('console.info', {}));
    tell('changed', await ask('console.changeSettings', { theme: 'dark' }));
    tell('companies', await ask('companies.list', {}));
    tell('listening', { channels: [...handlers.keys(), ...ipcMain.eventNames()] });
    this.emit('close', { preventDefault() {} });
  }
}

export const clipboard = { writeText() {} };
export const crashReporter = { start() {} };
export const screen = {};
export const dialog = {
  showMessageBoxSync: (options) => {
    tell('box', { message: options.message, detail: options.detail });
    return 0;
  },
};
export const Menu = {
  buildFromTemplate: (template) => template,
  setApplicationMenu: (template) => tell('menu', { labels: template.map((item) => item.label) }),
};
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false, themeSource: 'system' });
export const protocol = { registerSchemesAsPrivileged: () => tell('scheme') };
export const shell = {};

export class Tray extends EventEmitter {}
export const Notification = { isSupported: () => false };
export default { app, ipcMain, shell };
