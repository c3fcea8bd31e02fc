import type { BrowserWindow, RenderProcessGoneDetails, WebContents } from 'electron';
import { START_PAGE, STOPPED_PAGE } from './own-pages.ts';

const MOST_RELOADS = 2;
const MOST_DEATHS = 5;
const WITHIN_MS = 60_000;

/**
 * Decides what follows the death of the window's process; `now` is in ms. At most two reloads a minute; where the page without scripts dies
 * again and again too, there can be no window.
 */
export function createReloadGuard(now: () => number): () => 'reload' | 'stop' | 'give-up' {
  let reloads: number[] = [];
  let deaths: number[] = [];
  return () => {
    const at = now();
    const recent = (earlier: number): boolean => at - earlier < WITHIN_MS;
    reloads = reloads.filter(recent);
    deaths = [...deaths.filter(recent), at];
    if (deaths.length > MOST_DEATHS) return 'give-up';
    if (reloads.length >= MOST_RELOADS) return 'stop';
    reloads.push(at);
    return 'reload';
  };
}

/**
 * Brings the window back when its process dies, and shows the page without scripts when that does not help. Throws, where nobody catches it,
 * once a window cannot be had: loading without end would fill the disk with what every death leaves there.
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
    // A load that fails is told by `did-fail-load` as well; nobody waits for this promise.
    contents.loadURL(following === 'reload' ? START_PAGE : STOPPED_PAGE).catch(() => {});
  });
}

/** A load that was cut by the death of its process ends with the one that follows it, within this time. */
const PATIENCE_MS = 30_000;

/** Loads the window's page for the first time. Where its process dies meanwhile, waits for the page that `watchRenderer` loads instead. */
export async function loadFirst(
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
