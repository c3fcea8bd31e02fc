import { rmSync } from 'node:fs';
import type { Browser } from 'playwright';
import { expect } from 'vitest';
import type { Settings } from '#shared/contract/companies/console.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type OpenWindow, openWindow } from './window.ts';
import { colourFaults, structureFaults } from './window-axe.ts';
import { forcedColorFaults } from './window-forced-colors.ts';
import type { WindowState } from './window-states.ts';

/**
 * Every state of a list of screens, opened once for all that is asked of it. It is opened narrow, as there is another way to some of it
 * there that leads to the same when there is room; the layout is looked at narrow, at twice the size of everything and wide, each in both
 * languages (which a theme does not change), and axe looks at it wide in every look; what Windows' forced colors leave is checked wide.
 */

type Look = Pick<Settings, 'contrast' | 'language'> & { readonly theme: 'light' | 'dark' };
/** The structure is the same in every look and language, so it is checked in the first one. */
const LOOKS: readonly [Look, ...Look[]] = [
  { theme: 'light', contrast: 'normal', language: 'ja' },
  { theme: 'light', contrast: 'high', language: 'ja' },
  { theme: 'dark', contrast: 'high', language: 'en' },
  { theme: 'dark', contrast: 'normal', language: 'en' },
];

/** In which a state is opened and left. */
const [FIRST_LOOK] = LOOKS;

const painted = ({ page }: OpenWindow): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** The window follows the look of its system, as it does by default. */
async function wear({ page, call }: OpenWindow, { theme, contrast, language }: Look): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) !== language) await call('console.changeSettings', { language });
  await page.emulateMedia({ colorScheme: theme, contrast: contrast === 'high' ? 'more' : 'no-preference' });
  await page.waitForFunction((wanted) => {
    const { lang, dataset } = document.documentElement;
    return [dataset['mantineColorScheme'], dataset['contrast'], lang].join() === wanted;
  }, [theme, contrast, language].join());
}

/** axe's findings in a look: the structure is the same in each. */
async function violations({ page }: OpenWindow, look: Look): Promise<string[]> {
  const structure = look === FIRST_LOOK ? await structureFaults(page) : [];
  return [...structure, ...(await colourFaults(page, Object.values(look).join(), look.contrast))];
}

/** What is being asked anew is drawn fainter for that moment. */
const settled = ({ page }: OpenWindow): Promise<unknown> => page.waitForFunction(() => document.querySelector('[data-stale]') === null);

const LEAST_TARGET_PX = 24;

