import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState } from 'react';
import type { Transport } from '../client/index.ts';
import {
  bindToCompany,
  ClientProvider,
  followJobs,
  useChangeSettings,
  useConnection,
  useLostSettings,
  useSettings,
  useShownCompany,
  useShownCompanySync,
} from '../client/index.ts';
import { useNavigation } from '../navigation/index.ts';
import { useWelcome } from '../screens/welcome/welcome-state.ts';
import { ErrorState, FailureDialog, TextProvider, ThemeProvider, useFocusKeeper, useText } from '../ui/index.ts';
import classes from './app.module.css';
import { useAddressCompanySync } from './companies/use-addressed-company.ts';
import { DesktopRequests } from './desktop-requests.tsx';
import { Frame } from './frame.tsx';
import { PART_NOT_LOADED } from './loading/lazy-part.ts';
import { WELCOME_SCREEN } from './loading/lazy-parts.ts';
import { ScreenBoundary } from './loading/screen-boundary.tsx';
import { LostKeyPage } from './lost-key-page.tsx';
import { OperatorDialog } from './operator-dialog.tsx';
import { PersonMenu } from './team/person-menu.tsx';
import { DisplayMenus } from './top-bar/top-bar.tsx';

interface AppProps {
  /** `null` = no key. */
  readonly client: Transport | null;
  /** Query cache of this window; changed data is reloaded. */
  readonly queries: QueryClient;
  /** The language until the preferences are loaded. */
  readonly language: 'ja' | 'en';
}

/** The whole window: theme, language, and either the welcome screen or the frame with its screen. */
export const App = ({ client, queries, language }: AppProps) => {
  useFocusKeeper();
  return client === null ? (
    <TextProvider language={language} onRefused={() => undefined}>
      <ThemeProvider theme="system" contrast="normal">
        <LostKeyPage />
      </ThemeProvider>
    </TextProvider>
  ) : (
    <ClientProvider client={client}>
      <QueryClientProvider client={queries}>
        <Console client={client} language={language} />
      </QueryClientProvider>
    </ClientProvider>
  );
};

const Console = ({ client, language }: { client: Transport; language: 'ja' | 'en' }) => {
  const settings = useSettings();
  const changeSettings = useChangeSettings();
  const [speechless, setSpeechless] = useState(false);
  const stay = (spoken: 'ja' | 'en'): void => {
    void changeSettings({ language: spoken }).then(() => setSpeechless(true));
  };
  return (
    <TextProvider language={settings?.language ?? language} onRefused={stay}>
      <ThemeProvider theme={settings?.theme ?? 'system'} contrast={settings?.contrast ?? 'normal'}>
        <ScreenBoundary resetKey="window" onRetry={() => void WELCOME_SCREEN.load().catch(() => undefined)}>
          <Window client={client} />
          <OperatorDialog />
          <DesktopRequests />
          <LanguageLost opened={speechless} onClose={() => setSpeechless(false)} />
          <SettingsLost />
        </ScreenBoundary>
      </ThemeProvider>
    </TextProvider>
  );
};

/** Shown if the other language could not be loaded; the window keeps its current language. */
const LanguageLost = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const text = useText('app');
  return <FailureDialog title={text('language.label')} failure={opened ? PART_NOT_LOADED : null} onClose={onClose} />;
};

/** Shown if a preference could not be saved; the screen shows the former value again. */
const SettingsLost = () => {
  const text = useText('app');
  const { failure, forget } = useLostSettings();
  return <FailureDialog title={text('settingsLost')} failure={failure} onClose={forget} />;
};

const FirstUse = () => (
  <Suspense fallback={null}>
    <WelcomeView />
  </Suspense>
);

const WelcomeView = () => {
  const Welcome = WELCOME_SCREEN.useView();
  return (
    <Welcome
      look={
        <>
          <DisplayMenus />
          <PersonMenu company={null} />
        </>
      }
    />
  );
};

const Window = ({ client }: { client: Transport }) => {
  const text = useText('app');
  const [begin] = useState(() => useNavigation.getState().here.company);
  const failure = useShownCompanySync(begin);
  const shown = useShownCompany();
  const taken = useConnection() === 'taken';
  const welcoming = useWelcome((state) => state.open);
  const companyId = shown?.company.id ?? null;

  // Calls of the visible screen stay bound to its company, even after another company was opened.
  const ofShown = useMemo(() => (companyId === null ? client : bindToCompany(client, companyId)), [client, companyId]);

  useEffect(() => followJobs(client), [client]);

  const addressed = useAddressCompanySync(shown === undefined ? undefined : companyId);
  if (taken) return <LostKeyPage />;
  if (shown === undefined) {
    return failure === null ? null : (
      <main className={classes.lonely}>
        <ErrorState failure={failure} onRetry={() => window.location.reload()} />
      </main>
    );
  }
  return (
    <ClientProvider client={ofShown}>
      {shown === null || welcoming ? <FirstUse /> : <Frame key={companyId} shown={shown} />}
      <FailureDialog title={text('link.lost')} failure={addressed.failure} onClose={addressed.forget} />
    </ClientProvider>
  );
};
