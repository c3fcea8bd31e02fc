import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll } from 'vitest';

/** Debian's Chromium, or the one named by the environment; quiet: nothing but the console goes over its network. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['TSUNAGI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** One browser for the tests of a file. */
export function browserOfFile(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) throw new Error('the browser is there within tests only');
    return browser;
  };
}
