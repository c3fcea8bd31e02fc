import type { BrowserContext, Locator, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { createTexts } from '#shared/messages/texts.ts';
import { ROUTE } from '../support/deeds.ts';
import { openDemoPlan } from '../support/team-demo.ts';
import { startTestTeam, TEAM_PEOPLE, type TestTeam } from '../support/team-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { navigationLink, PATIENCE_MS, tabLink } from '../support/window.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const say = createTexts('ja');

interface SignedIn {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that the browser logged. */
  readonly errors: string[];
}

/** Signs a person in with a separate browser context, through the pages of the provider. */
async function signIn(team: TestTeam, subject: string): Promise<SignedIn> {
  const context = await browser().newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(team.url);
  await page.locator('a[href*="/sign-in/start"]').click();
  await page.locator(`a[href$="/as/${subject}"]`).click();
  await page.locator('h1').first().waitFor();
  return { context, page, errors };
}

async function openMembers(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: say('app.navigation'), exact: true })
    .getByRole('link', { name: say('app.screen.settings'), exact: true })
    .click();
  await page.getByRole('tab', { name: say('settings.sections.members'), exact: true }).click();
  await page.getByRole('heading', { name: say('team.members.title') }).waitFor();
}

async function openRoutes(page: Page): Promise<void> {
  await navigationLink(page, say, 'integration').click();
  await tabLink(page, say, 'routes').click();
}

