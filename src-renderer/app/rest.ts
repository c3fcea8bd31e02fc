import { FIRST_SCREEN } from '../navigation/address.ts';
import { loadTexts } from '../ui/index.ts';
import { browserLanguage } from './first-texts.ts';
import { later } from './later.ts';
import { SCREENS, VIEWS } from './screens.ts';

export const WELCOME = later(async () => (await import('../screens/welcome/index.tsx')).Welcome);
export const HELP = later(async () => (await import('./help/help-dialog.tsx')).HelpDialog);
export const OVERVIEW = later(async () => (await import('./overview/overview-dialog.tsx')).OverviewDialog);
export const REPORT = later(async () => (await import('../parts/report/report-dialog.tsx')).ReportDialog);
export const TRANSFER = later(async () => (await import('./transfer-dialog.tsx')).TransferDialog);

/** Begins to bring what is most often seen first, while the session is still asked for. What cannot be brought says so where it is shown. */
export function bringFirst(): void {
  for (const bringing of [loadTexts(browserLanguage()), WELCOME.load(), VIEWS[FIRST_SCREEN].load()]) bringing.catch(() => undefined);
}

const PARTS = [HELP, REPORT, OVERVIEW, ...SCREENS.map((screen) => VIEWS[screen]), WELCOME, TRANSFER];

type Later = (work: () => void) => () => void;

const whenIdle: Later =
  typeof requestIdleCallback === 'function'
    ? (work) => {
        const id = requestIdleCallback(work, { timeout: 2_000 });
        return () => cancelIdleCallback(id);
      }
    : (work) => {
        const id = setTimeout(work, 200);
        return () => clearTimeout(id);
      };

/** Brings what is not here yet, one file at a time while nothing else is done, so that a click does not wait. Returns the way to stop. */
export function bringRest(): () => void {
  const left = PARTS.filter((part) => part.view() === undefined);
  let stop = (): void => undefined;
  let isStopped = false;
  const next = (): void => {
    const part = left.shift();
    if (part === undefined || isStopped) return;
    stop = whenIdle(() => {
      // Whoever goes there will be told that it cannot be brought.
      part.load().then(next, next);
    });
  };
  next();
  return () => {
    isStopped = true;
    stop();
  };
}
