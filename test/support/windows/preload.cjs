// Loaded before the program in the Windows build of Node. It translates the effects of a test on Linux into those on Windows.
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { isMainThread } = require('node:worker_threads');

const { TSUNAGI_WINDOWS_RUN: run, TSUNAGI_WINDOWS_LC_ALL: locale, DBUS_SESSION_BUS_ADDRESS: bus = '' } = process.env;
if (locale !== undefined) process.env.LC_ALL = locale;
delete process.env.TSUNAGI_WINDOWS_LC_ALL;

// Tests disable the keychain with a session bus that does not exist; on Windows, loading the keychain module fails instead.
if (bus.includes('nonexistent')) {
  const { dlopen } = process;
  process.dlopen = function open(module, file, ...rest) {
    if (/keytar/.test(String(file))) throw new Error('no keychain in this test');
    return dlopen.call(this, module, file, ...rest);
  };
}

if (isMainThread && run !== undefined) {
  const { kill } = process;
  process.kill = (pid, signal) => {
    // Tells winnode.cjs to end with the same signal.
    if (pid === process.pid && signal === 'SIGKILL') fs.writeFileSync(path.join(run, 'killed'), '');
    return kill.call(process, pid, signal);
  };
  const stop = path.join(run, 'stop');
  setInterval(() => {
    if (!fs.existsSync(stop)) return;
    const signal = fs.readFileSync(stop, 'utf8');
    fs.rmSync(stop);
    // Ctrl+C ends a process that has no listener for it.
    if (process.listenerCount(signal) > 0) process.emit(signal, signal);
    else process.exit(1);
  }, 40).unref();
}

// Terminal input: winnode.cjs appends it to a file, because Wine accepts no pipe as standard input.
const typed = run === undefined ? null : path.join(run, 'typed');
if (isMainThread && typed !== null && !process.argv.includes('-')) {
  let shown = 0;
  const input = new Readable({
    read() {
      const timer = setInterval(() => {
        const hasEnded = fs.existsSync(`${typed}.end`);
        const bytes = fs.readFileSync(typed).subarray(shown);
        if (bytes.length === 0 && !hasEnded) return;
        clearInterval(timer);
        shown += bytes.length;
        input.push(bytes.length === 0 ? null : bytes);
      }, 40).unref();
    },
  });
  Object.defineProperty(process, 'stdin', { configurable: true, get: () => input });
}

require('./loopback-fetch.cjs');
