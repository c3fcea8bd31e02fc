import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

const openDraft = async ({ page }: OpenWindow, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
};
/** Returns from an editor to the list, so that the screen's own name is the page title again. */
const toList = (window: OpenWindow): Promise<void> => window.button('recordEditor.toList').click();
const openTab = async (window: OpenWindow, tab: 'groups' | 'coverage'): Promise<void> => {
  await window.go('invoicing');
  await window.page
    .getByRole('tablist', { name: window.say('invoicingScreen.tabs.label') })
    .getByRole('tab', { name: window.say(`invoicingScreen.tabs.${tab}`), exact: true })
    .click();
};

/** States of the screens on which the configuration is prepared, except routes. */
export const PREPARATION_STATES: readonly WindowState[] = [
  {
    name: 'integration',
    async open(window) {
      await window.go('integration');
      await window.page.getByRole('textbox', { name: window.say('integrationScreen.common.applicationTitle') }).waitFor();
    },
  },
  {
    name: 'serials',
    async open(window) {
      await window.go('serials');
      await window.page.getByRole('table', { name: window.say('draft.section.serials') }).waitFor();
    },
  },
  {
    name: 'serial-collides',
    async open(window) {
      await window.go('serials');
      await openDraft(window, '旧・購入番号');
      await window.page.getByText(window.say('serialsScreen.preview.collides'), { exact: true }).waitFor();
    },
    leave: toList,
  },
  {
    name: 'invoicing',
    async open(window) {
      await openTab(window, 'groups');
      await window.page.getByText(window.say('invoice.match.width')).waitFor();
    },
  },
  {
    name: 'invoice-group',
    async open(window) {
      await openTab(window, 'groups');
      await openDraft(window, '西日本支店（旧）');
      await window.page.getByText(window.say('invoice.match.width')).waitFor();
      // The organization's name follows its code.
      await window.page.getByRole('checkbox', { name: '大阪支店', exact: true }).waitFor();
    },
    leave: toList,
  },
  {
    name: 'amazon-groups-paste',
    async open(window) {
      await window.go('amazonGroups');
      await window.button('invoicingScreen.paste.open').click();
      await window.page
        .getByRole('textbox', { name: window.say('invoicingScreen.paste.label') })
        .fill('新しい部門\tＮＥＷ01\n工場\tKOJO01');
      await window.page.getByRole('table', { name: window.say('invoicingScreen.paste.preview') }).waitFor();
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'amazon-group',
    async open(window) {
      await window.go('amazonGroups');
      await openDraft(window, 'NEOカタログ購買');
      await window.page.getByText(window.say('invoicingScreen.amazon.safeguards.title')).waitFor();
    },
    leave: toList,
  },
  {
    name: 'coverage',
    async open(window) {
      await openTab(window, 'coverage');
      await window.button('invoicingScreen.coverage.unfold').click();
      const gap = window.page.getByRole('button', { name: /^青森営業所の.*注文で使えるグループに所属していません$/ });
      // Only visible rows are drawn, so in a low window the row has to be scrolled to.
      for (let top = 0; (await gap.count()) === 0 && top < 5_000; top += 180)
        await window.page.getByRole('table').evaluate(async (table, at) => {
          table.parentElement?.scrollTo(0, at);
          // The rows at the new scroll position are drawn after three frames.
          for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
        }, top);
      await gap.click();
      await window.page.getByRole('combobox', { name: window.say('invoicingScreen.coverage.addTo') }).waitFor();
    },
    leave: async (window) => {
      await window.page.keyboard.press('Escape');
      await openTab(window, 'groups');
    },
  },
  {
    name: 'rehearsal',
    async open(window) {
      await window.go('rehearsal');
      await window.button('rehearsalScreen.form.run').waitFor();
    },
  },
];
