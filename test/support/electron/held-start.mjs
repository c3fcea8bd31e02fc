// Starts the console as its package does; for a test that drives the window, not before the test is connected. Playwright
// attaches to whatever page is there, and an attachment to a page in the middle of its first navigation is at times never
// answered. Playwright's own loader does the same, but only where Playwright finds the Electron itself.
import { app } from 'electron/main';

/** What Playwright puts on the command line, and no other start of the tests. */
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
  // The name under which Playwright calls it when it is connected.
  globalThis.__playwright_run = async () => {
    await ready;
    isReady = true;
    release();
    emit('ready', ...launchInfo);
  };
}

await import('./dist/main/electron.js');
