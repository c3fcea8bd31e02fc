// `npm start`: installs what is missing, builds what has changed, and starts the console: in Electron where its program
// is present, else in the Node host. Plain JavaScript for Node 20 and later, without a dependency.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { inRoot, install, run, runNode } from './project.mjs';
import { say, text } from './say.mjs';

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
    if (!values.help && [undefined, 'node', 'electron'].includes(values.host)) return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  }
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

/** Electron's program, installed or given by `ELECTRON_OVERRIDE_DIST_PATH`; `null` where there is none. */
function electronProgram() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const name = names[/** @type {'win32' | 'darwin'} */ (process.platform)] ?? 'electron';
  const note = inRoot('node_modules', 'electron', 'path.txt');
  const path = given ? join(given, name) : existsSync(note) ? inRoot('node_modules', 'electron', 'dist', readFileSync(note, 'utf8')) : '';
  return path !== '' && existsSync(path) ? path : null;
}

/** Why a window of its own cannot be had here; `null` where it can. */
function whyNoWindow() {
  if (!electronProgram())
    return text(
      'Electron is not installed, so the console runs in the browser. To get its own window: npx install-electron',
      'Electron がないため、ブラウザーで表示します。専用ウィンドウで使うには: npx install-electron',
    );
  if (process.platform !== 'linux') return null;
  if (!process.env.WAYLAND_DISPLAY && !process.env.DISPLAY)
    return text('there is no display for Electron, so the console runs in the Node host.', '画面がないため、Node ホストで起動します。');
  if (process.getuid?.() === 0)
    return text(
      'Electron does not run sandboxed as root, so the console runs in the Node host.',
      'root では Electron のサンドボックスが使えないため、Node ホストで起動します。',
    );
  return null;
}

const options = readArguments();
install();
await build(['main', 'renderer']);

const dataFolder = options['data-dir'] === undefined ? [] : [`--data-dir=${resolve(process.env.INIT_CWD ?? '.', options['data-dir'])}`];
const reason = options.host === 'node' ? null : whyNoWindow();
if (options.host === 'electron' && reason !== null) {
  say(reason, reason);
  process.exit(2);
}
if (options.host !== 'node' && reason === null) {
  say('starting in Electron ...', 'Electron で起動しています…');
  process.exitCode = await run(/** @type {string} */ (electronProgram()), [inRoot(), ...dataFolder]);
} else {
  if (reason !== null) say(reason, reason);
  const port = options.port === undefined ? [] : [`--port=${options.port}`];
  const idle = options['idle-minutes'] === undefined ? [] : [`--idle-minutes=${options['idle-minutes']}`];
  const open = options['no-open'] ? ['--no-open'] : [];
  process.exitCode = await runNode([inRoot('dist/main/node-host.js'), ...port, ...dataFolder, ...idle, ...open]);
}
