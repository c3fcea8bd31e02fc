// Starts the console as its package does, but waits until a test that drives the window is connected. Playwright attaches to any existing
// page, and attaching to a page during its first navigation sometimes never completes. Playwright's own loader also waits, but only if
// Playwright starts the Electron that it found itself.
import { app } from 'electron/main';

/** Argument that Playwright adds to the command line; other starts of the tests do not use it. */
const DRIVEN = '--remote-debugging-port=0';

if (process.argv.includes(DRIVEN)) {
  const ready = app.whenReady();
  const emit = app.emit.bind(app);
  let isReady = false;
  /** @type {unknown[]} */
  let launchInfo = [];
  let release = () => {};
  /** @type {Promise<void>} */
  const connected = new Promise((resolve) => {
    release = resolve;
  });
  app.emit = (event, ...args) => {
    if (event !== 'ready' || isReady) return emit(event, ...args);
    launchInfo = args;
    return app.listenerCount('ready') > 0;
  };
  app.isReady = () => isReady;
  app.whenReady = () => connected;
  // Playwright calls this global function when it is connected.
  globalThis.__playwright_run = async () => {
    await ready;
    isReady = true;
    release();
    emit('ready', ...launchInfo);
  };
}

await import('./dist/main/electron.js');
