import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { SETUP_STEP_IDS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { pointer } from '../support/window-hands.ts';
import { commit, pick } from '../support/window-import.ts';
import { startsWith } from '../support/window-plan.ts';
import { currentStep, expectAgreement, kindOf } from '../support/window-setup.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const today = getBusinessDay(Date.now());
const daysAgo = (days: number): string => formatDayNumber((parseDayNumber(today) ?? 0) - days);
const GROUP = 'NEOカタログ購買';
const OPTION = 'NEOcatalog';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('by-hand');
  const write = (name: string, lines: readonly string[]): void => writeFileSync(join(folder, name), `${lines.join('\r\n')}\r\n`);
  write('neo.csv', [
    'ID,ログインID,氏名,職場用メールアドレス,組織,状態',
    '1,sato,佐藤 一,sato@example.co.jp,営業部,使用中',
    '2,tanaka,田中 二,tanaka@example.co.jp,総務部,使用中',
  ]);
  const amazon = (name: string, state: string, invitedOn: string): void =>
    write(name, [
      'メールアドレス,氏名,役割,ステータス,グループ,招待日',
      `sato@example.co.jp,佐藤 一,パンチアウト,アクティブ,${GROUP},${invitedOn}`,
      `tanaka@example.co.jp,田中 二,パンチアウト,${state},${GROUP},${invitedOn}`,
    ]);
  amazon('amazon-undated.csv', '招待中', '');
  amazon('amazon-invited.csv', '招待中', daysAgo(85));
  amazon('amazon-accepted.csv', 'アクティブ', daysAgo(85));
});

/** Returns the actions of an administrator without a server in the window. */
function handsOf(window: OpenWindow) {
  const { page, say, button, call } = window;
  const hands = pointer(window);
  const main = page.getByRole('main');
  const radios = (key: string, params?: Record<string, string>): Locator =>
    page.getByRole('radiogroup', { name: say.phrase(key, params), exact: true });
  const field = (key: string): Locator => page.getByLabel(say.phrase(key), { exact: true });
  const write = async (key: string, text: string): Promise<void> => {
    await hands.write(field(key), text);
    await field(key).press('Tab');
  };
  const place = (name: string): Promise<void> =>
    hands.press(main.getByRole('button', { name: say.phrase(`setupScreen.place.${name}`), exact: true }));
  const back = (): Promise<void> => hands.press(button('setupScreen.back'));
  const record = (kind: 'done' | 'start' | 'decline' | 'entered' | 'enteredAmazon') => (): Promise<void> =>
    hands.press(button(`setupScreen.word.${kind}`));
  const create = async (name: string, template: string | null): Promise<void> => {
    await hands.press(button('draftList.create.open').first());
    await write('draftList.create.name', name);
    if (template !== null) await page.getByRole('radio', { name: startsWith(say.phrase(`draft.template.${template}.name`)) }).check();
    await hands.press(button('draftList.create.do'));
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  };
  /** Ticks and completes one item of the manual entry sheet, opened from the guide. */
  const enter = async (section: string): Promise<void> => {
    await place('manual-entry');
    const { tasks, total } = await call('manualEntry.sheet', { offset: 0, limit: 200 });
    await page.getByText(say('manualEntry.sentence', { objects: total })).waitFor();
    const task = tasks.find((one) => one.section === section);
    const article = page.getByRole('article', { name: say.phrase(task?.title.key ?? '', task?.title.params as never), exact: true });
    expect(await article.getByRole('checkbox').count()).toBe(task?.lines.length);
    if (task?.lines.length === 1) await article.getByRole('checkbox').check();
    else await hands.press(article.getByRole('button', { name: startsWith(say('manualEntry.task.tickAll')) }));
    await hands.press(article.getByRole('button', { name: startsWith(say('manualEntry.task.finish')) }));
    await page.getByText(total === 1 ? say('manualEntry.nothing') : say('manualEntry.sentence', { objects: total - 1 })).waitFor();
    await back();
  };
  const take = async (kind: 'neo-users' | 'amazon-users', file: string): Promise<void> => {
    await hands.give(button('import.chooseFile'), join(folder, file));
    await commit(window, kind, 2);
    await back();
  };
  return { hands, main, radios, field, write, place, back, record, create, enter, take };
}

