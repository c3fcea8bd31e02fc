// `npm start`: installs what is missing, Electron included, builds changed parts, and starts the console in its window, or in the Node
// host if no window is possible. Plain JavaScript for Node 20 and later without dependencies.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { electronForStart } from './electron.mjs';
import { inRoot, install, run, runNode } from './project.mjs';
import { endWithUsage, say, text } from './say.mjs';

const USAGE = text(
  'usage: npm start -- [--no-open] [--port=NUMBER] [--data-dir=FOLDER] [--host=node|electron] [--idle-minutes=NUMBER]',
  '使い方: npm start -- [--no-open] [--port=番号] [--data-dir=フォルダー] [--host=node|electron] [--idle-minutes=分]',
);

function readArguments() {
  try {
    const { values } = parseArgs({
      strict: true,
      options: {
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        host: { type: 'string' },
        'idle-minutes': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) endWithUsage(USAGE, { asked: true });
    // An empty folder, for example from an unset variable, would mean the working directory.
    if (values['data-dir'] !== '' && [undefined, 'node', 'electron'].includes(values.host)) return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  }
  endWithUsage(USAGE, { asked: false });
}

const options = readArguments();
install();
await build(['main', 'renderer']);

const dataFolder = options['data-dir'] === undefined ? [] : [`--data-dir=${resolve(process.env.INIT_CWD ?? '.', options['data-dir'])}`];
const electron = options.host === 'node' ? { program: null, reason: null } : await electronForStart({ asked: options.host === 'electron' });
if (electron.program !== null) {
  say('starting in Electron ...', 'Electron で起動しています…');
  process.exitCode = await run(electron.program, [inRoot(), ...dataFolder]);
} else if (options.host === 'electron') {
  say(`no window of its own: ${electron.reason}`, `専用ウィンドウで起動できません: ${electron.reason}`);
  process.exitCode = 2;
} else {
  if (electron.reason !== null) say(`opening in the browser: ${electron.reason}`, `ブラウザーで表示します: ${electron.reason}`);
  const port = options.port === undefined ? [] : [`--port=${options.port}`];
  const idle = options['idle-minutes'] === undefined ? [] : [`--idle-minutes=${options['idle-minutes']}`];
  const open = options['no-open'] ? ['--no-open'] : [];
  process.exitCode = await runNode([inRoot('dist/main/node-host.js'), ...port, ...dataFolder, ...idle, ...open]);
}
