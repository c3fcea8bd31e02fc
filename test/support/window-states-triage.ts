import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

/** Accepts the first findings; returns the number of the command that undoes it. */
async function acceptSome(window: OpenWindow): Promise<number> {
  const { revision, rows } = await window.call('matching.rows', {
    filter: EMPTY_FINDING_FILTER,
    sort: { by: 'severity', direction: 'ascending' },
    offset: 0,
    limit: 3,
  });
  const { commandId } = await window.call('triage.change', {
    selection: { revision, rows: rows.map(({ row }) => row) },
    change: { kind: 'accept', reason: '来月に入社するため', until: null },
  });
  if (commandId === null) throw new Error('nothing was accepted');
  return commandId;
}

let accepted = -1;

/** States of the register of decisions, the exclusions and the trend. */
export const TRIAGE_STATES: readonly WindowState[] = [
  {
    name: 'triage-empty',
    async open(window) {
      await window.go('triage');
      await window.page.getByText(window.say('triageScreen.ledger.empty.title')).waitFor();
    },
  },
  {
    name: 'triage-ledger',
    async open(window) {
      accepted = await acceptSome(window);
      await window.go('triage');
      await window.page.getByText('来月に入社するため').first().waitFor();
    },
    leave: async (window) => void (await window.call('triage.undo', { commandId: accepted })),
  },
  {
    name: 'triage-exclusions',
    async open(window) {
      await window.go('triage');
      await window.page.getByText(window.say('triageScreen.tabs.exclusions'), { exact: true }).click();
      await window.button('triageScreen.exclusions.add').waitFor();
    },
  },
  {
    name: 'weekly-check',
    async open(window) {
      const id = await window.company();
      await window.page.evaluate((to) => {
        globalThis.location.hash = to;
      }, `#/${id}/weeklyCheck`);
      await window.page.getByRole('heading', { level: 2 }).or(window.page.getByRole('alert')).first().waitFor();
    },
  },
  {
    name: 'trend',
    async open(window) {
      await window.go('trend');
      await window.page.getByRole('grid', { name: window.say('trendScreen.runs') }).waitFor();
    },
  },
  {
    name: 'trend-run',
    async open(window) {
      await window.go('trend');
      await window.page.locator('[role="grid"] [role="row"][aria-rowindex="2"]').click();
      await window.page.getByText(window.say('trendScreen.first')).waitFor();
    },
    leave: async ({ page }) => page.keyboard.press('Escape'),
  },
];