/** Returns the actions for each step of the manual; steps without an entry are already done. */
function stepsOf(window: OpenWindow): Partial<Record<SetupStepId, () => Promise<void>>> {
  const { page, say, button, call } = window;
  const { hands, radios, write, place, back, record, create, enter, take } = handsOf(window);
  return {
    async choose() {
      await hands.choose(radios('setupScreen.choose.account'), say('setupScreen.choose.new'));
      await hands.choose(radios('setupScreen.choose.other'), say('setupScreen.choose.otherNo'));
    },
    environment: record('done'),
    support: record('start'),
    async register() {
      await record('done')();
      await eventually(() => kindOf(window, 'account-mail')).toBe('waiting');
      await expectAgreement(window);
      await expectScreens(window);
      await page.locator('[data-step="account-mail"]').click();
      await record('done')();
      await eventually(() => kindOf(window, 'account-mail')).toBe('recorded');
    },
    'settings-page': record('done'),
    administrators: record('decline'),
    'company-payment': record('done'),
    'invoice-payment': record('start'),
    async 'group-add'() {
      await place('amazon-groups');
      await create(GROUP, 'amazon-manual');
      await back();
      await expectAgreement(window);
      await record('enteredAmazon')();
    },
    'group-page': record('done'),
    'group-payment': record('done'),
    async 'group-address'() {
      await place('amazon-groups');
      await hands.press(page.getByRole('button', { name: GROUP, exact: true }));
      await write('invoicingScreen.amazon.addresses', '1');
      await back();
    },
    async 'purchasing-system'() {
      await hands.choose(radios('setupScreen.system.group', { name: GROUP }), say('invoicingScreen.amazon.states.active'));
      const day = page.getByLabel(say('invoicingScreen.amazon.registered'), { exact: true });
      await hands.writeDay(day, today);
      await write('integrationScreen.integration.systemLogin', 'LOGIN');
      await write('integrationScreen.integration.poRequestUrl', 'https://https-ats.amazonsedi.com/2b6f0cc9-04d1-4a3a-9f5b-3b6b1a3c0c11');
      const name = say('secret.name.catalog-password');
      await hands.press(button('secretsPart.setNamed', { name }));
      await hands.write(page.getByLabel(say('secretsPart.value', { name }), { exact: true }), 'as-Amazon-shows-it');
      await hands.press(button('secretsPart.keep'));
      await page.getByText(say('secretsPart.news.kept'), { exact: true }).waitFor();
      await eventually(() => kindOf(window, 'enhanced-checkout')).toBe('waiting');
      await eventually(async () => (await call('drafts.get', { section: 'integration', id: 'integration' })).problems).toEqual([]);
      await expectAgreement(window);
      await expectScreens(window);
      await page.locator('[data-step="purchasing-system"]').click();
      await day.fill(daysAgo(14));
      await eventually(() => kindOf(window, 'enhanced-checkout')).toBe('recorded');
    },
    'late-orders': record('decline'),
    safeguards: record('decline'),
    async 'add-users'() {
      await place('import-neo');
      await take('neo-users', 'neo.csv');
      await expectAgreement(window);
      await place('import-amazon');
      await take('amazon-users', 'amazon-undated.csv');
      await expectScreens(window);
    },
    async route() {
      await place('routes');
      await create('Amazon 購入', 'route-department');
      // A route starts incomplete, and no one can select it before it is complete.
      await hands.choose(radios('routesScreen.status'), say('route.status.complete'));
      await eventually(async () => (await call('setup.guide', {})).steps.find(({ id }) => id === 'route')?.check?.level).toBe('prepared');
      await back();
      await expectAgreement(window);
      await record('entered')();
    },
    async serial() {
      await place('serials');
      await create('購入番号', 'serial-fiscal-year');
      await back();
      await enter('serials');
    },
    'integration-values': () => enter('integration'),
    async 'allowed-users'() {
      await place('integration');
      await hands.choose(radios('integrationScreen.allowed.who'), say('integrationScreen.allowed.everyone'));
      await back();
      await expectAgreement(window);
      await record('entered')();
    },
    'connection-test': record('decline'),
    async 'common-settings'() {
      await place('integration');
      await write('integrationScreen.common.applicationTitle', '購入申請');
      await pick(window, say('integrationScreen.common.route'), 'Amazon 購入');
      await pick(window, say('integrationScreen.common.serial'), '購入番号');
      await back();
      await expectAgreement(window);
      await enter('common_settings');
    },
    async 'invoice-code'() {
      await place('invoice-groups');
      await create('本社', null);
      await write('invoicingScreen.code', OPTION);
      const members = page.getByRole('combobox', { name: say('invoicingScreen.members'), exact: true });
      for (const name of ['営業部', '総務部']) {
        await members.fill(name);
        await page.getByRole('option').filter({ hasText: name }).first().click();
      }
      await back();
      await expectAgreement(window);
      await enter('invoice_groups');
      await eventually(() => kindOf(window, 'invoice-code')).toBe('recorded');
      // An item that returns to the sheet is open in the guide. Recording it in the guide removes it from the sheet.
      await place('manual-entry');
      const object = say('plan.object.invoice_groups', { name: '本社' });
      await hands.press(page.getByRole('button', { name: `${say('manualEntry.entered.reopen')} ${object}`, exact: true }));
      await page.getByText(say('manualEntry.sentence', { objects: 1 })).waitFor();
      await back();
      expect(await kindOf(window, 'invoice-code')).not.toBe('recorded');
      await expectAgreement(window);
      await record('entered')();
    },
  };
}

