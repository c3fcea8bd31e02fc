import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

/** A focused element. */
export interface Stop {
  readonly name: string;
  /** `new` if the element was not focused before in this round. Otherwise the round is complete, or focus is trapped. */
  readonly round: 'new' | 'first' | 'other';
  /** Whether the focus is visible on the screen. */
  readonly visible: boolean;
}

/** Reads the focused element: its name, whether it was focused before in this round, and whether it or its part has a focus ring. */
const lookAtFocus = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const state = window as unknown as { stops?: Element[]; last?: Element };
    state.stops ??= [];
    const element = document.activeElement ?? document.body;
    const at = state.stops.indexOf(element);
    if (at < 0) state.stops.push(element);
    // Year, month, day and the calendar button of a date field are separate Tab stops within one element.
    const isPart = element === state.last && element instanceof HTMLInputElement && element.type === 'date';
    state.last = element;
    const inside = element.getAttribute('aria-activedescendant');
    // The radio button of the UI kit is hidden, and its label shows the focus ring. A grid shows it on its active row.
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

/** Presses Tab until the element has focus; every element on the way must show its focus. */
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

/** Opens the menu of a button by keyboard. Waits until the menu has focus, because an earlier key press would reach the button. */
export async function openMenu(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
  await page.locator('[role="menu"]:focus-within').waitFor();
}

/**
 * Presses Tab once through the page and returns the focused elements. Fails if an element shows no focus, if focus is trapped in a part of
 * the page, or if a control is not reached.
 */
export async function tabThroughPage(page: Page): Promise<string[]> {
  const first = await oneRound(page);
  if (first.missed.length === 0) return first.names;
  // Elements that were drawn after Tab had passed their position are reached in the next round.
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
