import type { BrowserWindow, Session, WebContents } from 'electron';
import { createWindowOptions } from '../window/window-options.ts';

export interface ServerWindowParts {
  readonly newWindow: (options: Electron.BrowserWindowConstructorOptions) => BrowserWindow;
  readonly session: Session;
  /** The only origin that the window shows. */
  readonly origin: string;
  readonly dark: boolean;
  readonly developing: boolean;
  /** The page needs a sign-in: its session ended, or the person pressed the button of its sign-in page. */
  readonly onSignIn: () => void;
  /** The page shows its sign-in page: the session has ended. */
  readonly onSignedOut: () => void;
  /** A link of the page to be opened in the system browser. */
  readonly onLink: (address: string) => void;
}

const isAt = (address: string, origin: string, ...paths: string[]): boolean => {
  const url = URL.parse(address);
  return url?.origin === origin && (paths.length === 0 || paths.includes(url.pathname));
};

/** Creates a window for the pages of one team server, without access to this computer. Does not load it. */
export function createServerWindow(parts: ServerWindowParts): BrowserWindow {
  const { newWindow, session, origin, dark, developing, onSignedOut } = parts;
  const window = newWindow(createWindowOptions({ preload: null, session, dark, developing, additionalArguments: [] }));
  keepOnServer(window.webContents, parts);
  window.webContents.on('did-navigate', (_event, address) => {
    if (isAt(address, origin, '/sign-in')) onSignedOut();
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Keeps the window on its server. A sign-in happens in the system browser, where the person's credentials and security keys are. */
function keepOnServer(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'loadURL'>,
  { origin, onSignIn, onLink }: Pick<ServerWindowParts, 'origin' | 'onSignIn' | 'onLink'>,
): void {
  const check = (event: Electron.Event<{ url: string; isMainFrame: boolean }>): void => {
    if (event.isMainFrame && isAt(event.url, origin) && !isAt(event.url, origin, '/sign-in/start')) return;
    event.preventDefault();
    if (isAt(event.url, origin, '/sign-in/start')) onSignIn();
    // After a sign-out the page goes on to the provider, which this window does not show.
    else if (event.isMainFrame) contents.loadURL(`${origin}/sign-in?notice=signed-out`).catch(() => undefined);
  };
  contents.on('will-frame-navigate', check);
  contents.on('will-redirect', check);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url);
    return { action: 'deny' };
  });
}
