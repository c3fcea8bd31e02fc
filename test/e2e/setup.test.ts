import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import { createDemoCompany, DEMO_SEED } from '#main/sandbox/company/company.ts';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '#main/sandbox/sandbox.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { SETUP_STEP_IDS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import { CERTIFICATES } from '../support/network/certificates.ts';
import { hostOf, ownAddress } from '../support/network/own-address.ts';
import { reachable } from '../support/network/reachable.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { navigationLink, type OpenWindow, openWindow, tabLink } from '../support/window.ts';
import { keyboard, pointer, type UserInput } from '../support/window-hands.ts';
import { NO_KEYCHAIN } from '../support/window-host.ts';
import { openMenu } from '../support/window-keyboard.ts';
import { currentStep, expectAgreement } from '../support/window-setup.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const today = getBusinessDay(Date.now());
const daysAgo = (days: number): string => formatDayNumber((parseDayNumber(today) ?? 0) - days);

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder('setup');
  await writeDemoFiles(folder, createDemoCompany(DEMO_SEED, today));
  writeFileSync(join(folder, 'authority.pem'), CERTIFICATES.ca.cert);
});

/** Whether the user pastes an access key or obtains it by signing in. */
type KeyFrom = 'paste' | 'sign-in';

/** From the welcome screen, creates a company with a server, as a user without any other data. */
async function connectNewCompany(
  { page, say, button, call }: OpenWindow,
  hands: UserInput,
  sandbox: Sandbox,
  keyFrom: KeyFrom,
): Promise<void> {
  // The test machine has no keychain.
  await call('secrets.useSession', { use: true });
  await hands.press(button('welcome.server.start'));
  await hands.write(page.getByLabel(say('welcome.company.name')), 'はじめての会社');
  // The address is pasted from the browser's address bar.
  await hands.write(page.getByLabel(say('server.address'), { exact: true }), `${sandbox.address}?cmd=portalindex#top`);
  if (keyFrom === 'paste') {
    await hands.write(page.getByLabel(say('server.accessKey'), { exact: true }), sandbox.accessKey);
    await hands.press(button('welcome.server.submit'));
  } else {
    await hands.choose(page.getByRole('radiogroup', { name: say('welcome.server.keyFrom.label') }), say('welcome.server.keyFrom.sign-in'));
    await hands.write(page.getByLabel(say('server.signIn.loginId'), { exact: true }), sandbox.login.loginId);
    await hands.write(page.getByLabel(say('server.signIn.password'), { exact: true }), sandbox.login.password);
    await hands.press(button('welcome.server.submitSignIn'));
  }
  await hands.press(navigationLink(page, say, 'readiness'));
  await hands.press(tabLink(page, say, 'setup'));
  await page.getByRole('heading', { level: 1, name: say('setupScreen.title'), exact: true }).waitFor();
}

