import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { fixStates } from '../support/window-fix-states.ts';
import { demoStates, WELCOME_STATES, type WindowState } from '../support/window-states.ts';
import { orderStates } from '../support/window-states-orders.ts';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { setupStates } from '../support/window-states-setup.ts';
import { browserOfFile } from '../support/window-tests.ts';

const browser = browserOfFile();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-layout-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LEAST_TARGET_PX = 24;

/** What is wrong with the layout of what is on screen, one line each. */
const faults = ({ page }: OpenWindow): Promise<string[]> =>
  page.evaluate((least) => {
    const found: string[] = [];
    const root = document.documentElement;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) > root.clientWidth)
      found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);
    const floating = [...document.querySelectorAll('[aria-modal="true"], [role="menu"]')].find((element) => element.checkVisibility());
    const targets = (floating ?? document).querySelectorAll<HTMLElement>(
      'button, a[href], input, textarea, summary, [role="option"], [role="menuitem"]',
    );
    for (const target of targets) {
      // Out of sight on purpose: the way past the rail, and what is folded away.
      const isHidden =
        !target.checkVisibility({ visibilityProperty: true }) || target.closest('[aria-hidden="true"]') !== null || target.tabIndex < -1;
      if (isHidden || target.matches('body > div > div > button:first-child:not(:focus)')) continue;
      // A box or a radio is pressed by its label as well, and so is a radio of the kit that is not drawn itself.
      const parts = [target, ...(target instanceof HTMLInputElement ? (target.labels ?? []) : [])];
      const name = `${target.tagName.toLowerCase()} ${(target.getAttribute('aria-label') ?? target.innerText ?? '').slice(0, 40)} ${target.id}`;
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      const spread = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      if (width < least || Math.max(height, spread) < least) found.push(`${name} is ${Math.round(width)} x ${Math.round(height)} px`);
      const reached = boxes.some((box, at) => {
        const x = box.left + box.width / 2;
        const y = box.top + box.height / 2;
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (parts[at]?.contains(hit) === true || hit.contains(target));
      });
      const last = boxes.at(-1);
      if (!reached || last === undefined) found.push(`${name} cannot be reached by the pointer`);
      else if (last.left < -0.5 || last.right > root.clientWidth + 0.5) found.push(`${name} is cut by the edge of the window`);
      if (
        target.tagName === 'BUTTON' &&
        target.scrollWidth > target.clientWidth + 1 &&
        getComputedStyle(target).textOverflow !== 'ellipsis'
      )
        found.push(`${name} is too narrow for its words`);
    }
    return found;
  }, LEAST_TARGET_PX);

const SIZES = [
  { name: '1440 x 900', viewport: { width: 1440, height: 900 }, rail: 216 },
  { name: '1024 x 768', viewport: { width: 1024, height: 768 }, rail: 56 },
  { name: '1440 x 900 at 200 %', viewport: { width: 720, height: 450 }, rail: 56 },
] as const;

type StatesIn = (folder: string) => readonly WindowState[] | Promise<readonly WindowState[]>;
/** Apart, so that each has the time of a test. */
const GROUPS: readonly (readonly [string, StatesIn])[] = [
  ['the screens', demoStates],
  ['the fixes', fixStates],
  ['the orders and the calendar', orderStates],
  ['the set-up guide', setupStates],
  ['the plan and the history', () => PLAN_STATES],
];

describe.each(SIZES)('at $name nothing scrolls sideways, nothing is cut, everything can be pressed', ({ viewport, rail }) => {
  /** Looks at each state that is opened; answers what was found by state. */
  const lookerAt = (window: OpenWindow) => {
    const found: Record<string, string[]> = {};
    return {
      found,
      async look(state: string): Promise<void> {
        // The pointer rests where it opens no tip.
        await window.page.mouse.move(viewport.width - 1, viewport.height - 1);
        const here = await faults(window);
        if (here.length > 0) found[state] = here;
      },
    };
  };

  test('on the welcome', async () => {
    await using window = await openWindow(browser(), { viewport, reducedMotion: 'reduce' });
    const { found, look } = lookerAt(window);
    for (const { name, open } of WELCOME_STATES) {
      await open(window);
      await look(name);
    }
    expect(found).toEqual({});
  });

  test.each(GROUPS)('on %s', async (_, statesIn) => {
    await using window = await openWindow(browser(), { viewport, reducedMotion: 'reduce' });
    const { found, look } = lookerAt(window);
    await window.openDemo();
    expect(Math.abs(((await window.page.getByRole('navigation').boundingBox())?.width ?? 0) - rail)).toBeLessThanOrEqual(8);
    for (const { name, open, leave } of await statesIn(folder)) {
      for (const language of ['ja', 'en'] as const) {
        if (language === 'ja') await open(window);
        await window.call('console.changeSettings', { language });
        await window.page.locator(`html[lang="${language}"]`).waitFor();
        await look(`${name} ${language}`);
      }
      await window.call('console.changeSettings', { language: 'ja' });
      await window.page.locator('html[lang="ja"]').waitFor();
      await leave?.(window);
    }
    expect(found).toEqual({});
  });
});

test('nothing moves for whoever wants no motion', async () => {
  /** How many elements move while the palette opens and the theme changes. */
  const movements = async (window: OpenWindow): Promise<number> => {
    const { page, say } = window;
    await window.openDemo();
    await page.evaluate(() => {
      const seen = window as unknown as { movements: number };
      seen.movements = 0;
      for (const kind of ['transitionrun', 'animationstart'])
        document.addEventListener(kind, () => {
          seen.movements += 1;
        });
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: say('palette.title') }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: say('palette.title') }).waitFor({ state: 'detached' });
    await window.button('readiness.organizations.expandAll').click();
    await window.button('readiness.organizations.collapseAll').click();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate(() => (window as unknown as { movements: number }).movements);
  };
  await using still = await openWindow(browser(), { reducedMotion: 'reduce' });
  expect(await movements(still)).toBe(0);
  await using moving = await openWindow(browser(), { reducedMotion: 'no-preference' });
  expect(await movements(moving)).toBeGreaterThan(0);
});
