import type { App, BrowserWindow } from 'electron';
import { parseStartArguments, type StartArguments } from './start-arguments.ts';

/**
 * Takes the lock that keeps a second console from the same files; `false` means another one runs and has been told.
 * A second start may bring the window to the front and nothing more, whatever its command line says.
 */
export function becomeOnlyInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  window: () => Pick<BrowserWindow, 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus'> | null,
  onRefused: (problem: Extract<StartArguments, { ok: false }>['problem']) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => {
    const parsed = parseStartArguments(argv);
    if (!parsed.ok) return onRefused(parsed.problem);
    const shown = window();
    if (shown === null || shown.isDestroyed()) return;
    if (shown.isMinimized()) shown.restore();
    shown.show();
    shown.focus();
  });
  return true;
}
