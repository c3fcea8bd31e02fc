import type { RenderProcessGoneDetails, WebContents } from 'electron';
import { START_PAGE, STOPPED_PAGE } from './own-pages.ts';

const MOST_RELOADS = 2;
const WITHIN_MS = 60_000;

/** Decides what follows the death of the window's process; `now` is in ms. At most two reloads a minute. */
export function createReloadGuard(now: () => number): () => 'reload' | 'stop' {
  let recent: number[] = [];
  return () => {
    const at = now();
    recent = recent.filter((earlier) => at - earlier < WITHIN_MS);
    if (recent.length >= MOST_RELOADS) return 'stop';
    recent.push(at);
    return 'reload';
  };
}

/** Brings the window back when its process dies, and shows the page without scripts when that does not help. */
export function watchRenderer(
  contents: Pick<WebContents, 'on' | 'loadURL' | 'isDestroyed'>,
  now: () => number,
  onGone: (details: RenderProcessGoneDetails) => void,
): void {
  const next = createReloadGuard(now);
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || contents.isDestroyed()) return;
    onGone(details);
    const page = next() === 'reload' ? START_PAGE : STOPPED_PAGE;
    // A load that fails is told by `did-fail-load` as well; nobody waits for this promise.
    contents.loadURL(page).catch(() => {});
  });
}
