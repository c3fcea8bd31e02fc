import './jitless.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { firstTexts } from './app/first-texts.ts';
import { preloadFirst } from './app/lazy-parts.ts';
import { loadScreen } from './app/screens.ts';
import { connect } from './client/connect.ts';
import { followAddress } from './navigation/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
preloadFirst();
const client = await connect();
followAddress(loadScreen);
createRoot(root).render(<App client={client} language={await firstTexts(client)} />);
