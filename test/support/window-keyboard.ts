import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

/** Where the keyboard is. */
export interface Stop {
  readonly name: string;
  /** It was here before: the round is complete, or the keyboard is caught. */
  readonly round: 'new' | 'first' | 'other';
  /** Whether the focus is visible on the screen. */
  readonly visible: boolean;
}

/** Reads the focused element: its name, whether it was visited in this round, and whether a ring is drawn around it or its part. */
const lookAtFocus = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const state = window as unknown as { stops?: Element[]; last?: Element };
    state.stops ??= [];
    const element = document.activeElement ?? document.body;
    const at = state.stops.indexOf(element);
    if (at < 0) state.stops.push(element);
    // Year, month, day and the calendar of a field for days are stops of their own within one element.
    const isPart = element === state.last && element instanceof HTMLInputElement && element.type === 'date';
    state.last = element;
    const inside = element.getAttribute('aria-activedescendant');
    // A radio of the kit is out of sight; its label shows the ring. A grid shows it on its active row.
    const drawn = [
      element,
      ...(element instanceof HTMLInputElement ? [...(element.labels ?? []), element.nextElementSibling, element.parentElement] : []),
    ];
    if (inside !== null) drawn.push(document.getElementById(inside));
    const hasRing = drawn.some((part) => {
      if (part === null || part === undefined) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1.5;
    });
    const label = element.getAttribute('aria-label') ?? (element as HTMLElement).innerText ?? '';
    return {
      name: `${element.tagName.toLowerCase()} ${element.id === '' ? '' : `#${element.id} `}${label.slice(0, 60).replaceAll('\n', ' ')}`,
      round: at < 0 || isPart ? ('new' as const) : at === 0 ? ('first' as const) : ('other' as const),
      visible: element === document.body || (element.matches(':focus-visible') && hasRing),
    };
  });

const forgetStops = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as { stops?: Element[] }).stops = [];
  });

/** Presses Tab until the element is focused; every stop on the way must be seen. */
export async function tabTo(
  page: Page,
  target: { evaluate<T>(look: (element: Element) => T): Promise<T> },
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await forgetStops(page);
  for (;;) {
    const stop = await lookAtFocus(page);
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(stop.visible, `focus is not seen on: ${stop.name}`).toBe(true);
      return;
    }
    if (stop.round !== 'new') throw new Error(`Tab came back to ${stop.name} without reaching its aim`);
    await page.keyboard.press(key);
  }
}

/** Opens the menu of a button by the keyboard. The menu has the focus afterwards: a key pressed before that would reach the button. */
export async function openMenu(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
  await page.locator('[role="menu"]:focus-within').waitFor();
}

/**
 * Presses Tab once round the page and answers the stops. Fails when a stop is not seen, when the keyboard is caught in a
 * part of the page, and when something that can be pressed is not reached.
 */
export async function tabRound(page: Page): Promise<string[]> {
  const first = await oneRound(page);
  if (first.missed.length === 0) return first.names;
  // What was drawn only after Tab had passed its place is reached by the next round.
  const second = await oneRound(page);
  expect(second.missed, 'not reached by Tab').toEqual([]);
  return second.names;
}

async function oneRound(page: Page): Promise<{ readonly names: string[]; readonly missed: readonly string[] }> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Tab');
  await forgetStops(page);
  const names: string[] = [];
  for (;;) {
    const stop = await lookAtFocus(page);
    if (stop.round === 'first') break;
    expect(stop.round, `the keyboard is caught at: ${stop.name}, after: ${names.join(' | ')}`).toBe('new');
    expect(stop.visible, `focus is not seen on: ${stop.name}`).toBe(true);
    names.push(stop.name);
    await page.keyboard.press('Tab');
  }
  const missed = await page.evaluate(() => {
    const { stops = [] } = window as unknown as { stops?: Element[] };
    const able = [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary, [tabindex="0"]')];
    return able
      .filter(
        (element) =>
          element.tabIndex >= 0 &&
          !element.matches(':disabled, [type="radio"]:not(:checked)') &&
          element.checkVisibility({ visibilityProperty: true }),
      )
      .filter((element) => !stops.includes(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
  return { names, missed };
}
