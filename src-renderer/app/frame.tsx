import { Suspense, useEffect, useRef, useState } from 'react';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import { useClient } from '../client/index.ts';
import { goBack, goForward, type ScreenId, useNavigation } from '../navigation/index.ts';
import { RoleRefusal } from '../parts/role-refusal/role-refusal.tsx';
import { keepSavedValue, useDraftConflicts } from '../ui/drafts/conflicts.ts';
import { ScreenTabs, ToastContainer, useHotkeys, useKeys, useText } from '../ui/index.ts';
import classes from './frame.module.css';
import { GuideReturnLink } from './guide-return.tsx';
import { JobTray } from './job-tray.tsx';
import { HostPart } from './loading/host-part.tsx';
import { LazyDialog } from './loading/lazy-dialog.tsx';
import {
  DRAFT_CONFLICT_DIALOG,
  HELP_DIALOG,
  OVERVIEW_DIALOG,
  preloadRemainingParts,
  REPORT_DIALOG,
  SAME_DRAFT_NOTICE,
} from './loading/lazy-parts.ts';
import { ScreenBoundary } from './loading/screen-boundary.tsx';
import { EntryTabs } from './navigation/entry-tabs.tsx';
import { findNavigationEntry } from './navigation/navigation-entries.ts';
import { NavigationRail } from './navigation/rail.tsx';
import { FullDiskNotice } from './notices/full-disk-notice.tsx';
import { LinkNotice } from './notices/link-notice.tsx';
import { closeOverview, useOverview } from './overview/overview-state.ts';
import { Palette } from './palette/palette.tsx';
import { closePalette, openPalette, usePalette } from './palette/palette-state.ts';
import { loadScreen, SCREEN_VIEWS } from './screens.ts';
import { ConfirmationNotice } from './team/confirmation-notice.tsx';
import { TopBar } from './top-bar/top-bar.tsx';
import { UndoNotice } from './undo/undo-notice.tsx';

/** Navigation, top bar, screen and job tray. */
export const Frame = ({ shown }: { shown: CompanyDetails }) => {
  const text = useText('app');
  const client = useClient();
  const here = useNavigation((state) => state.here);
  const searching = usePalette((state) => state.opened);
  const overviewing = useOverview((state) => state.opened);
  const hasConflict = useDraftConflicts(({ conflicts }) => conflicts.length > 0);
  const [reporting, setReporting] = useState(false);
  const [helping, setHelping] = useState(false);
  const main = useRef<HTMLElement>(null);
  const before = useRef(here.screen);
  /** True if the last focused element was inside the screen. */
  const wasHere = useRef(false);
  const title = text(`screen.${here.screen}`);
  const entry = findNavigationEntry(here.screen);

  // Ctrl+K works everywhere, also in a text field; the other keys work only outside text input.
  useHotkeys([['mod+K', openPalette]], []);
  useKeys([
    ['shift+?', () => setHelping(true)],
    ['alt+ArrowLeft', goBack],
    ['alt+ArrowRight', goForward],
  ]);

  useEffect(() => {
    // A browser handles the side buttons of a mouse itself.
    if (client.host !== 'electron') return;
    const onMouse = ({ button }: MouseEvent): void => (button === 3 ? goBack() : button === 4 ? goForward() : undefined);
    window.addEventListener('mouseup', onMouse);
    return () => window.removeEventListener('mouseup', onMouse);
  }, [client]);

  useEffect(() => {
    document.title = text('windowTitle', { screen: title, company: shown.company.name });
  }, [text, title, shown.company.name]);

  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      wasHere.current = target instanceof Node && main.current?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);

  useEffect(() => {
    const isSameScreen = before.current === here.screen;
    before.current = here.screen;
    // Screen readers announce the new screen by its focused title. Not at the start, where focus begins at the top of the page.
    if (here.visit === 0 || main.current?.contains(document.activeElement) === true) return;
    // The focused element may be redrawn, for example as a tab; the focus keeper restores it.
    if (isSameScreen && wasHere.current && document.activeElement === document.body) return;
    main.current?.querySelector<HTMLElement>('#screen-title')?.focus({ preventScroll: true });
  }, [here.visit, here.screen]);

  useEffect(preloadRemainingParts, []);

  return (
    <div className={classes.frame} data-kind={shown.company.kind}>
      <button type="button" data-skip className={classes.skip} onClick={() => main.current?.focus()}>
        {text('skip')}
      </button>
      <NavigationRail />
      <TopBar shown={shown} onSearch={openPalette} onHelp={() => setHelping(true)} />
      <main id="content" ref={main} className={classes.main} tabIndex={-1}>
        <FullDiskNotice />
        <HostPart shownOn="server" props={{}} part={SAME_DRAFT_NOTICE} />
        <GuideReturnLink companyId={shown.company.id} />
        <ScreenTabs value={entry === null ? null : <EntryTabs entry={entry} screen={here.screen} />}>
          <div className={classes.screen}>
            <RoleRefusal needs="editor">
              <ScreenBoundary
                resetKey={`${here.visit} ${shown.company.id}`}
                onRetry={() => void loadScreen(here.screen)?.catch(() => undefined)}
              >
                <Suspense key={here.screen} fallback={null}>
                  <ScreenView key={shown.company.id} screen={here.screen} />
                </Suspense>
              </ScreenBoundary>
            </RoleRefusal>
          </div>
        </ScreenTabs>
        <ToastContainer>
          <ConfirmationNotice />
          <LinkNotice />
          <UndoNotice key={shown.company.id} />
        </ToastContainer>
      </main>
      <JobTray />
      <Palette opened={searching} onClose={closePalette} onReport={() => setReporting(true)} onHelp={() => setHelping(true)} />
      <LazyDialog part={DRAFT_CONFLICT_DIALOG} opened={hasConflict} onClose={keepSavedValue} />
      <LazyDialog part={OVERVIEW_DIALOG} opened={overviewing} onClose={closeOverview} />
      <LazyDialog part={HELP_DIALOG} opened={helping} onClose={() => setHelping(false)} />
      <LazyDialog part={REPORT_DIALOG} opened={reporting} onClose={() => setReporting(false)} view={null} />
    </div>
  );
};

const ScreenView = ({ screen }: { readonly screen: ScreenId }) => {
  const View = SCREEN_VIEWS[screen].useView();
  return <View />;
};
