import { FIRST_SCREEN } from '../navigation/address.ts';
import { loadTexts } from '../ui/index.ts';
import { browserLanguage } from './first-texts.ts';
import { lazyPart } from './lazy-part.ts';
import { SCREENS, VIEWS } from './screens.ts';

export const WELCOME = lazyPart(async () => (await import('../screens/welcome/index.tsx')).Welcome);
export const HELP = lazyPart(async () => (await import('./help/help-dialog.tsx')).HelpDialog);
export const OVERVIEW = lazyPart(async () => (await import('./overview/overview-dialog.tsx')).OverviewDialog);
export const REPORT = lazyPart(async () => (await import('../parts/report/report-dialog.tsx')).ReportDialog);
export const TRANSFER = lazyPart(async () => (await import('./transfer-dialog.tsx')).TransferDialog);

/** Begins to load what is most often seen first, while the session is still asked for. What cannot be loaded says so where it is shown. */
export function preloadFirst(): void {
  for (const loading of [loadTexts(browserLanguage()), WELCOME.load(), VIEWS[FIRST_SCREEN].load()]) loading.catch(() => undefined);
}

const PARTS = [HELP, REPORT, OVERVIEW, ...SCREENS.map((screen) => VIEWS[screen]), WELCOME, TRANSFER];

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

/** Loads what is not here yet, one file at a time while nothing else is done, so that a click does not wait. Returns the way to stop. */
export function preloadRest(): () => void {
  const left = PARTS.filter((part) => part.view() === undefined);
  let stop = (): void => undefined;
  let isStopped = false;
  const next = (): void => {
    const part = left.shift();
    if (part === undefined || isStopped) return;
    stop = whenIdle(() => {
      // Whoever goes there will be told that it cannot be loaded.
      part.load().then(next, next);
    });
  };
  next();
  return () => {
    isStopped = true;
    stop();
  };
}
