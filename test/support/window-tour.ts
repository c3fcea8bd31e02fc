import { rmSync } from 'node:fs';
import type { Browser } from 'playwright';
import { expect } from 'vitest';
import type { Settings } from '#shared/contract/companies/console.ts';
import { PROPERTY_SEED } from './property-seed.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type OpenWindow, openWindow } from './window.ts';
import { findColorFaults, findStructureFaults } from './window-axe.ts';
import { findForcedColorFaults } from './window-forced-colors.ts';
import { tabThroughPage } from './window-keyboard.ts';
import type { WindowState } from './window-states.ts';

/**
 * Opens every state of a list of screens once and runs all checks on it. Each run checks structure, colors and layout in the first
 * appearance, and one other appearance that is derived from the committed files: a failure repeats, and each commit checks another
 * appearance. `TSUNAGI_TOUR=all` checks all of them.
 */

interface Size {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Width of the navigation in pixels. */
  readonly rail: number;
}
const WIDE: Size = { name: '1440 x 900', viewport: { width: 1440, height: 900 }, rail: 216 };
const NARROW: Size = { name: '1024 x 768', viewport: { width: 1024, height: 768 }, rail: 56 };
/** A window of 1440 x 900 at 200 % zoom. */
const MAGNIFIED: Size = { name: '1440 x 900 at 200 %', viewport: { width: 720, height: 450 }, rail: 56 };

interface Appearance extends Pick<Settings, 'contrast' | 'language'> {
  readonly theme: 'light' | 'dark';
  readonly size: Size;
  /** The aspect to check: colors depend on theme and contrast, the layout on language and size. */
  readonly checks: 'colors' | 'layout' | 'forced colors';
}

const FIRST_LOOK = { theme: 'light', contrast: 'normal', language: 'ja', size: WIDE } as const;

/** Layouts in Japanese come first: their states are opened in the small window and must stay the same when the window grows. */
const OTHER_LOOKS: readonly Appearance[] = [
  { ...FIRST_LOOK, size: NARROW, checks: 'layout' },
  { ...FIRST_LOOK, size: MAGNIFIED, checks: 'layout' },
  { ...FIRST_LOOK, checks: 'forced colors' },
  { ...FIRST_LOOK, contrast: 'high', checks: 'colors' },
  { ...FIRST_LOOK, theme: 'dark', checks: 'colors' },
  { ...FIRST_LOOK, theme: 'dark', contrast: 'high', checks: 'colors' },
  { ...FIRST_LOOK, language: 'en', checks: 'layout' },
  { ...FIRST_LOOK, language: 'en', size: MAGNIFIED, checks: 'layout' },
  { ...FIRST_LOOK, language: 'en', size: NARROW, checks: 'layout' },
];

const LOOKS_OF_RUN =
  process.env['TSUNAGI_TOUR'] === 'all' ? OTHER_LOOKS : OTHER_LOOKS.filter((_, at) => at === PROPERTY_SEED % OTHER_LOOKS.length);

const isOpenedIn = ({ language, size, checks }: Appearance): boolean =>
  language === FIRST_LOOK.language && size !== WIDE && checks === 'layout';

const painted = ({ page }: OpenWindow): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Emulates the system's color scheme and contrast, which the window follows by default, and sets the language. */
async function applyAppearance(
  { page, call }: OpenWindow,
  { theme, contrast, language }: Omit<Appearance, 'checks' | 'size'>,
): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) !== language) await call('console.changeSettings', { language });
  await page.emulateMedia({ colorScheme: theme, contrast: contrast === 'high' ? 'more' : 'no-preference' });
  await page.waitForFunction((wanted) => {
    const { lang, dataset } = document.documentElement;
    return [dataset['mantineColorScheme'], dataset['contrast'], lang].join() === wanted;
  }, [theme, contrast, language].join());
}

/** Waits until no content is dimmed because it is being queried again. */
const settled = ({ page }: OpenWindow): Promise<unknown> => page.waitForFunction(() => document.querySelector('[data-stale]') === null);

const LEAST_TARGET_PX = 24;

/** Returns layout faults of the visible elements, one line each. */
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
      // Hidden on purpose: the links that skip the navigation or go to a route's steps, and collapsed content.
      const isHidden =
        !target.checkVisibility({ visibilityProperty: true }) || target.closest('[aria-hidden="true"]') !== null || target.tabIndex < -1;
      if (isHidden || target.matches('[data-skip]:not(:focus)')) continue;
      // A checkbox or radio button can also be pressed by its label.
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

/** Faults by state, size and appearance. */
type FaultsByState = Record<string, string[]>;

async function resize(window: OpenWindow, { viewport }: Size): Promise<void> {
  await window.page.setViewportSize(viewport);
  await painted(window);
}

async function checkLayout(window: OpenWindow, { viewport }: Size, state: string, found: FaultsByState): Promise<void> {
  // Moves the pointer to a position where it opens no tooltip.
  await window.page.mouse.move(viewport.width - 1, viewport.height - 1);
  const here = await findLastingFaults(window);
  if (here.length > 0) found[state] = here;
}

