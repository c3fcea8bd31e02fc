import type { BrowserWindow, RenderProcessGoneDetails, WebContents } from 'electron';
import { START_PAGE, STOPPED_PAGE } from '../restrictions/own-pages.ts';

const MAX_RELOADS = 2;
const MAX_CRASHES = 5;
const WITHIN_MS = 60_000;

/**
 * Returns a function that decides how to continue after a crash of the window's process; `now` is in ms. It allows at most two reloads per
 * minute; if the static page crashes repeatedly too, it gives up.
 */
export function createReloadGuard(now: () => number): () => 'reload' | 'stop' | 'give-up' {
  let reloads: number[] = [];
  let deaths: number[] = [];
  return () => {
    const at = now();
    const recent = (earlier: number): boolean => at - earlier < WITHIN_MS;
    reloads = reloads.filter(recent);
    deaths = [...deaths.filter(recent), at];
    if (deaths.length > MAX_CRASHES) return 'give-up';
    if (reloads.length >= MAX_RELOADS) return 'stop';
    reloads.push(at);
    return 'reload';
  };
}

/**
 * Reloads the window after a crash, and shows the static page if that does not help. Throws an uncaught error if no window is possible,
 * because endless reloads would fill the disk with crash dumps.
 */
export function watchRenderer(
  contents: Pick<WebContents, 'on' | 'loadURL' | 'isDestroyed'>,
  now: () => number,
  onGone: (details: RenderProcessGoneDetails) => void,
): void {
  const next = createReloadGuard(now);
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || contents.isDestroyed()) return;
    onGone(details);
    const following = next();
    if (following === 'give-up') throw new Error(`the window's process ended again and again: ${details.reason} ${details.exitCode}`);
    // Load failures are reported by `did-fail-load`.
    contents.loadURL(following === 'reload' ? START_PAGE : STOPPED_PAGE).catch(() => {});
  });
}

/** Time limit in milliseconds for the next page load after a crash interrupted one. */
const PATIENCE_MS = 30_000;

/** Loads the window's page for the first time. After a crash, waits for the page that `watchRenderer` loads. */
export async function loadFirstPage(
  window: Pick<BrowserWindow, 'loadURL'> & { readonly webContents: Pick<WebContents, 'once'> },
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  const loaded = new Promise<void>((resolve) => void window.webContents.once('did-finish-load', () => resolve()));
  try {
    await window.loadURL(START_PAGE);
  } catch (error) {
    const { promise: waited, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(error), patienceMs);
    await Promise.race([loaded, waited]).finally(() => clearTimeout(timer));
  }
}
