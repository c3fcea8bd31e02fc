import type { Page } from 'playwright';

/**
 * Marks small elements that are drawn by a background alone, and the boxes of radios, checkboxes and switches, before colors are forced.
 */
const markDrawn = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { backgroundColor, borderTopWidth, borderLeftWidth, borderBottomWidth } = getComputedStyle(element);
      const isPainted = !/rgba\(.*, 0\)|transparent/.test(backgroundColor);
      const { width, height } = element.getBoundingClientRect();
      const isBare = element.childElementCount === 0 && element.textContent === '' && !element.matches('input, textarea, svg *');
      const hasBorder = [borderTopWidth, borderLeftWidth, borderBottomWidth].some((border) => border !== '0px');
      const isSmall = width > 0 && height > 0 && Math.min(width, height) <= 24 && element.checkVisibility();
      if (isPainted && isBare && isSmall && !hasBorder) element.dataset['drawn'] = '';
    }
  });

/** Returns the marked elements that are invisible with forced colors, one line each. */
const findLostMarks = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isClear = (color: string): boolean => /rgba\(.*, 0\)|transparent/.test(color);
    const page = getComputedStyle(document.body).backgroundColor;
    const backdropOf = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!isClear(backgroundColor)) return backgroundColor;
      }
      return page;
    };
    const isVisible = (element: Element): boolean => {
      const style = getComputedStyle(element);
      const backdrop = backdropOf(element.parentElement);
      const isBordered = (['Top', 'Right', 'Bottom', 'Left'] as const).some(
        (side) =>
          style[`border${side}Width`] !== '0px' && style[`border${side}Style`] !== 'none' && style[`border${side}Color`] !== backdrop,
      );
      return isBordered || (!isClear(style.backgroundColor) && style.backgroundColor !== backdrop);
    };
    const lost: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('[data-drawn]'))
      if (element.checkVisibility() && !isVisible(element))
        lost.push(`${element.className || element.tagName} is not drawn in forced colors`);
    // Chromium paints the page color behind text, so text in that color is invisible.
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { color, forcedColorAdjust } = getComputedStyle(element) as CSSStyleDeclaration & { forcedColorAdjust: string };
      const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '');
      if (hasWords && forcedColorAdjust !== 'none' && color === page && element.checkVisibility())
        lost.push(`the words ${element.innerText.slice(0, 20)} are not drawn in forced colors`);
    }
    for (const input of document.querySelectorAll<HTMLInputElement>('input[type="checkbox"], input[type="radio"]')) {
      const drawn = input.parentElement?.querySelector('.mantine-Switch-track') ?? input;
      const isSegment = input.matches('.mantine-SegmentedControl-input');
      const { width } = drawn.getBoundingClientRect();
      if (isSegment || width < 8 || !drawn.checkVisibility()) continue;
      if (!isVisible(drawn) && getComputedStyle(drawn).appearance === 'none')
        lost.push(`${input.type} ${input.id} is not drawn in forced colors`);
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-drawn]')) delete element.dataset['drawn'];
    return [...new Set(lost)];
  });

/** Returns the elements that are drawn by color alone and disappear when Windows forces its own colors, one line each. */
export async function findForcedColorFaults(page: Page): Promise<string[]> {
  await markDrawn(page);
  await page.emulateMedia({ forcedColors: 'active' });
  const lost = await findLostMarks(page);
  await page.emulateMedia({ forcedColors: 'none' });
  return lost;
}