/** Number of consecutive frames with the same result. */
const STABLE_FRAMES = 20;

/** Returns faults that persist: after a change of size or language, some elements are drawn a few frames later. */
async function findLastingFaults(window: OpenWindow): Promise<string[]> {
  let here = await faults(window);
  for (let seen = 1, frames = 0; here.length > 0 && seen < STABLE_FRAMES && frames < 10 * STABLE_FRAMES; frames++) {
    await painted(window);
    const now = await faults(window);
    seen = now.join('\n') === here.join('\n') ? seen + 1 : 1;
    here = now;
  }
  return here;
}

/** Returns roles of floating elements and the heading of the page, which identify the state of a screen. */
const shown = ({ page }: OpenWindow): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('h1, [role="dialog"], [role="menu"], [role="listbox"]')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getAttribute('role') ?? element.tagName),
  );

/** Records texts with insufficient contrast, after colors are painted. */
async function checkColors(
  window: OpenWindow,
  { theme, contrast }: Pick<Appearance, 'theme' | 'contrast'>,
  state: string,
  found: FaultsByState,
) {
  await settled(window);
  // A changed text length could put a tooltip under the pointer.
  await window.page.mouse.move(0, 0);
  await painted(window);
  const here = await findColorFaults(window.page, `${theme} ${contrast}`, contrast);
  if (here.length > 0) found[`${state} colors`] = here;
}

async function checkAppearance(window: OpenWindow, look: Appearance, state: string, found: FaultsByState): Promise<void> {
  const { theme, contrast, language, size, checks } = look;
  const name = `${state} ${theme} ${contrast} ${language} at ${size.name}`;
  await applyAppearance(window, look);
  await resize(window, size);
  if (checks === 'colors') return checkColors(window, look, name, found);
  if (checks === 'layout') return checkLayout(window, size, name, found);
  await settled(window);
  const lost = await findForcedColorFaults(window.page);
  if (lost.length > 0) found[`${name} forced colors`] = lost;
}

/** Runs the checks of the first appearance on the open state. */
async function checkFirstAppearance(window: OpenWindow, state: string, found: FaultsByState): Promise<void> {
  await checkColors(window, FIRST_LOOK, state, found);
  const structure = await findStructureFaults(window.page);
  if (structure.length > 0) found[`${state} structure`] = structure;
  // Runs last, because it scrolls.
  await checkLayout(window, WIDE, `${state} layout`, found);
}

/**
 * Checks that Tab reaches all controls, that each shows its focus, and that focus is not trapped. Skips modal dialogs, which keep the
 * focus.
 */
async function walkByKeyboard({ page }: OpenWindow, state: string): Promise<void> {
  if (await page.locator('[aria-modal="true"]').isVisible()) return;
  expect((await tabThroughPage(page)).length, state).toBeGreaterThan(12);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

export interface TourOptions {
  /** Whether the states use the demo company. */
  readonly isDemo?: boolean;
  /** Selects the states that are also checked by keyboard. */
  readonly isKeyboardTested?: (state: string) => boolean;
}

async function checkState(
  window: OpenWindow,
  { name, open, leave }: WindowState,
  found: FaultsByState,
  isKeyboardTested: NonNullable<TourOptions['isKeyboardTested']>,
): Promise<void> {
  const narrow = LOOKS_OF_RUN.filter(isOpenedIn);
  await resize(window, narrow.length > 0 ? NARROW : WIDE);
  await open(window);
  const opened = await shown(window);
  for (const look of narrow) await checkAppearance(window, look, name, found);
  await resize(window, WIDE);
  expect(await shown(window), `${name} at ${WIDE.name}`).toEqual(opened);
  await checkFirstAppearance(window, name, found);
  if (isKeyboardTested(name)) await walkByKeyboard(window, name);
  for (const look of LOOKS_OF_RUN) if (!isOpenedIn(look)) await checkAppearance(window, look, name, found);
  await applyAppearance(window, FIRST_LOOK);
  await leave?.(window);
}

/** Returns the faults of all states in the appearances of this run. No fault is excluded. */
export async function faultsOf(
  browser: Browser,
  statesIn: (folder: string) => readonly WindowState[] | Promise<readonly WindowState[]>,
  { isDemo = true, isKeyboardTested = () => false }: TourOptions = {},
): Promise<FaultsByState> {
  const folder = temporaryFolder('states');
  try {
    const states = await statesIn(folder);
    await using window = await openWindow(browser, { reducedMotion: 'reduce' });
    const found: FaultsByState = {};
    if (isDemo) {
      await window.openDemo();
      for (const size of [WIDE, NARROW]) {
        await resize(window, size);
        const rail = await window.page.getByRole('navigation').first().boundingBox();
        expect(Math.abs((rail?.width ?? 0) - size.rail)).toBeLessThanOrEqual(8);
      }
    }
    for (const state of states) await checkState(window, state, found, isKeyboardTested);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
