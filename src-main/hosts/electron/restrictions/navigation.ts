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
  // The own handler never redirects.
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Returns a window from an address that was shown without an event, such as `about:blank`. */
export function returnFromForeignPage(contents: Pick<WebContents, 'on' | 'loadURL'>, onForeignPage: () => void): void {
  contents.on('did-navigate', (_event, url) => {
    if (isOwnPage(url)) return;
    onForeignPage();
    // Load failures are reported by `did-fail-load`.
    contents.loadURL(START_PAGE).catch(() => {});
  });
}
