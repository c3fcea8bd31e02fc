import { useEffect, useMemo, useRef } from 'react';
import type { Transport } from '../client/index.ts';
import { ClientProvider, followConsole, followJobs, ofCompany, useConsole } from '../client/index.ts';
import { restartNavigation } from '../navigation/index.ts';
import { useWelcome, Welcome } from '../screens/welcome/index.tsx';
import { ErrorState, Look, TextProvider } from '../ui/index.ts';
import classes from './app.module.css';
import { DesktopRequests } from './desktop-requests.tsx';
import { Frame } from './frame.tsx';
import { LostKey } from './lost-key.tsx';
import { OperatorDialog } from './operator-dialog.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import { LookMenus } from './top-bar.tsx';

const browserLanguage = (): 'ja' | 'en' => (navigator.language.startsWith('ja') ? 'ja' : 'en');

/** The whole window: look, language, and either the welcome or the frame with its screen. `client: null` = no key. */
export const App = ({ client }: { client: Transport | null }) => {
  const settings = useConsole((state) => state.settings);
  const language = settings?.language ?? (client === null ? browserLanguage() : 'ja');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <TextProvider language={language}>
      <Look theme={settings?.theme ?? 'system'} contrast={settings?.contrast ?? 'normal'}>
        {client === null ? (
          <LostKey />
        ) : (
          <ClientProvider client={client}>
            <ScreenBoundary resetKey="window">
              <Window client={client} />
              <OperatorDialog />
              <DesktopRequests />
            </ScreenBoundary>
          </ClientProvider>
        )}
      </Look>
    </TextProvider>
  );
};

const Window = ({ client }: { client: Transport }) => {
  const workspace = useConsole((state) => state.workspace);
  const failure = useConsole((state) => state.failure);
  const taken = useConsole((state) => state.connection === 'taken');
  const welcoming = useWelcome((state) => state.open);
  const profileId = workspace?.profile.id ?? null;

  // What is on the screen speaks for its own company, also after another one was opened.
  const ofShown = useMemo(() => (profileId === null ? client : ofCompany(client, profileId)), [client, profileId]);

  useEffect(() => {
    const stops = [followConsole(client), followJobs(client)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);

  const known = workspace !== undefined;
  const before = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (!known) return;
    const changed = before.current !== undefined && before.current !== profileId;
    before.current = profileId;
    // Whoever comes by the welcome is taken to their screen by it.
    if (changed && profileId !== null && !useWelcome.getState().open) restartNavigation();
  }, [known, profileId]);

  if (taken) return <LostKey />;
  if (workspace === undefined) {
    return failure === null ? null : (
      <main className={classes.lonely}>
        <ErrorState failure={failure} onRetry={() => window.location.reload()} />
      </main>
    );
  }
  return (
    <ClientProvider client={ofShown}>
      {workspace === null || welcoming ? <Welcome look={<LookMenus />} /> : <Frame key={profileId} workspace={workspace} />}
    </ClientProvider>
  );
};
