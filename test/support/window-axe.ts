import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';

/** Accessibility faults that axe finds in a window. No rule or element is excluded. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const CONTRAST = 'color-contrast';
/**
 * The rules for colors. High contrast is also checked with the rule for normal contrast: the enhanced rule does not report what already
 * fails the normal one.
 */
const COLOURS = { normal: [CONTRAST], high: [CONTRAST, 'color-contrast-enhanced'] };

/** Fetches no further files, and reports violations only. */
const VIOLATIONS_ONLY: RunOptions = { resultTypes: ['violations'], preload: false };
const STRUCTURE: RunOptions = {
  ...VIOLATIONS_ONLY,
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  rules: { [CONTRAST]: { enabled: false } },
};

/** Data that the page keeps between checks. */
interface CheckedPage {
  readonly axe: { run(context: unknown, options: RunOptions): Promise<AxeResults> };
  /** Kinds of text whose colors were already checked, by combination of theme and contrast. A reloaded page starts empty. */
  asked?: Map<string, Set<string>>;
}

/** Formats each violation as one line. */
const lines = ({ violations }: Pick<AxeResults, 'violations'>): string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.any[0]?.message ?? node.failureSummary ?? ''})`),
  );

/** Injects axe once per page load, because the script has half a megabyte. */
async function withAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
}

/** Checks roles, names and order of all elements of the document, but no colors. */
export async function findStructureFaults(page: Page): Promise<string[]> {
  await withAxe(page);
  return lines(
    await page.evaluate(async (options) => {
      const { axe } = window as unknown as CheckedPage;
      return { violations: (await axe.run(document, options)).violations };
    }, STRUCTURE),
  );
}

/**
 * Returns texts with insufficient contrast, among those not checked before with this theme and contrast. Contrast depends on a text's
 * color, size and weight and on the backgrounds of its ancestors, so axe checks one text per combination; color checks take most of its
 * time. Texts that are dimmed while they wait for a response are checked a second time.
 */
export async function findColorFaults(page: Page, look: string, contrast: keyof typeof COLOURS): Promise<string[]> {
  await withAxe(page);
  return lines(
    await page.evaluate(
      async ([key, options]) => {
        const kept = window as unknown as CheckedPage;
        kept.asked ??= new Map();
        const asked = kept.asked.get(key) ?? new Set<string>();
        kept.asked.set(key, asked);

        const painted = new Map<Element, string>();
        const behind = (element: Element | null): string => {
          if (element === null) return '';
          const known = painted.get(element);
          if (known !== undefined) return known;
          const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
          const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
          // Disabled elements need no contrast.
          const isDisabled = element.matches(':disabled, [aria-disabled="true"]');
          const paint = `${behind(element.parentElement)}${own === 'rgba(0, 0, 0, 0),none,1,none,normal' ? '' : `/${own}`}${isDisabled ? '/disabled' : ''}`;
          painted.set(element, paint);
          return paint;
        };
        const isText = (node: Node): boolean => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '';
        const isNew = (element: Element): boolean => {
          const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
          if (!isField && ![...element.childNodes].some(isText)) return false;
          if (!element.checkVisibility({ visibilityProperty: true })) return false;
          const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
          const alike = [color, fontSize, fontWeight, textShadow, isField, behind(element)].join();
          return !asked.has(alike) && asked.add(alike).has(alike);
        };
        const unreadable = async (of: readonly Element[]): Promise<AxeResults['violations']> => {
          const include = of.filter((element) => element.isConnected);
          return include.length === 0 ? [] : (await kept.axe.run({ include }, options)).violations;
        };
        const root = document.querySelector('[aria-modal="true"]') ?? document.body;
        const elements = [...root.querySelectorAll('*')].filter(isNew);
        if ((await unreadable(elements)).length === 0) return { violations: [] };
        while (document.querySelector('[data-stale]') !== null) await new Promise(requestAnimationFrame);
        return { violations: await unreadable(elements) };
      },
      [look, { ...VIOLATIONS_ONLY, runOnly: { type: 'rule', values: COLOURS[contrast] } } as RunOptions] as const,
    ),
  );
}