/** Returns the actions of a user who follows the guide, by step; steps without an entry are already done. */
function handle(window: OpenWindow, hands: UserInput): Partial<Record<SetupStepId, () => Promise<void>>> {
  const { page, say, button } = window;
  const done = (): Promise<void> => hands.press(button('setupScreen.word.done'));
  const decline = (): Promise<void> => hands.press(button('setupScreen.word.decline'));
  const readBack = (): Promise<void> => hands.press(button('setupScreen.readBack'));
  const back = (): Promise<void> => hands.press(button('setupScreen.back'));
  const openGroups = (): Promise<void> => hands.press(button('setupScreen.place.amazon-groups'));
  return {
    async choose() {
      await hands.choose(page.getByRole('radiogroup', { name: say('setupScreen.choose.account') }), say('setupScreen.choose.existing'));
      await hands.choose(page.getByRole('radiogroup', { name: say('setupScreen.choose.other') }), say('setupScreen.choose.otherNo'));
    },
    // Optional steps are offered once.
    environment: decline,
    support: decline,
    administrators: decline,
    'invoice-payment': decline,
    'late-orders': decline,
    safeguards: decline,
    'connection-test': decline,
    'settings-page': done,
    'company-payment': done,
    async 'group-add'() {
      await openGroups();
      // An empty list shows the button a second time, so the first one is used.
      await hands.press(button('draftList.create.open').first());
      await hands.write(page.getByLabel(say('draftList.create.name'), { exact: true }), 'NEOカタログ購買');
      await hands.press(button('draftList.create.do'));
      await page.getByRole('heading', { level: 1, name: 'NEOカタログ購買', exact: true }).waitFor();
      await hands.write(page.getByLabel(say('invoicingScreen.option'), { exact: true }), 'HONSHA01');
      await hands.choose(
        page.getByRole('radiogroup', { name: say('invoicingScreen.amazon.payment') }),
        say('invoicingScreen.amazon.payments.administrator'),
      );
      await back();
      // A drafted group has to be added in Amazon as well.
      await hands.press(button('setupScreen.word.enteredAmazon'));
    },
    'group-payment': done,
    async 'group-address'() {
      await openGroups();
      await hands.press(page.getByRole('button', { name: 'NEOカタログ購買', exact: true }));
      await hands.write(page.getByLabel(say('invoicingScreen.amazon.addresses'), { exact: true }), '1');
      await back();
    },
    'group-page': done,
    async 'purchasing-system'() {
      expect(await page.getByText('desknetsNEO', { exact: true }).count()).toBeGreaterThan(0);
      // The state is recorded in the guide, while Amazon's page is open.
      await hands.choose(
        page.getByRole('radiogroup', { name: say('setupScreen.system.group', { name: 'NEOカタログ購買' }) }),
        say('invoicingScreen.amazon.states.active'),
      );
      const day = page.getByLabel(say('invoicingScreen.amazon.registered'), { exact: true });
      await day.waitFor();
      await hands.writeDay(day, daysAgo(14));
      await eventually(() => day.inputValue()).toBe(daysAgo(14));
    },
    async 'add-users'() {
      // The top bar has the same button, so the one on the page is used.
      await hands.press(page.getByRole('main').getByRole('button', { name: say('setupScreen.place.import-amazon'), exact: true }));
      await hands.give(button('import.chooseFile'), join(folder, 'amazon-users.csv'));
      const take = page.getByRole('button', { name: /^[\d,]+ 行を取り込む$/ });
      await hands.press(take);
      await page
        .getByText(/(人|アカウント [\d,]+ 件)を取り込みました/)
        .first()
        .waitFor();
      await back();
    },
    route: readBack,
    serial: readBack,
    async 'integration-values'() {
      await hands.press(button('setupScreen.place.integration'));
      const name = say('secret.name.catalog-password');
      await hands.press(button('secretsPart.setNamed', { name }));
      await hands.write(page.getByLabel(say('secretsPart.value', { name }), { exact: true }), 'as-Amazon-shows-it');
      await hands.press(button('secretsPart.keep'));
      await page.getByText(say('secretsPart.news.kept'), { exact: true }).waitFor();
      await back();
      // The password was also typed on NEO's screen. NEO never shows it, so the administrator has to confirm this.
      await hands.press(button('setupScreen.word.entered'));
    },
    'allowed-users': readBack,
    'common-settings': readBack,
    'invoice-code': readBack,
  };
}

