import { FIRST_SCREEN } from '../../navigation/address.ts';
import { loadTexts } from '../../ui/index.ts';
import { SCREEN_VIEWS, SCREENS } from '../screens.ts';
import { getBrowserLanguage } from './first-texts.ts';
import { createLazyPart } from './lazy-part.ts';

export const DRAFT_CONFLICT_DIALOG = createLazyPart(async () => (await import('../undo/draft-conflict-dialog.tsx')).DraftConflictDialog);
export const WELCOME_SCREEN = createLazyPart(async () => (await import('../../screens/welcome/index.tsx')).Welcome);
export const HELP_DIALOG = createLazyPart(async () => (await import('../help-dialog.tsx')).HelpDialog);
export const OVERVIEW_DIALOG = createLazyPart(async () => (await import('../overview/overview-dialog.tsx')).OverviewDialog);
export const REPORT_DIALOG = createLazyPart(async () => (await import('../../parts/report/report-dialog.tsx')).ReportDialog);
export const TRANSFER_DIALOG = createLazyPart(async () => (await import('../companies/transfer-dialog.tsx')).TransferDialog);
export const TEAM_SERVERS_DIALOG = createLazyPart(
  async () => (await import('../../parts/team-servers/team-servers-dialog.tsx')).TeamServersDialog,
);
export const TEAM_SERVER_ITEMS = createLazyPart(
  async () => (await import('../../parts/team-servers/team-server-items.tsx')).TeamServerItems,
);
export const COLLEAGUES = createLazyPart(async () => (await import('../team/colleagues.tsx')).Colleagues);
export const SAME_DRAFT_NOTICE = createLazyPart(async () => (await import('../team/colleagues.tsx')).SameDraftNotice);

/**
 * Starts loading the texts, the welcome and the first screen while the session is requested. A failure is reported where the part is
 * shown.
 */
export function preloadFirstParts(): void {
  for (const loading of [loadTexts(getBrowserLanguage()), WELCOME_SCREEN.load(), SCREEN_VIEWS[FIRST_SCREEN].load()])
    loading.catch(() => undefined);
}

const PARTS = [
  HELP_DIALOG,
  REPORT_DIALOG,
  OVERVIEW_DIALOG,
  ...SCREENS.map((screen) => SCREEN_VIEWS[screen]),
  WELCOME_SCREEN,
  TRANSFER_DIALOG,
  DRAFT_CONFLICT_DIALOG,
];

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
export function preloadRemainingParts(): () => void {
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
