import type { App, BrowserWindow } from 'electron';
import { parseStartArguments, type StartArguments } from './start-arguments.ts';

type Shown = Pick<BrowserWindow, 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus'>;

/** Brings the window to the front, also if it is minimized or hidden. */
export function bringToFront(window: Shown | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * Acquires the single-instance lock. Returns `false` if another instance runs, which was notified. A second start only brings that window
 * to the front, and can offer it a transfer file.
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