/** Follows 次の手順へ until the guide reports that the first order is possible; returns the steps. */
async function followGuide(window: OpenWindow, hands: UserInput): Promise<SetupStepId[]> {
  const { button, call } = window;
  const handlers = handle(window, hands);
  const way: SetupStepId[] = [];
  while (!(await call('setup.guide', {})).firstOrder.possible) {
    const id = await currentStep(window);
    way.push(id);
    expect(way.length, way.join(' ')).toBeLessThan(SETUP_STEP_IDS.length);
    const act = handlers[id];
    if (act === undefined) throw new Error(`the guide leads to ${id}, where nobody can do anything: ${way.join(' ')}`);
    await act();
    // The step is done, or done as far as the first order requires; some people may remain.
    await eventually(async () => (await call('setup.guide', {})).next, id).not.toBe(id);
    if ((await call('setup.guide', {})).firstOrder.possible) break;
    // The next button uses the window's data, so the window must have received the changes.
    const kind = (await call('setup.guide', {})).steps.find((step) => step.id === id)?.state.kind;
    await window.page.locator(`[data-step="${id}"][data-kind="${kind}"]`).waitFor({ state: 'attached' });
    await expectAgreement(window);
    await hands.press(button('setupScreen.next'));
    await eventually(() => currentStep(window)).not.toBe(id);
  }
  return way;
}

const WINDOWS_BY_HTTPS: SandboxOptions = {
  platform: 'windows',
  folder: '/Scripts/groupware',
  tls: { cert: CERTIFICATES.server.cert, key: CERTIFICATES.server.key },
};

