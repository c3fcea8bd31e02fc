import type { BrowserWindowConstructorOptions, Session } from 'electron';

export interface WindowParts {
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly session: Session;
  /** Which ground the window has before the page paints, so that nothing flashes. */
  readonly dark: boolean;
  readonly developing: boolean;
  readonly additionalArguments: string[];
}

/** The ground of the two themes, the same as the page's own. */
export const GROUND = { light: '#ffffff', dark: '#13181d' } as const;

/** What the window is called until its page says more, and what boxes are titled. */
export const WINDOW_TITLE = 'つなぎ';

/** Smaller than this no screen of the console is usable. */
export const MINIMUM_SIZE = { width: 1024, height: 680 } as const;

/** Everything a window of the console is made with. Compared as a whole with a literal in its test. */
export const windowOptions = ({
  preload,
  session,
  dark,
  developing,
  additionalArguments,
}: WindowParts): BrowserWindowConstructorOptions => ({
  width: 1280,
  height: 832,
  minWidth: MINIMUM_SIZE.width,
  minHeight: MINIMUM_SIZE.height,
  show: false,
  title: WINDOW_TITLE,
  backgroundColor: dark ? GROUND.dark : GROUND.light,
  autoHideMenuBar: true,
  webPreferences: {
    preload,
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
    // The pickers by which a page gets a file or folder for good; ours are the system's dialogs, outside of it.
    disableBlinkFeatures: 'FileSystemAccessLocal',
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    // Its dictionaries would be fetched from the network.
    spellcheck: false,
    safeDialogs: true,
    devTools: developing,
  },
});
