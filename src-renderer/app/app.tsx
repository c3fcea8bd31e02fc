import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Transport } from '../client/index.ts';
import { ClientProvider, createQueries, followChanges, followConsole, followJobs, ofCompany, useConsole } from '../client/index.ts';
import { useNavigation } from '../navigation/index.ts';
import { useWelcome, Welcome } from '../screens/welcome/index.tsx';
import { ErrorState, FailureDialog, Look, TextProvider, useText } from '../ui/index.ts';
import classes from './app.module.css';
import { DesktopRequests } from './desktop-requests.tsx';
import { Frame } from './frame.tsx';
import { LostKey } from './lost-key.tsx';
import { OperatorDialog } from './operator-dialog.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import { LookMenus } from './top-bar.tsx';
import { useAddressedCompany } from './use-addressed-company.ts';

/** The answers of this window. */
const QUERIES = createQueries();

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
            <QueryClientProvider client={QUERIES}>
              <ScreenBoundary resetKey="window">
                <Window client={client} />
                <OperatorDialog />
                <DesktopRequests />
              </ScreenBoundary>
            </QueryClientProvider>
          </ClientProvider>
        )}
      </Look>
    </TextProvider>
  );
};

const Window = ({ client }: { client: Transport }) => {
  const text = useText('app');
  const workspace = useConsole((state) => state.workspace);
  const failure = useConsole((state) => state.failure);
  const taken = useConsole((state) => state.connection === 'taken');
  const welcoming = useWelcome((state) => state.open);
  const companyId = workspace?.company.id ?? null;

  // What is on the screen speaks for its own company, also after another one was opened.
  const ofShown = useMemo(() => (companyId === null ? client : ofCompany(client, companyId)), [client, companyId]);

  useEffect(() => {
    const stops = [followChanges(client, QUERIES), followConsole(client, useNavigation.getState().here.company), followJobs(client)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);

  const addressed = useAddressedCompany(client, workspace === undefined ? undefined : companyId);
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
      {workspace === null || welcoming ? <Welcome look={<LookMenus />} /> : <Frame key={companyId} workspace={workspace} />}
      <FailureDialog title={text('link.lost')} failure={addressed.failure} onClose={addressed.forget} />
    </ClientProvider>
  );
};
