import { describe, expect, test } from 'vitest';
import { type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser, sharedDemo } from '../support/window-tests.ts';

const browser = sharedBrowser();
const demo = sharedDemo(browser);

const hashOf = ({ page }: OpenWindow): string => new URL(page.url()).hash;
/** Opens a URL of the console, as when a user types it or pastes a link. */
const goTo = ({ page, host }: OpenWindow, hash: string) => page.goto(`${host.origin}/${hash}`);
const title = ({ page }: OpenWindow, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

describe('the address', () => {
  test('holds filter and panel of a table, over a reload, the way back and a pasted link', async () => {
    const window = await demo();
    const { page, say } = window;
    await window.go('matching');
    const all = await rowsInTable(window);
    await page.getByLabel(say('matching.search.label')).fill('佐藤');
    await eventually(() => rowsInTable(window)).toBeLessThan(all);
    const few = await rowsInTable(window);
    await page.locator('[role="row"][aria-rowindex="2"]').click();
    await page.keyboard.press('Enter');
    const panel = page
      .getByRole('region')
      .filter({ has: page.getByRole('button', { name: say('ui.closePanel') }) })
      .getByText('佐藤')
      .first();
    await panel.waitFor();
    await eventually(async () => hashOf(window)).toMatch(/search=[^&]+&triage=open-and-assigned&revision=\d+&row=\d+$/);
    const link = hashOf(window);
    const named = await page
      .getByRole('region')
      .filter({ has: window.button('ui.closePanel') })
      .getByRole('heading', { level: 2 })
      .innerText();
    expect(named).toContain('佐藤');

    await page.reload();
    await panel.waitFor();
    await page
      .getByRole('region')
      .filter({ has: window.button('ui.closePanel') })
      .getByRole('heading', { level: 2, name: named, exact: true })
      .waitFor();
    expect(await rowsInTable(window)).toBe(few);

    await window.go('settings');
    await page.keyboard.press('Alt+ArrowLeft');
    await panel.waitFor();
    expect(hashOf(window)).toBe(link);
    await page.goForward();
    await title(window, say('app.screen.settings'));
    // Reloads work in a history entry that is neither the first nor the last one.
    await page.goBack();
    await page.goBack();
    await title(window, say('app.screen.readiness'));
    await page.reload();
    await title(window, say('app.screen.readiness'));

    await goTo(window, link);
    await panel.waitFor();
    expect(await rowsInTable(window)).toBe(few);

    // A link from an earlier run does not open another person.
    await goTo(window, link.replace(/revision=\d+/, 'revision=0'));
    await page.locator('[role="grid"][aria-busy="false"]').waitFor();
    await eventually(() => panel.count()).toBe(0);
  });

  test('opens one route and step, one person, one group, one day', async () => {
    const window = await demo();
    const { page } = window;
    const company = await window.company();
    const first = { search: '', sort: { by: 'name', direction: 'ascending' }, offset: 0, limit: 1 } as const;
    const { rows: routes } = await window.call('drafts.list', { section: 'routes', ...first });
    const { rows: groups } = await window.call('drafts.list', { section: 'invoice_groups', ...first });
    const [person] = (
      await window.call('people.list', {
        filter: { search: '', states: [] },
        sort: { by: 'list', direction: 'ascending' },
        offset: 0,
        limit: 1,
      })
    ).rows;
    const [route, group] = [routes[0], groups[0]];
    if (route === undefined || group === undefined || person === undefined) throw new Error('the demo has routes, groups and people');
    await goTo(window, `#/${company}/routes?id=${route.id}`);
    await title(window, route.name);
    await page.getByRole('button', { name: /^ステップ 1 \// }).click();
    await eventually(async () => hashOf(window)).toContain('stepId=');
    const step = hashOf(window);
    await goTo(window, `#/${company}/people?personId=${person.personId}`);
    await title(window, person.name);
    await goTo(window, `#/${company}/invoicing?tab=groups&id=${group.id}`);
    await title(window, group.name);
    await goTo(window, step);
    await title(window, route.name);
    await page.reload();
    await title(window, route.name);
    expect(hashOf(window)).toBe(step);
  });

  test('opens the understood part of a partly invalid address and says so, and reports an unknown company', async () => {
    const window = await demo();
    const { page, say } = window;
    const company = await window.company();
    await goTo(window, `#/${company}/orders?lastDay=someday&kind=all`);
    await title(window, say('app.screen.orders'));
    await page.getByText(say('app.link.misread')).waitFor();
    await window.go('settings');
    expect(await page.getByText(say('app.link.misread')).count()).toBe(0);

    for (const open of [
      () => goTo(window, '#/00000000-0000-4000-8000-000000000000/matching?search=x'),
      async () => {
        // Changes the URL without triggering the router: a change of the history while the page reloads would remove the entry's session
        // ticket.
        await page.evaluate(() => {
          history.pushState = () => undefined;
          history.replaceState = () => undefined;
          History.prototype.replaceState.call(history, history.state, '', '#/00000000-0000-4000-8000-000000000000/plan');
        });
        await page.reload();
      },
    ]) {
      await open();
      const lost = page.getByRole('dialog', { name: say('app.link.lost') });
      await lost.getByText(say('error.company-not-found.what')).waitFor();
      await page.keyboard.press('Escape');
      await lost.waitFor({ state: 'hidden' });
      await title(window, say('app.screen.readiness'));
      expect(hashOf(window)).toBe(`#/${company}/readiness`);
    }
  });

  test('names the company: a link to another company opens it, and Back returns to the first', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    const demo = await window.company();
    const shown = page.getByRole('banner').getByRole('button', { name: say('app.company.switch') });
    await shown.click();
    await page.getByRole('menuitem', { name: say('app.company.add') }).click();
    await createCompany(window, '東商事');
    const own = await window.company();
    expect(hashOf(window)).toContain(`#/${own}/`);

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: say('palette.title') }).fill(`http://127.0.0.1:1/#/${demo}/matching?search=a`);
    await page.getByRole('option', { name: say('palette.openLink') }).waitFor();
    await page.keyboard.press('Enter');
    await title(window, say('app.screen.matching'));
    await eventually(() => shown.innerText()).toContain(say('app.kind.demo'));
    await page.goBack();
    await eventually(() => shown.innerText()).toContain('東商事');
    await title(window, say('app.screen.import'));

    await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: say('palette.title') }).fill('リンク');
    await page.keyboard.press('Enter');
    await page.getByText(say('app.link.copied')).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });
});
