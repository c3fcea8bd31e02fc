import './jitless.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { firstTexts } from './app/first-texts.ts';
import { bringFirst } from './app/rest.ts';
import { bringScreen } from './app/screens.ts';
import { connect } from './client/connect.ts';
import { followAddress } from './navigation/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
bringFirst();
const client = await connect();
followAddress(bringScreen);
createRoot(root).render(<App client={client} language={await firstTexts(client)} />);
