import type { BrowserWindow, Rectangle, Screen } from 'electron';
import { z } from 'zod';
import { MIN_WINDOW_SIZE } from './window-options.ts';

const stateSchema = z.object({
  bounds: z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() }),
  maximised: z.boolean(),
  /** Chromium's zoom level; 0 is the actual size. */
  zoomLevel: z.number().min(-8).max(9),
});
/** Bounds in the coordinates of all displays, and zoom of the window. */
export type WindowState = z.output<typeof stateSchema>;

export interface WindowStateStore {
  get(): unknown;
  set(state: WindowState): void;
}

/** Returns the stored state if it is valid; otherwise `null`. */
export const readWindowState = (stored: unknown): WindowState | null => stateSchema.safeParse(stored).data ?? null;

/** Minimum part of the title bar, in pixels, that must be on a display so that the window can be moved. */
const GRIP = { width: 160, height: 32 };

const overlap = (from: number, to: number, otherFrom: number, otherTo: number): number => Math.min(to, otherTo) - Math.max(from, otherFrom);

/** Returns the stored bounds if they are visible; otherwise bounds centered on the nearest display and no larger than it. */
export function getVisibleBounds(bounds: Rectangle, screen: Pick<Screen, 'getDisplayMatching'>): Rectangle {
  const { workArea } = screen.getDisplayMatching(bounds);
  const width = Math.min(Math.max(bounds.width, MIN_WINDOW_SIZE.width), Math.max(workArea.width, MIN_WINDOW_SIZE.width));
  const height = Math.min(Math.max(bounds.height, MIN_WINDOW_SIZE.height), Math.max(workArea.height, MIN_WINDOW_SIZE.height));
  const across = overlap(bounds.x, bounds.x + width, workArea.x, workArea.x + workArea.width);
  const down = overlap(bounds.y, bounds.y + GRIP.height, workArea.y, workArea.y + workArea.height);
  if (across >= GRIP.width && down >= GRIP.height && bounds.y >= workArea.y) return { ...bounds, width, height };
  return {
    x: Math.round(workArea.x + Math.max(0, workArea.width - width) / 2),
    y: Math.round(workArea.y + Math.max(0, workArea.height - height) / 2),
    width,
    height,
  };
}

/** Time in milliseconds after the last move or resize before the state is stored. */
const SETTLED_MS = 500;

type Followed = Pick<BrowserWindow, 'on' | 'isDestroyed' | 'isMaximized' | 'isMinimized' | 'isFullScreen' | 'getNormalBounds'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'getZoomLevel' | 'isDestroyed'>;
};

/** Stores the window's position after changes and when it closes. */
export function persistWindowState(window: Followed, store: WindowStateStore, onError: (error: unknown) => void): void {
  let later: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(later);
    if (window.isDestroyed() || window.webContents.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    try {
      store.set({
        bounds: window.getNormalBounds(),
        maximised: window.isMaximized(),
        zoomLevel: window.webContents.getZoomLevel(),
      });
    } catch (error) {
      onError(error);
    }
  };
  const soon = (): void => {
    clearTimeout(later);
    later = setTimeout(keep, SETTLED_MS);
    later.unref();
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('blur', soon);
  window.on('close', keep);
}
