import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

/**
 * Debian's Chromium: the headless program, which takes a fifth less time, or else the full one. `TSUNAGI_CHROMIUM` sets another program.
 */
export const CHROMIUM =
  process.env['TSUNAGI_CHROMIUM'] ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((program) => existsSync(program)) ??
  '/usr/bin/chromium';

/** Launches a browser that sends no requests of its own over the network. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    // Without a locale in the environment, Chromium uses the C locale, in which it can neither read nor suggest Japanese file names.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
