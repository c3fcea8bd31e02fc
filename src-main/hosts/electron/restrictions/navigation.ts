import type { WebContents } from 'electron';
import { isOwnPage, START_PAGE } from './own-pages.ts';

/** Keeps a window on its own pages: refuses other addresses, new windows and guest pages. */
export function restrictNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url) || !event.isMainFrame) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url) || !event.isMainFrame) event.preventDefault();
  });
  // The handler of `app://` never redirects.
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Loads the start page again if the window shows a foreign address that sent no navigation event, such as `about:blank`. */
export function returnFromForeignPage(contents: Pick<WebContents, 'on' | 'loadURL'>, onForeignPage: () => void): void {
  contents.on('did-navigate', (_event, url) => {
    if (isOwnPage(url)) return;
    onForeignPage();
    // Load failures are reported by `did-fail-load`.
    contents.loadURL(START_PAGE).catch(() => {});
  });
}