/** What is wrong with the layout of what is on screen, one line each. */
const faults = ({ page }: OpenWindow): Promise<string[]> =>
  page.evaluate((least) => {
    const found: string[] = [];
    const root = document.documentElement;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) > root.clientWidth)
      found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);
    // Within the frame the columns scroll, never the page; the welcome screen is a page that scrolls.
    const isFramed = document.querySelector('[data-skip]') !== null;
    if (isFramed && root.scrollHeight > root.clientHeight) found.push(`the page scrolls: ${root.scrollHeight} px in ${root.clientHeight}`);
    const floating = [...document.querySelectorAll('[role="dialog"], [aria-modal="true"], [role="menu"]')].find((element) =>
      element.checkVisibility(),
    );
    const targets = (floating ?? document).querySelectorAll<HTMLElement>(
      'button, a[href], input, textarea, summary, [role="option"], [role="menuitem"]',
    );
    for (const target of targets) {
      // Out of sight on purpose: the ways past the rail and to the steps of a route, and what is folded away.
      const isHidden =
        !target.checkVisibility({ visibilityProperty: true }) || target.closest('[aria-hidden="true"]') !== null || target.tabIndex < -1;
      if (isHidden || target.matches('[data-skip]:not(:focus)')) continue;
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

interface Size {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Pixels of the rail. */
  readonly rail: number;
}
const WIDE: Size = { name: '1440 x 900', viewport: { width: 1440, height: 900 }, rail: 216 };
const NARROW: Size = { name: '1024 x 768', viewport: { width: 1024, height: 768 }, rail: 56 };
/** 1440 x 900 at 200 %. */
const MAGNIFIED: Size = { name: '1440 x 900 at 200 %', viewport: { width: 720, height: 450 }, rail: 56 };

/** Faults by state, size and look. */
type Found = Record<string, string[]>;

async function resize(window: OpenWindow, { viewport }: Size): Promise<void> {
  await window.page.setViewportSize(viewport);
  await painted(window);
}

async function lookAtLayout(window: OpenWindow, { name, viewport }: Size, state: string, found: Found): Promise<void> {
  // The pointer rests where it opens no tip.
  await window.page.mouse.move(viewport.width - 1, viewport.height - 1);
  const here = await lastingFaults(window);
  if (here.length > 0) found[`${state} at ${name}`] = here;
}

/** Frames in a row that show the same. */
const LASTING = 20;

/** The faults that stay: after a change of size or language some of it is drawn a few frames later. */
async function lastingFaults(window: OpenWindow): Promise<string[]> {
  let here = await faults(window);
  for (let seen = 1, frames = 0; here.length > 0 && seen < LASTING && frames < 10 * LASTING; frames++) {
    await painted(window);
    const now = await faults(window);
    seen = now.join('\n') === here.join('\n') ? seen + 1 : 1;
    here = now;
  }
  return here;
}

/** The floating elements by role, and the heading below: they distinguish the states of a screen. */
const shown = ({ page }: OpenWindow): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('h1, [role="dialog"], [role="menu"], [role="listbox"]')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getAttribute('role') ?? element.tagName),
  );

async function lookNarrow(window: OpenWindow, sizes: readonly Size[], state: string, found: Found): Promise<void> {
  for (const size of sizes) {
    await resize(window, size);
    await lookAtLayout(window, size, state, found);
  }
}

async function lookWide(window: OpenWindow, state: string, found: Found): Promise<void> {
  for (const [at, look] of LOOKS.entries()) {
    if (at > 0) await wear(window, look);
    await settled(window);
    // Where the pointer happened to rest, another length of a text would put a tip under it.
    await window.page.mouse.move(0, 0);
    // Colours are looked at once they are painted.
    await painted(window);
    const here = await violations(window, look);
    if (here.length > 0) found[`${state} ${Object.values(look).join(' ')}`] = here;
    if (look === FIRST_LOOK) {
      const lost = await forcedColorFaults(window.page);
      if (lost.length > 0) found[`${state} forced colors`] = lost;
    }
    // A language has one layout; a scroll by it is of no account to axe afterwards.
    if (look.language !== LOOKS[at - 1]?.language) await lookAtLayout(window, WIDE, `${state} ${look.language}`, found);
  }
}

/** The faults of the states in every look, language and size, without exceptions. `isDemo`: they use the demo company. */
export async function faultsOf(
  browser: Browser,
  statesIn: (folder: string) => readonly WindowState[] | Promise<readonly WindowState[]>,
  { isDemo = true } = {},
): Promise<Found> {
  const folder = temporaryFolder('states');
  try {
    const states = await statesIn(folder);
    await using window = await openWindow(browser, { viewport: NARROW.viewport, reducedMotion: 'reduce' });
    const found: Found = {};
    if (isDemo) {
      await window.openDemo();
      for (const size of [WIDE, NARROW]) {
        await resize(window, size);
        const rail = await window.page.getByRole('navigation').boundingBox();
        expect(Math.abs((rail?.width ?? 0) - size.rail)).toBeLessThanOrEqual(8);
      }
    }
    for (const { name, open, leave } of states) {
      await open(window);
      const opened = await shown(window);
      await lookNarrow(window, [NARROW, MAGNIFIED], `${name} ja`, found);
      await resize(window, WIDE);
      expect(await shown(window), `${name} at ${WIDE.name}`).toEqual(opened);
      await lookWide(window, name, found);
      await lookNarrow(window, [MAGNIFIED, NARROW], `${name} en`, found);
      await wear(window, FIRST_LOOK);
      await leave?.(window);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
