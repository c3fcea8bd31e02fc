import type { WebContents } from 'electron';
import { isOwnPage, START_PAGE } from './own-pages.ts';

/** Keeps a window on its own pages: no other address, no second window, no guest page. */
export function restrictNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url) || !event.isMainFrame) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url) || !event.isMainFrame) event.preventDefault();
  });
  // Our own handler never redirects, so any redirect comes from elsewhere.
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Brings a window back from an address that no event announced before it was shown: `about:blank` is one. */
export function returnFromForeignPage(contents: Pick<WebContents, 'on' | 'loadURL'>, onForeignPage: () => void): void {
  contents.on('did-navigate', (_event, url) => {
    if (isOwnPage(url)) return;
    onForeignPage();
    // A load that fails is told by `did-fail-load` as well; nobody waits for this promise.
    contents.loadURL(START_PAGE).catch(() => {});
  });
}