/** Parts of the readiness that are not checked, with the value that the guide then reports as missing. */
const GATES = [
  ['gate-1', 'login-missing'],
  ['gate-2-allowed', 'allowed-undecided'],
  ['gate-5', 'no-invoice-groups'],
  ['gate-6', 'route-not-chosen'],
  ['gate-7', 'serial-not-chosen'],
] as const;

/** Fields of section 3-2 as printed in the manual. */
const PRINTED = [
  ['systemLogin', 'システムログイン(System Login)'],
  ['poRequestUrl', 'PO Request URL'],
] as const;

/** Expects readiness, integration, sheet, calendar and notices to show the guide's state on their screens; ends on the guide's page. */
async function expectScreens(window: OpenWindow): Promise<void> {
  const { page, say, call } = window;
  const guide = await call('setup.guide', {});
  const appears = (text: string): Promise<void> => page.getByText(text).first().waitFor();
  await window.go('readiness');
  const readiness = await call('readiness.summary', {});
  const left = guide.firstOrder.blockers.length;
  if (readiness === null) await appears(say('readiness.empty.title'));
  else {
    const gates = readiness.gates.filter(({ notChecked }) => notChecked === readiness.inScope).length;
    if (gates > 0) await appears(say('readiness.answer.gates', { count: gates }));
    else if (left > 0) await appears(say('readiness.guide.text', { count: left }));
    // A gate is not checked if the guide reports its value as missing.
    const lacked = new Set(guide.steps.flatMap(({ check }) => check?.lacks.map(({ key }) => key) ?? []));
    for (const [part, lack] of GATES) expect([part, readiness.partial.includes(part)]).toEqual([part, lacked.has(lack)]);
  }
  await window.go('integration');
  await page.getByRole('radiogroup', { name: say('integrationScreen.allowed.who') }).waitFor();
  const values = guide.steps.find(({ id }) => id === 'integration-values')?.entries ?? [];
  for (const [name, printed] of PRINTED) {
    const entry = values.find(({ field }) => field === printed);
    const shown = page.getByLabel(say(`integrationScreen.integration.${name}`), { exact: true });
    expect(await shown.inputValue()).toBe(entry?.kind === 'draft' ? entry.value : '');
  }
  const undecided = guide.steps.some(({ check }) => check?.lacks.some(({ key }) => key === 'allowed-undecided'));
  expect(await page.getByText(say('setupGuide.reason.allowed-undecided'), { exact: true }).count()).toBe(undecided ? 1 : 0);
  await window.go('plan');
  const { total, tasks } = await call('manualEntry.sheet', { offset: 0, limit: 200 });
  await appears(total === 0 ? say('manualEntry.nothing') : say('manualEntry.sentence', { objects: total }));
  expect(await page.getByRole('article').count()).toBe(tasks.length);
  await window.go('calendar');
  const { clocks } = await call('clocks.list', {});
  const waits = page.getByRole('table', { name: say('calendarScreen.waits.title') });
  for (const { kind, count, subject } of clocks.filter(({ calendarDaysLeft }) => calendarDaysLeft < 20))
    await waits
      .getByRole('rowheader', { name: `${say(`clocks.kind.${kind}`)} ${say(`clocks.count.${kind}`, { count, subject })}` })
      .waitFor();
  const { notices, coming } = await call('notices.list', {});
  await page
    .getByRole('banner')
    .getByRole('button', { name: startsWith(say('notices.label')) })
    .click();
  const bell = page.getByRole('dialog', { name: say('notices.label') });
  await bell.getByRole('region', { name: say('notices.week') }).waitFor();
  await eventually(() => bell.getByRole('listitem').count()).toBe(notices.length + coming.length);
  await page.keyboard.press('Escape');
  await window.go('setup');
}

