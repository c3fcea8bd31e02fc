import './jitless.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { browserLanguage, textsOf } from './app/first-texts.ts';
import { preloadFirst } from './app/lazy-parts.ts';
import { loadScreen } from './app/screens.ts';
import { connect } from './client/connect.ts';
import { askFirst, createQueries, followChanges } from './client/index.ts';
import { followAddress } from './navigation/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
preloadFirst();
const queries = createQueries();
const client = await connect();
followAddress(loadScreen);
if (client !== null) followChanges(client, queries);
const language = client === null ? browserLanguage() : ((await askFirst(client, queries))?.language ?? 'ja');
createRoot(root).render(<App client={client} queries={queries} language={await textsOf(language)} />);
