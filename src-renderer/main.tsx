import './jitless.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { getBrowserLanguage, loadTextsWithRetry } from './app/loading/first-texts.ts';
import { preloadFirstParts } from './app/loading/lazy-parts.ts';
import { loadScreen } from './app/screens.ts';
import { connectToMain } from './client/connect.ts';
import { askFirst, createQueries, followChanges } from './client/index.ts';
import { FIRST_SCREEN } from './navigation/address.ts';
import { followAddress, useNavigation } from './navigation/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// The session is requested before files, because everything else depends on it.
const connecting = connectToMain();
preloadFirstParts();
const queries = createQueries();
const client = await connecting;
followAddress(loadScreen);
if (client !== null) followChanges(client, queries);
const { screen, company } = useNavigation.getState().here;
const readinessOf = screen === FIRST_SCREEN ? company : undefined;
const language = client === null ? getBrowserLanguage() : ((await askFirst(client, queries, readinessOf))?.language ?? 'ja');
createRoot(root).render(<App client={client} queries={queries} language={await loadTextsWithRetry(language)} />);
