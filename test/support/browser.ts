import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

/** Debian's Chromium: the headless program, which takes a fifth less, otherwise the full one. `TSUNAGI_CHROMIUM` names another. */
export const CHROMIUM =
  process.env['TSUNAGI_CHROMIUM'] ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((program) => existsSync(program)) ??
  '/usr/bin/chromium';

/** A browser that is quiet: nothing but the console goes over its network. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    // A machine that names no locale has the C locale, in which Chromium neither reads nor suggests a Japanese file name.
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
