import type { App, BrowserWindow } from 'electron';
import { parseStartArguments, type StartArguments } from './start-arguments.ts';

type Shown = Pick<BrowserWindow, 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus'>;

/** Brings the window to the front, wherever it is. */
export function bringToFront(window: Shown | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * Takes the lock that keeps a second console from the same files; `false` means another one runs and has been told.
 * A second start may bring the window to the front and offer a transfer file, and nothing more.
 */
export function becomeOnlyInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  window: () => Shown | null,
  onTransferFile: (file: string) => void,
  onRefused: (problem: Extract<StartArguments, { ok: false }>['problem']) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv, folder) => {
    const parsed = parseStartArguments(argv, folder);
    if (!parsed.ok) return onRefused(parsed.problem);
    bringToFront(window());
    if (parsed.transferFile !== null) onTransferFile(parsed.transferFile);
  });
  return true;
}
