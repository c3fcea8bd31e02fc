// Creates the screenshots: `node test/e2e/screenshots.ts [folder]`. Writes docs/readiness.png for the README, and every screen in every
// state, both themes, both languages and three sizes into the folder, for visual review.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../support/browser.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { fixStates } from '../support/window-fix-states.ts';
import { demoStates, WELCOME_STATES } from '../support/window-states.ts';
import { orderStates } from '../support/window-states-orders.ts';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { setupStates } from '../support/window-states-setup.ts';

const gallery = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'tsunagi-gallery-'));
const docs = join(import.meta.dirname, '../../docs');
const files = mkdtempSync(join(tmpdir(), 'tsunagi-states-'));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 720, height: 450 },
] as const;

// The operator in the screenshots is the same as in the tests, because decisions include a name.
process.env['TSUNAGI_OPERATOR'] ??= '試験 担当';

mkdirSync(gallery, { recursive: true });
mkdirSync(docs, { recursive: true });
const browser = await launchChromium();

async function takeForReadme(): Promise<void> {
  await using window = await openWindow(browser, { reducedMotion: 'reduce' });
  await window.openDemo();
  // The causes are computed after the first answer.
  await window.page.getByText(window.say('readiness.queue.do.open'), { exact: true }).first().waitFor();
  await window.page.mouse.move(0, 0);
  await window.page.screenshot({ path: join(docs, 'readiness.png') });
}

try {
  await takeForReadme();
  for (const size of SIZES) {
    const take = async (window: OpenWindow, state: string): Promise<void> => {
      for (const theme of ['light', 'dark'] as const)
        for (const language of ['ja', 'en'] as const) {
          await window.call('console.changeSettings', { theme, language });
          await window.page.locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`).waitFor();
          await window.page.screenshot({ path: join(gallery, `${state}-${size.width}-${theme}-${language}.png`) });
        }
      await window.call('console.changeSettings', { theme: 'light', language: 'ja' });
      await window.page.locator('html[lang="ja"][data-mantine-color-scheme="light"]').waitFor();
    };
    // Each series uses a separate company, so that it does not start with another's data.
    for (const { states, isDemo } of [
      { states: WELCOME_STATES, isDemo: false },
      ...[await demoStates(files), await fixStates(files), orderStates(files), setupStates(), PLAN_STATES].map((states) => ({
        states,
        isDemo: true,
      })),
    ]) {
      await using window = await openWindow(browser, { viewport: size, reducedMotion: 'reduce' });
      if (isDemo) await window.openDemo();
      // Moves the pointer to a position without tooltips.
      await window.page.mouse.move(0, 0);
      for (const { name, open, leave } of states) {
        await open(window);
        await take(window, name);
        await leave?.(window);
      }
    }
  }
} finally {
  await browser.close();
  rmSync(files, { recursive: true, force: true });
}
process.stdout.write(`${gallery}\n`);
