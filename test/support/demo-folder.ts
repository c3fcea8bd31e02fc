import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './browser.ts';
import { openWindow } from './window.ts';
import { DEMO_FOLDER } from './window-demo.ts';

/** Opens the demo company once, as a user does, before the window tests; each test then starts with a copy of its files. */
export default async function keepDemo(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-demo-'));
  const browser = await launchChromium();
  try {
    await using window = await openWindow(browser, { folder });
    await window.openDemo();
  } finally {
    await browser.close();
  }
  process.env[DEMO_FOLDER] = folder;
  return () => {
    delete process.env[DEMO_FOLDER];
    rmSync(folder, { recursive: true, force: true });
  };
}
