import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ScreenId } from '#renderer/navigation/index.ts';
import { SCREEN_PARAMS } from '#renderer/navigation/screen-params.ts';
import { openWindow } from '../support/window.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

const PRESSABLE = ':is(button, a[href], input, textarea, summary):not([aria-hidden="true"])';
/** A control that moves less is still under a pointer that was at its center. */
const LEAST_PX = 20;
/** Responses arrive one after the other at this interval, in any order of their requests. */
const BETWEEN_MS = 60;

test('the elements of a screen do not move, in whatever order its answers arrive', async () => {
  await using window = await openWindow(browser(), { demo: true, reducedMotion: 'reduce' });
  const { page, say } = window;
  // This text is longer than the one for a finished check, and leaves less space for the hint beside it.
  await page.getByText(say('readiness.checking')).waitFor({ state: 'detached' });
  await page.evaluate(
    ([pressable, least]) => {
      const moved: string[] = [];
      const places = new WeakMap<Element, DOMRect>();
      const look = (): void => {
        for (const element of document.querySelectorAll(pressable)) {
          const [before, now] = [places.get(element), element.getBoundingClientRect()];
          places.set(element, now);
          // Elements below the visible area cannot be under the pointer.
          if (before === undefined || before.width === 0 || now.width === 0 || before.y > innerHeight) continue;
          if (Math.max(Math.abs(now.x - before.x), Math.abs(now.y - before.y)) < least) continue;
          const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
          moved.push(`${element.tagName} ${name.slice(0, 40)}: ${before.x}, ${before.y} to ${now.x}, ${now.y}`);
        }
        requestAnimationFrame(look);
      };
      look();
      Object.assign(window, { moved });
    },
    [PRESSABLE, LEAST_PX] as const,
  );
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  await page.route('**/call', async (route) => {
    waiting++;
    try {
      const response = await route.fetch();
      turn = turn.then(() => setTimeout(BETWEEN_MS));
      await turn;
      await route.fulfill({ response });
    } catch {
      // The screen that made the call was left, or the page is closed.
    } finally {
      waiting--;
    }
  });
  const moved: Record<string, string[]> = {};
  for (const screen of Object.keys(SCREEN_PARAMS) as ScreenId[]) {
    await page.evaluate((to) => {
      (window as unknown as { moved: string[] }).moved.length = 0;
      location.hash = location.hash.replace(/(#\/[^/]+\/).*/, `$1${to}`);
    }, screen);
    await page.getByRole('heading', { level: 1, name: say(`app.screen.${screen}`), exact: true }).waitFor();
    for (let quiet = 0; quiet < 3; quiet++) {
      await setTimeout(2 * BETWEEN_MS);
      if (waiting > 0) quiet = -1;
    }
    const seen = await page.evaluate(() => (window as unknown as { moved: string[] }).moved);
    if (seen.length > 0) moved[screen] = seen;
  }
  expect(moved).toEqual({});
});

test('a radio, checkbox or switch is aligned with the first line of its label, however long the label is', async () => {
  await using window = await openWindow(browser(), { demo: true, reducedMotion: 'reduce' });
  const { page, say } = window;
  await window.openSettings('matching');
  await page.getByRole('radio', { name: say('triage.policy.case.exact') }).waitFor();
  const off = await page.evaluate(() =>
    [...document.querySelectorAll('.mantine-Radio-body, .mantine-Checkbox-body, .mantine-Switch-body')].flatMap((body) => {
      const label = body.querySelector<HTMLElement>('label[class*="-label"]');
      const drawn = body.querySelector('.mantine-Switch-track') ?? body.querySelector('input');
      if (label === null || drawn === null) return [];
      label.style.maxWidth = '3rem';
      const words = document.createRange();
      words.selectNodeContents(label);
      const lines = words.getClientRects();
      const box = drawn.getBoundingClientRect();
      const first = lines[0] ?? label.getBoundingClientRect();
      return [{ lines: lines.length, px: Math.abs(box.y + box.height / 2 - first.y - first.height / 2) }];
    }),
  );
  expect(Math.max(...off.map(({ lines }) => lines))).toBeGreaterThan(1);
  expect(Math.max(...off.map(({ px }) => px))).toBeLessThanOrEqual(1);
});
