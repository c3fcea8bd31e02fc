import { FIRST_SCREEN } from '../../navigation/address.ts';
import { loadTexts } from '../../ui/index.ts';
import { SCREENS, VIEWS } from '../screens.ts';
import { browserLanguage } from './first-texts.ts';
import { lazyPart } from './lazy-part.ts';

export const CONFLICT = lazyPart(async () => (await import('../undo/draft-conflict-dialog.tsx')).DraftConflictDialog);
export const WELCOME = lazyPart(async () => (await import('../../screens/welcome/index.tsx')).Welcome);
export const HELP = lazyPart(async () => (await import('../help-dialog.tsx')).HelpDialog);
export const OVERVIEW = lazyPart(async () => (await import('../overview/overview-dialog.tsx')).OverviewDialog);
export const REPORT = lazyPart(async () => (await import('../../parts/report/report-dialog.tsx')).ReportDialog);
export const TRANSFER = lazyPart(async () => (await import('../companies/transfer-dialog.tsx')).TransferDialog);

/**
 * Starts loading the texts, the welcome and the first screen while the session is requested. A failure is reported where the part is
 * shown.
 */
export function preloadFirst(): void {
  for (const loading of [loadTexts(browserLanguage()), WELCOME.load(), VIEWS[FIRST_SCREEN].load()]) loading.catch(() => undefined);
}

const PARTS = [HELP, REPORT, OVERVIEW, ...SCREENS.map((screen) => VIEWS[screen]), WELCOME, TRANSFER, CONFLICT];

type Schedule = (work: () => void) => () => void;

const whenIdle: Schedule =
  typeof requestIdleCallback === 'function'
    ? (work) => {
        const id = requestIdleCallback(work, { timeout: 2_000 });
        return () => cancelIdleCallback(id);
      }
    : (work) => {
        const id = setTimeout(work, 200);
        return () => clearTimeout(id);
      };

/** Loads the remaining chunks one by one while the window is idle. Returns a function that stops it. */
export function preloadRest(): () => void {
  const left = PARTS.filter((part) => part.view() === undefined);
  let stop = (): void => undefined;
  let isStopped = false;
  const next = (): void => {
    const part = left.shift();
    if (part === undefined || isStopped) return;
    stop = whenIdle(() => {
      // A failure is reported when the part is opened.
      part.load().then(next, next);
    });
  };
  next();
  return () => {
    isStopped = true;
    stop();
  };
}
