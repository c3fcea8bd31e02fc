import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTexts } from '#shared/messages/texts.ts';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';
import { Browser, startTestTeam, type TestTeam } from '../support/team-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The desktop beside a team server: sign-in through the browser, the server's window, and what that window may do. */

const say = createTexts('ja');

/** Records addresses for the system browser instead of opening them, because the screen has none. */
const recordOpened = ({ app }: Desktop): Promise<void> =>
  app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => void opened.push(address);
  });
const takeOpened = ({ app }: Desktop): Promise<string | undefined> =>
  app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.shift());

async function waitForOpened(desktop: Desktop): Promise<string> {
  let opened: string | undefined;
  await expect
    .poll(
      async () => {
        opened ??= await takeOpened(desktop);
        return opened;
      },
      { timeout: PATIENCE_MS },
    )
    .toBeDefined();
  return opened ?? '';
}

/** Signs in in a browser at the address that the desktop opened, and permits it. Returns the text of the last page. */
async function permit(address: string, browser: Browser, subject: string): Promise<string> {
  const { response } = await browser.open(address);
  if (response.url.endsWith('/sign-in')) await browser.open(await browser.reachCallback(subject));
  const answer = await browser.request(`${browser.origin}/desktop/permit`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: browser.origin, 'Sec-Fetch-Site': 'same-origin' },
  });
  return (await fetch(answer.headers.get('location') ?? '')).text();
}

const waitForWindow = async ({ app }: Desktop, origin: string): Promise<Page> => {
  await expect.poll(() => app.windows().some((page) => page.url().startsWith(origin)), { timeout: PATIENCE_MS }).toBe(true);
  return app.windows().find((page) => page.url().startsWith(origin)) as Page;
};

describeDesktop('a team server', ({ open }) => {
  let team: TestTeam;
  beforeAll(async () => {
    team = await startTestTeam(temporaryFolder('desktop-team'));
    const administrator = await team.signIn('administrator');
    const created = await administrator.call('companies.create', { name: 'サーバーの会社', kind: 'test' });
    if (!created.ok) throw new Error(created.error.code);
  }, PATIENCE_MS);
  afterAll(() => team.close());

  test('is connected through the browser, opens in a window of its own, and stays connected after a restart', async () => {
    const first = await open();
    await recordOpened(first);
    await first.page.getByRole('button', { name: say('welcome.team.start'), exact: true }).click();
    const dialog = first.page.getByRole('dialog', { name: say('teamServers.title') });
    await dialog.getByLabel(say('teamServers.address')).fill(team.url);
    await dialog.getByRole('button', { name: say('teamServers.connect'), exact: true }).click();
    const address = await waitForOpened(first);
    expect(address.startsWith(`${team.url}/desktop?port=`)).toBe(true);
    await dialog.getByText(say('teamServers.state.waiting')).waitFor();

    const browser = new Browser(team.url);
    expect(await permit(address, browser, 'editor')).toContain(say('desktop.signedIn.title'));
    const page = await waitForWindow(first, team.url);
    await page.getByText('サーバーの会社').first().waitFor({ timeout: PATIENCE_MS });
    await dialog.getByText(say('teamServers.state.signed-in', { companies: 1 })).waitFor();
    expect(await page.evaluate(() => 'tsunagi' in globalThis)).toBe(false);
    expect(await first.close()).toBe(0);

    const again = await open();
    await recordOpened(again);
    const list = await again.call('teamServers.list', {});
    expect(list.ok && list.value.servers).toMatchObject([
      { address: team.url, state: 'signed-in', companies: [{ name: 'サーバーの会社' }] },
    ]);
    const company = list.ok ? (list.value.servers?.[0]?.companies[0]?.id ?? '') : '';
    await again.call('teamServers.open', { address: team.url, company });
    const reopened = await waitForWindow(again, team.url);
    await expect.poll(() => reopened.url(), { timeout: PATIENCE_MS }).toContain(company);

    // Nothing but the server's own origin is loaded or shown.
    const loaded = await reopened.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'loaded',
          () => 'refused',
        ),
      `${team.config.oidc.issuer}/jwks`,
    );
    expect(loaded).toBe('refused');
    await reopened.evaluate((url) => window.location.assign(url), team.config.oidc.issuer);
    await reopened.waitForURL(`${team.url}/sign-in?notice=signed-out`, { timeout: PATIENCE_MS });

    // The page's own button leads to the system browser, too.
    await reopened.getByRole('link', { name: say('serverPages.signIn.start'), exact: true }).dispatchEvent('click');
    await permit(await waitForOpened(again), browser, 'editor');
    await reopened.waitForURL(`${team.url}/`, { timeout: PATIENCE_MS });

    expect((await again.call('teamServers.forget', { address: team.url })).ok).toBe(true);
    const left = await again.call('teamServers.list', {});
    expect(left.ok && left.value.servers).toEqual([]);
    await expect.poll(() => again.app.windows().length).toBe(1);
  }, 180_000);

  test('is not connected where none answers, or another program', async () => {
    const desktop = await open();
    const codeOf = async (address: string): Promise<string> => {
      const result = await desktop.call('teamServers.connect', { address });
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await codeOf('http://tsunagi.example.co.jp')).toBe('team-server-address');
    expect(await codeOf('http://127.0.0.1:9')).toBe('team-server-unreachable');
    expect(await codeOf(`${team.config.oidc.issuer}`.replace(/\/$/, ''))).toMatch(/team-server-/);
    const list = await desktop.call('teamServers.list', {});
    expect(list.ok && list.value.servers).toEqual([]);
  });
});