describe.each<[string, (window: OpenWindow) => UserInput, SandboxOptions, KeyFrom]>([
  ['by the pointer, with a pasted key for a server on Linux over http', pointer, {}, 'paste'],
  ['by the keyboard alone, signing in to a server on Windows over https', keyboard, WINDOWS_BY_HTTPS, 'sign-in'],
])('a newcomer %s', (_, handsOf, server, keyFrom) => {
  test('reaches the first order from an empty company with the guide alone', async () => {
    const sandbox = await startSandbox({ today, ...server });
    onTestFinished(() => sandbox.close());
    await using window = await openWindow(browser(), {
      hostEnvironment: { ...NO_KEYCHAIN, NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') },
    });
    const hands = handsOf(window);
    const { page, say, call } = window;
    await connectNewCompany(window, hands, sandbox, keyFrom);
    const begun = await call('setup.guide', {});
    expect(begun.firstOrder.possible).toBe(false);
    expect(await currentStep(window)).toBe('choose');

    const way = await followGuide(window, hands);
    expect(way.slice(0, 4)).toEqual(['choose', 'environment', 'support', 'settings-page']);
    const guide = await call('setup.guide', {});
    expect(guide.firstOrder).toMatchObject({ possible: true, blockers: [] });
    expect(guide.firstOrder.ready).toBeGreaterThan(0);
    await page.getByText(say('setupScreen.first.possible', { ready: guide.firstOrder.ready ?? 0 })).waitFor();
    // The guide's statement about the first order equals the numbers of the audit.
    expect((await call('readiness.summary', {}))?.ready).toBe(guide.firstOrder.ready);
  });
});

const PRIVATE = ownAddress('private');

test.skipIf(PRIVATE === undefined)('an unencrypted address is used only after its risk was accepted', async () => {
  const sandbox = await startSandbox({ today, platform: 'windows' });
  onTestFinished(() => sandbox.close());
  const relay = await reachable(sandbox);
  onTestFinished(() => relay.close());
  await using window = await openWindow(browser());
  const { page, say, button, call } = window;
  await call('secrets.useSession', { use: true });
  await button('welcome.server.start').click();
  await page.getByLabel(say('welcome.company.name')).fill('社内の会社');
  const origin = `http://${hostOf(PRIVATE ?? '')}:${relay.port}`;
  await page.getByLabel(say('server.address'), { exact: true }).fill(`${origin}${new URL(sandbox.address).pathname}`);
  await page.getByLabel(say('server.accessKey'), { exact: true }).fill(sandbox.accessKey);
  await page.getByText(say('server.plainHttp.title', { address: origin })).waitFor();
  expect(await button('welcome.server.submit').isDisabled()).toBe(true);
  await page.getByLabel(say('server.plainHttp.choose'), { exact: true }).check();
  await button('welcome.server.submit').click();
  // The top bar continues to show the warning.
  await page.getByRole('banner').getByText(say('app.trust.plainHttpShort')).waitFor();
  await eventually(async () => (await call('companies.current', {})).sources.map(({ side }) => side)).toEqual(['neo']);
});

test('the paper for the Amazon administrator has steps, values, boxes and no password', async () => {
  await using window = await openWindow(browser());
  const { page, say, button, call } = window;
  await call('companies.create', { name: '紙の会社', kind: 'test' });
  await window.show(await window.company());
  await call('secrets.useSession', { use: true });
  await call('setup.branch', { account: 'existing', otherIntegration: false });
  await call('drafts.create', { section: 'amazon_groups', name: 'NEOカタログ購買', template: 'amazon-manual' });
  await window.go('setup');
  // A browser test has no printer, so the page keeps its print layout.
  await page.evaluate(() => {
    globalThis.print = () => undefined;
  });
  await button('setupScreen.paper.action').click();
  await page.emulateMedia({ media: 'print' });
  const paper = await page.getByRole('main').innerText();
  const { steps } = await call('setup.guide', {});
  const wanted = steps.filter(({ side, state }) => side === 'amazon' && state.kind !== 'not-applicable');
  expect(wanted.length).toBeGreaterThan(10);
  for (const { id } of wanted) expect(paper).toContain(say.phrase(`setupGuide.step.${id}.name`));
  expect(paper.match(/^□ /gm)?.length).toBe(wanted.length);
  for (const value of ['NEOカタログ購買', 'NEOcatalog', 'desknetsNEO', say('setupScreen.paper.blank.registered')])
    expect(paper).toContain(value);
  // The reader of the printed page has no console, and no password is printed or asked for.
  expect(paper).not.toMatch(/つなぎ|下書き|カタログ連携パスワード/);
  expect(paper).toContain(say('setupScreen.paper.note'));
  await page.emulateMedia({ media: 'screen' });
});

test('a note that is still being typed when another company is opened is saved for the company it was typed for', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  const demo = await window.company();
  const other = (await call('companies.create', { name: 'ほかの会社', kind: 'test' })).id;
  const switcher = page.getByRole('banner').getByRole('button', { name: say('app.company.switch') });
  await window.go('setup');
  await page.getByLabel(say('setupScreen.note'), { exact: true }).click();
  await page.keyboard.type('経理部に申込書を渡した');
  await openMenu(page, switcher);
  await page.getByRole('menuitemradio', { name: /ほかの会社/ }).click();
  await eventually(() => switcher.innerText()).toContain('ほかの会社');
  const notes = async (company: string) =>
    (await call('setup.guide', {}, company)).steps.flatMap(({ note }) => (note === '' ? [] : [note]));
  await eventually(() => notes(demo)).toEqual(['経理部に申込書を渡した']);
  expect(await notes(other)).toEqual([]);
});

test('keeps the later of two quick choices, in whatever order their answers arrive', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('setup');
  await page.locator('[data-step="choose"]').click();
  const accounts = page.getByRole('radiogroup', { name: say('setupScreen.choose.account') });
  const radio = (branch: string) => accounts.getByRole('radio', { name: say.phrase(`setupScreen.choose.${branch}`), exact: true });
  await radio('existing').waitFor();
  const released = Promise.withResolvers<void>();
  let isFirst = true;
  await page.route('**/call', async (route) => {
    if (!isFirst || route.request().postDataJSON()?.name !== 'setup.branch') return route.fallback();
    isFirst = false;
    const response = await route.fetch();
    await released.promise;
    await route.fulfill({ response });
  });
  const answer = () => page.waitForResponse((response) => response.request().postDataJSON()?.name === 'setup.branch');
  await radio('new').click();
  const later = answer();
  await radio('existing').click();
  await later;
  const earlier = answer();
  released.resolve();
  await (await earlier).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await radio('existing').isChecked()).toBe(true);
  await eventually(async () => (await window.call('setup.guide', {})).branches.account).toBe('existing');
});
