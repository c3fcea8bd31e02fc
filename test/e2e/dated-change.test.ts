import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('a change is kept for its day, seen in the calendar, and taken into the drafts by one press', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  const { today, changes } = await window.call('datedChanges.list', {});
  const [demo] = changes;
  const routes = await window.call('drafts.list', {
    section: 'routes',
    search: '',
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 1,
  });
  const route = routes.rows[0];
  if (route === undefined || demo === undefined) throw new Error('no route, or no change');
  await window.call('drafts.rename', { section: 'routes', id: route.id, name: '改編後の経路' });

  // The demo company has one dated change; another one is saved for today.
  await window.go('rehearsal');
  await page.getByRole('article', { name: demo.name }).waitFor();
  const keep = page.getByRole('region', { name: say('rehearsalScreen.keep.title') });
  await keep.getByLabel(say('rehearsalScreen.keep.name')).fill('改編');
  await keep.getByLabel(say('rehearsalScreen.keep.day')).fill(today);
  await keep.getByText('改編後の経路').waitFor();
  await keep.getByRole('button', { name: say('rehearsalScreen.keep.do'), exact: true }).click();
  const planned = page.getByRole('article', { name: '改編', exact: true });
  await planned.getByText(say('rehearsalScreen.planned.due')).waitFor();
  await eventually(
    async () => (await window.call('drafts.summary', {})).sections.find(({ section }) => section === 'routes')?.changed,
  ).toBe(routes.rows.filter(({ state }) => state !== 'same').length);

  await window.go('calendar');
  await page.getByText(say('calendarScreen.dayPanel.dated-change', { names: '改編' })).waitFor();
  await button('calendarScreen.dayPanel.seeChanges').click();

  await planned.getByRole('button', { name: say('rehearsalScreen.planned.takeOf', { name: '改編' }) }).click();
  await planned.getByText(say('rehearsalScreen.planned.done', { count: 1 })).waitFor();
  const { object } = await window.call('drafts.get', { section: 'routes', id: route.id });
  expect(object.draft).toMatchObject({ name: '改編後の経路' });
  // After undo the change waits again and is not shown as part of the drafts.
  await page.keyboard.press('Control+z');
  await planned.getByText(say('rehearsalScreen.planned.due')).waitFor();
  await planned.getByText(say('rehearsalScreen.planned.done', { count: 1 })).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+y');
  await eventually(
    async () => (await window.call('datedChanges.list', {})).changes.find((one) => one.name === '改編')?.takenAt ?? null,
  ).not.toBe(null);

  // An object that was deleted since is listed by name without a link.
  const one = demo.objects[0];
  if (one === undefined) throw new Error('the demo change holds no draft');
  const kept = page.getByRole('article', { name: demo.name });
  await kept.getByText(say('rehearsalScreen.planned.details'), { exact: true }).click();
  const link = kept.getByRole('button', { name: say(`draft.section.${one.section}`), exact: true });
  await link.waitFor();
  await window.call('drafts.delete', { objects: [{ section: one.section, id: one.id }] });
  await kept.getByText(say('rehearsalScreen.planned.standing.gone')).waitFor();
  await link.waitFor({ state: 'detached' });
  await window.call('drafts.undo', {});
  await link.waitFor();

  // The name and the date can be changed, and the dated change can be withdrawn.
  await page
    .getByRole('article', { name: demo.name })
    .getByRole('button', { name: say('rehearsalScreen.planned.editOf', { name: demo.name }) })
    .click();
  const dialog = page.getByRole('dialog', { name: say('rehearsalScreen.planned.edit') });
  await dialog.getByLabel(say('rehearsalScreen.planned.name'), { exact: true }).fill('支店の統合（延期）');
  await dialog.getByRole('button', { name: say('rehearsalScreen.planned.save') }).click();
  const renamed = page.getByRole('article', { name: '支店の統合（延期）' });
  await renamed.getByRole('button', { name: say('rehearsalScreen.planned.withdrawOf', { name: '支店の統合（延期）' }) }).click();
  await page
    .getByRole('dialog', { name: say('rehearsalScreen.planned.withdrawTitle', { name: '支店の統合（延期）' }) })
    .getByRole('button', { name: say('rehearsalScreen.planned.withdraw'), exact: true })
    .click();
  await renamed.waitFor({ state: 'detached' });
});
