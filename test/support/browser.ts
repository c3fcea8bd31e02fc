import { type Browser, chromium } from 'playwright';

/** Debian's Chromium, or the one named by the environment; quiet: nothing but the console goes over its network. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['TSUNAGI_CHROMIUM'] ?? '/usr/bin/chromium',
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
