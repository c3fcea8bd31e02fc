import type { BrowserWindowConstructorOptions, Session } from 'electron';

export interface WindowParts {
  /** Absolute path of the bundled preload script; `null` = the page has no access to this computer. */
  readonly preload: string | null;
  readonly session: Session;
  /** Whether the window has a dark background until the page is painted, to avoid a flash. */
  readonly dark: boolean;
  readonly developing: boolean;
  readonly additionalArguments: string[];
}

/** Window backgrounds of both themes, equal to the page's. */
export const WINDOW_BACKGROUNDS = { light: '#ffffff', dark: '#13181d' } as const;

/** Title of the window until the page sets one, and of dialogs. */
export const WINDOW_TITLE = 'つなぎ';

/** Minimum size; no screen of the console is usable in a smaller window. */
export const MIN_WINDOW_SIZE = { width: 1024, height: 680 } as const;

/** Returns all options of a console window. A test compares them with a literal. */
export const createWindowOptions = ({
  preload,
  session,
  dark,
  developing,
  additionalArguments,
}: WindowParts): BrowserWindowConstructorOptions => ({
  width: 1280,
  height: 832,
  minWidth: MIN_WINDOW_SIZE.width,
  minHeight: MIN_WINDOW_SIZE.height,
  show: false,
  title: WINDOW_TITLE,
  backgroundColor: dark ? WINDOW_BACKGROUNDS.dark : WINDOW_BACKGROUNDS.light,
  autoHideMenuBar: true,
  webPreferences: {
    ...(preload === null ? {} : { preload }),
    session,
    additionalArguments,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    // Disables the browser's file pickers, whose access lasts; the system dialogs are used instead.
    disableBlinkFeatures: 'FileSystemAccessLocal',
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    // Chromium would download its dictionaries.
    spellcheck: false,
    safeDialogs: true,
    devTools: developing,
  },
});
