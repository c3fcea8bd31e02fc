import { type Browser, chromium } from 'playwright';

/** Debian's Chromium, or the one named by the environment; quiet: nothing but the console goes over its network. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['TSUNAGI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