/** Follows 次の手順へ while a step can be done here; checks agreement after each step. Returns the steps. */
async function followGuide(window: OpenWindow): Promise<SetupStepId[]> {
  const { button, call } = window;
  const handlers = stepsOf(window);
  const way: SetupStepId[] = [];
  for (;;) {
    const id = await currentStep(window);
    way.push(id);
    expect(way.length, way.join(' ')).toBeLessThanOrEqual(SETUP_STEP_IDS.length);
    const act = handlers[id];
    if (act === undefined) throw new Error(`the guide leads to ${id}, where nothing can be done: ${way.join(' ')}`);
    await act();
    await eventually(async () => (await call('setup.guide', {})).next, id).not.toBe(id);
    await expectAgreement(window);
    if ((await call('setup.guide', {})).next === null) return way;
    await button('setupScreen.next').click();
    await eventually(() => currentStep(window)).not.toBe(id);
  }
}

/** Writes the handover book from the settings and returns it; ends on the guide's page. */
async function writtenBook(window: OpenWindow): Promise<string> {
  await window.openSettings('handover');
  const [download] = await Promise.all([window.page.waitForEvent('download'), window.button('handoverPart.write').click()]);
  const book = readFileSync(await download.path(), 'utf8');
  await window.go('setup');
  return book;
}

/**
 * Expects the book to contain the guide's progress, the people, the waiting times with the words of the guide's page, and drafts to apply
 * only while the sheet has them.
 */
async function expectBook(window: OpenWindow): Promise<void> {
  const { page, say, call } = window;
  const book = await writtenBook(window);
  const { done, total, steps } = await call('setup.guide', {});
  const contains = (text: string): void => expect(book.includes(text), text).toBe(true);
  contains(say('book.guideProgress', { done, total }));
  const readiness = await call('readiness.summary', {});
  if (readiness === null) throw new Error('both lists are there');
  const { inScope, ready, blocked, notChecked } = readiness;
  contains(say('book.answer.known', { inScope, ready, blocked, notChecked }));
  const sheet = await call('manualEntry.sheet', { offset: 0, limit: 1 });
  expect(book.includes(say('book.open.drafts'))).toBe(sheet.total > 0);
  for (const { id } of steps.filter(({ state }) => state.kind === 'waiting')) {
    await page.locator(`[data-step="${id}"]`).click();
    await page.getByRole('heading', { level: 2, name: say(`setupGuide.step.${id}.name`), exact: true }).waitFor();
    contains(await page.locator('#setup-step + p > span').last().innerText());
  }
}

test('the whole manual is played in an empty company without a server, and guide, sheet, screens and book agree', async () => {
  await using window = await openWindow(browser());
  const { page, say, button, call } = window;
  // The test machine has no keychain.
  await call('secrets.useSession', { use: true });
  await button('welcome.setup.start').click();
  await page.getByRole('heading', { level: 1, name: say('setupScreen.title'), exact: true }).waitFor();
  expect(await currentStep(window)).toBe('choose');
  await expectAgreement(window);
  await followGuide(window);
  await expectBook(window);

  const { place, record, take } = handsOf(window);
  const open = async (id: SetupStepId): Promise<void> => {
    await page.locator(`[data-step="${id}"]`).click();
    await page.getByRole('heading', { level: 2, name: say.phrase(`setupGuide.step.${id}.name`), exact: true }).waitFor();
  };
  await open('invitations');
  await place('import-amazon');
  await take('amazon-users', 'amazon-invited.csv');
  await expectAgreement(window);
  await expectScreens(window);
  await open('invitations');
  await place('import-amazon');
  await take('amazon-users', 'amazon-accepted.csv');
  await expectAgreement(window);
  for (const id of ['support', 'invoice-payment'] as const) {
    await open(id);
    await record('done')();
    await eventually(() => kindOf(window, id)).toBe('recorded');
    await expectAgreement(window);
  }

  await call('console.changeSettings', { language: 'en' });
  window.speak('en');
  await page.getByText(window.say('setupScreen.finished.title')).waitFor();
  const guide = await call('setup.guide', {});
  expect([guide.done, guide.left.waits, guide.firstOrder.blockers]).toEqual([guide.total, 0, []]);
  await expectAgreement(window);
  await expectScreens(window);
  await expectBook(window);
});
