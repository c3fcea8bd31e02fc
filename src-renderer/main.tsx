import './jitless.ts';
import './ui/styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connect } from './client/connect.ts';
import { followAddress } from './navigation/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const client = await connect();
followAddress();
createRoot(root).render(<App client={client} />);