/** Opens the approval dialog of the plan and returns it. */
async function openApproval(page: Page): Promise<Locator> {
  await navigationLink(page, say, 'plan').click();
  await page.getByRole('button', { name: say('planScreen.dock.approval'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: say('planScreen.approval.title') });
  await dialog.waitFor();
  return dialog;
}

describe('a team server in three browsers', () => {
  test('shows a company to those with a role in it, refuses by role with the reason, and follows changed rights at once', async () => {
    const team = await startTestTeam(temporaryFolder('team'));
    const opened: SignedIn[] = [];
    try {
      const administrator = await signIn(team, 'administrator');
      const { page } = administrator;
      opened.push(administrator);
      await page.getByRole('button', { name: say('welcome.demo.start') }).click();
      await page.getByRole('navigation', { name: say('app.navigation'), exact: true }).waitFor();

      const guest = await signIn(team, 'guest');
      const viewer = await signIn(team, 'viewer');
      opened.push(guest, viewer);
      await guest.page.getByText(say('welcome.noneVisible')).waitFor();
      await viewer.page.getByRole('button', { name: 'デモ商事株式会社' }).click();
      await openRoutes(viewer.page);
      const create = viewer.page.getByRole('button', { name: say('draftList.create.open'), exact: true });
      const refusal = say('team.refused', { role: say('team.role.editor') });
      await create.and(viewer.page.locator('[aria-disabled="true"]')).waitFor();
      expect(await create.getAttribute('title')).toBe(refusal);

      // The cookie signs in another tab, too, so a link opens one as usual.
      const [tab] = await Promise.all([
        viewer.context.waitForEvent('page'),
        tabLink(viewer.page, say, 'serials').click({ modifiers: ['Control'] }),
      ]);
      await tab.getByRole('heading', { level: 1, name: say('app.screen.serials'), exact: true }).waitFor();
      await tab.close();

      await openMembers(page);
      const check = (name: string, role: 'viewer' | 'editor') =>
        page.getByRole('checkbox', { name: say('team.members.roleOf', { name, role: say(`team.role.${role}`) }), exact: true });
      await check('閲覧者', 'editor').click();
      await check('役割のない人', 'viewer').click();
      await create.and(viewer.page.locator(':not([aria-disabled])')).waitFor();
      await create.click();
      await viewer.page.getByRole('dialog', { name: say('draftList.create.title.routes') }).waitFor();
      await guest.page.getByText('デモ商事株式会社').waitFor();

      await page.getByRole('switch', { name: say('team.members.enabledOf', { name: '役割のない人' }) }).click({ force: true });
      await guest.page.getByRole('heading', { name: say('serverPages.signIn.title') }).waitFor();
      expect([administrator, viewer].flatMap(({ errors }) => errors)).toEqual([]);
      // The browser logs the refused request that ended the session.
      expect(guest.errors.filter((error) => !error.includes('401'))).toEqual([]);
    } finally {
      for (const { context } of opened) await context.close();
      await team.close();
    }
  });

  test('requests the approval of a plan from the approver, whose bell counts it, and shows the decision without a reload', async () => {
    const team = await startTestTeam(temporaryFolder('team'));
    const opened: SignedIn[] = [];
    try {
      const [administrator, editor] = [await team.signIn('administrator'), await team.signIn('editor')];
      const demo = await openDemoPlan(team, administrator);
      for (const subject of ['editor', 'approver']) opened.push(await signIn(team, subject));
      const [requester, approver] = opened.map(({ page }) => page) as [Page, Page];
      for (const page of [requester, approver]) await page.getByRole('button', { name: 'デモ商事株式会社' }).click();
      // The number of deadlines of the demo depends on the time of day.
      const due = await (await team.signIn('approver')).call('notices.list', {}, demo);
      const before = due.ok ? due.value.notices.filter(({ seen }) => !seen).length : Number.NaN;
      const bell = (count: number): Locator =>
        approver.getByRole('button', { name: say(count === 0 ? 'notices.label' : 'notices.labelNew', { count }), exact: true });
      await bell(before).waitFor();
      const renamed = await editor.call('drafts.rename', { ...ROUTE, name: '物品購入（本社）' }, demo);
      expect(renamed.ok).toBe(true);

      const asked = await openApproval(requester);
      await asked.getByLabel(say('planScreen.approval.team.comment')).fill('部署名の変更です');
      await asked.getByRole('button', { name: say('planScreen.approval.team.request') }).click();
      await asked.getByText(say('planScreen.approval.team.own')).waitFor();

      await bell(before + 1).click();
      await approver.getByText(say('notices.approval.what', { items: 1 })).click();
      const decided = approver.getByRole('dialog', { name: say('planScreen.approval.title') });
      await decided.getByText('部署名の変更です').waitFor();
      await decided.getByLabel(say('planScreen.approval.team.answer')).fill('確認しました');
      await decided.getByRole('button', { name: say('planScreen.approval.team.approve', { items: 1 }) }).click();
      await decided.getByText(say('planScreen.approval.standing.own-approval'), { exact: true }).waitFor();

      await asked.getByText(say('planScreen.approval.standing.valid'), { exact: true }).first().waitFor();
      await asked.getByText('確認しました').waitFor();
      await approver.keyboard.press('Escape');
      await bell(before).waitFor();
      expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
    } finally {
      for (const { context } of opened) await context.close();
      await team.close();
    }
  });

  test('shows two editors that they have the same draft open, and asks the second which value to keep', async () => {
    const secondEditor = { subject: 'second', name: '二人目の編集者', roles: ['editor'] };
    const team = await startTestTeam(temporaryFolder('team'), [...TEAM_PEOPLE, secondEditor]);
    const opened: SignedIn[] = [];
    try {
      await openDemoPlan(team, await team.signIn('administrator'));
      for (const subject of ['editor', 'second']) opened.push(await signIn(team, subject));
      const [first, second] = opened.map(({ page }) => page) as [Page, Page];
      for (const page of [first, second]) {
        await page.getByRole('button', { name: 'デモ商事株式会社' }).click();
        await openRoutes(page);
      }
      await first.getByRole('button', { name: '物品購入（標準）', exact: true }).click();
      const colleagues = second.getByRole('button', { name: say('team.presence.label', { count: 1 }), exact: true });
      await colleagues.click();
      const opens = say('team.presence.opened', { section: say('draft.section.routes'), name: '物品購入（標準）' });
      await second.getByText(opens, { exact: true }).waitFor();
      await second.keyboard.press('Escape');
      await second.getByRole('button', { name: '物品購入（標準）', exact: true }).click();
      await second.getByText(say('team.presence.same', { count: 1, names: '編集者' }), { exact: true }).waitFor();
      await first.getByText(say('team.presence.same', { count: 1, names: '二人目の編集者' }), { exact: true }).waitFor();

      const nameOf = (page: Page): Locator => page.getByRole('textbox', { name: say('routesScreen.name'), exact: true });
      // Types with a pause shorter than the save delay, while the other person saves.
      await nameOf(second).focus();
      await second.keyboard.press('Control+A');
      await second.keyboard.insertText('消');
      await nameOf(first).fill('備品の購入');
      await first.keyboard.press('Tab');
      await first.getByRole('heading', { name: '備品の購入' }).first().waitFor();
      await second.keyboard.insertText('耗品の購入');
      const dialog = second.getByRole('dialog', { name: say('draft.conflict.title') });
      await dialog.getByRole('row', { name: '消耗品の購入' }).getByText('備品の購入').waitFor();
      await dialog.getByRole('button', { name: say('draft.conflict.keepMine') }).click();
      await first.getByRole('heading', { name: '消耗品の購入' }).first().waitFor();

      expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
    } finally {
      for (const { context } of opened) await context.close();
      await team.close();
    }
  });
});
