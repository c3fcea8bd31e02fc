import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { expect, test } from 'vitest';
import type { Settings } from '#shared/contract/console.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { fixStates } from '../support/window-fix-states.ts';
import { demoStates, WELCOME_STATES, type WindowState } from '../support/window-states.ts';
import { orderStates } from '../support/window-states-orders.ts';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { setupStates } from '../support/window-states-setup.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type LookOf = Pick<Settings, 'theme' | 'contrast' | 'language'>;
const WHOLE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Structure is the same in every look: there only what a look can spoil is asked again. */
const LOOKS: readonly (LookOf & { readonly rules: readonly string[] | null })[] = [
  { theme: 'light', contrast: 'normal', language: 'ja', rules: null },
  { theme: 'dark', contrast: 'normal', language: 'en', rules: null },
  { theme: 'light', contrast: 'high', language: 'ja', rules: ['color-contrast', 'color-contrast-enhanced'] },
  { theme: 'dark', contrast: 'high', language: 'ja', rules: ['color-contrast', 'color-contrast-enhanced'] },
  { theme: 'dark', contrast: 'normal', language: 'ja', rules: ['color-contrast'] },
  { theme: 'light', contrast: 'normal', language: 'en', rules: ['color-contrast', 'target-size', 'label', 'button-name'] },
];

async function wear(window: OpenWindow, { theme, contrast, language }: LookOf): Promise<void> {
  await window.call('console.changeSettings', { theme, contrast, language });
  await eventually(() =>
    window.page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return [dataset['mantineColorScheme'], dataset['contrast'], lang];
    }),
  ).toEqual([theme, contrast, language]);
  // Colours are looked at once they are painted.
  await window.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** What axe finds, one line each; nothing is excepted. */
async function violations({ page }: OpenWindow, rules: readonly string[] | null): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  const found = await page.evaluate(
    ([runOnly]) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ runOnly, resultTypes: ['violations'] }),
    [rules === null ? { type: 'tag', values: WHOLE } : { type: 'rule', values: rules }] as const,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.any[0]?.message ?? node.failureSummary ?? ''})`),
  );
}

async function lookThrough(window: OpenWindow, states: readonly WindowState[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name, open, leave } of states) {
    await open(window);
    // Where the pointer happened to rest, another length of a text would put a tip under it.
    await window.page.mouse.move(0, 0);
    for (const { rules, ...look } of LOOKS) {
      await wear(window, look);
      const here = await violations(window, rules);
      if (here.length > 0) found[`${name} ${Object.values(look).join(' ')}`] = here;
    }
    const [first] = LOOKS;
    if (first !== undefined) await wear(window, first);
    await leave?.(window);
  }
  return found;
}

test('axe has nothing to say of the welcome', async () => {
  await using window = await openWindow(browser(), { reducedMotion: 'reduce' });
  expect(await lookThrough(window, WELCOME_STATES)).toEqual({});
});

test.each([
  ['any screen', demoStates],
  ['the fixes', fixStates],
  ['the orders and the calendar', orderStates],
  ['the set-up guide', setupStates],
  ['the plan and the history', () => PLAN_STATES],
] as const)('axe has nothing to say of %s in any state and look', async (_, statesIn) => {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-states-'));
  try {
    await using window = await openWindow(browser(), { reducedMotion: 'reduce' });
    await window.openDemo();
    expect(await lookThrough(window, await statesIn(folder))).toEqual({});
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
