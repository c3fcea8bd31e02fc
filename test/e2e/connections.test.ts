import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import { CERTIFICATES } from '../support/network/certificates.ts';
import { listen, listenSecurely } from '../support/network/servers.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { stoppedAt } from '../support/window-states-connections.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

/** Opens the server screen of a new company. */
async function atTheServer(window: OpenWindow): Promise<void> {
  await window.show((await window.call('companies.create', { name: '自社', kind: 'test' })).id);
  await window.page.getByRole('banner').getByText('自社', { exact: true }).waitFor();
  await window.go('server');
  await window.page.getByLabel(window.say('server.address'), { exact: true }).waitFor();
}
const headline = ({ page }: OpenWindow) => page.locator('section[aria-labelledby="test-groupware"] > [role="status"]');
const focused = ({ page }: OpenWindow): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

describe('the server\u2019s screen', () => {
  test('can be used by keyboard alone from a refused key to reading the server', async () => {
    const sandbox = await startSandbox();
    open.push(sandbox);
    await using window = await openWindow(browser());
    const { page, say } = window;
    await atTheServer(window);

    await page.getByLabel(say('server.address'), { exact: true }).focus();
    await page.keyboard.type(sandbox.address);
    await page.keyboard.press('Tab');
    await page.keyboard.type('a-wrong-key');
    await page.keyboard.press('Enter');
    await headline(window)
      .getByText(stoppedAt(window, say('connection.layer.groupware-key.name')))
      .waitFor();
    // The reason is visible without another key press, and its button moves focus to the field.
    await page.getByText(say('connection.reason.key-refused.next')).waitFor();
    await window.button('connectionTest.goTo', { field: say('connectionTest.field.accessKey') }).press('Enter');
    await eventually(() => focused(window)).toBe('connection-accessKey');
    expect((await window.call('server.state', {})).address).toBeNull();

    await page.keyboard.press('Control+a');
    await page.keyboard.type(sandbox.accessKey);
    await page.keyboard.press('Enter');
    // Without a keychain nothing is kept unless the user chooses it.
    await window.button('secretsPart.remember').press('Enter');
    await eventually(async () => (await window.call('server.state', {})).accessKey).toBe('session-only');
    await headline(window)
      .getByText(say('connectionTest.headline.passed', { passed: 9, remarks: 0 }))
      .waitFor();
    await page.getByText(say('server.kindHints.gateway')).waitFor();
    // The accepted key has been removed from the window.
    await eventually(() => page.getByLabel(say('server.accessKey'), { exact: true }).inputValue()).toBe('');
    await window.button('server.read').press('Enter');
    await eventually(async () => (await window.call('companies.current', {}))?.sources.map(({ side }) => side)).toEqual(['neo']);

    // Another window changes the company's address. The field shows the new one, because the user has not edited it.
    const moved = sandbox.address.replace('127.0.0.1', 'localhost');
    await window.call('connections.testGroupware', { address: moved, accessKey: sandbox.accessKey });
    await eventually(() => page.getByLabel(say('server.address'), { exact: true }).inputValue()).toBe(moved);
  });

  test('opens the collapsed section of a field, and shows the saved value there again', async () => {
    const secure = await listenSecurely('server', (_, response) => void response.end());
    open.push(secure);
    await using window = await openWindow(browser());
    const { page, say } = window;
    await atTheServer(window);
    await page.getByLabel(say('server.address'), { exact: true }).fill(`https://127.0.0.1:${secure.port}/`);
    await window.button('server.check').click();
    await headline(window)
      .getByText(stoppedAt(window, say('connection.layer.groupware-tls.name')))
      .waitFor();
    await page.getByText('Demo Shoji Internal CA').first().waitFor();
    await window.button('connectionTest.goTo', { field: say('connectionTest.field.extraCa') }).click();
    await window.button('server.network.pasteCa').waitFor();
    expect(
      await page
        .getByRole('banner')
        .getByRole('button', { name: say('app.trust.short') })
        .count(),
    ).toBe(0);

    await window.button('server.network.pasteCa').click();
    await page.getByLabel(say('server.network.pem'), { exact: true }).fill('nonsense');
    await window.button('server.network.add').click();
    await page.getByText(say('error.connection-certificate-invalid.what')).waitFor();
    await page.getByLabel(say('server.network.pem'), { exact: true }).fill(CERTIFICATES.ca.cert);
    await window.button('server.network.add').click();
    await page.getByText(say('server.network.issuer', { issuer: 'Demo Shoji Internal CA' })).waitFor();
    await window.button('server.check').click();
    // The certificate is trusted now, so the test continues until it detects that the server is not NEO.
    await headline(window)
      .getByText(stoppedAt(window, say('connection.layer.groupware-neo.name')))
      .waitFor();

    await page.locator('#connection-proxy').click();
    await page.getByRole('option', { name: say('server.network.proxies.manual') }).click();
    await page.getByLabel(say('server.network.proxyUrl'), { exact: true }).fill('proxy.example.co.jp:8080');
    await window.button('server.network.save').click();
    await page.getByText(say('server.network.saved'), { exact: true }).waitFor();
    await window.go('readiness');
    // The top bar shows the additionally trusted authorities on every screen and links to the setting.
    const mark = page.getByRole('banner').getByRole('button', { name: say('app.trust.short') });
    await eventually(() => mark.getAttribute('title')).toBe(
      say('app.trust.what', { authorities: 1, proxy: 'proxy.example.co.jp:8080', certificate: 'none' }),
    );
    await mark.click();
    await page.getByLabel(say('server.address'), { exact: true }).waitFor();
    await page.getByText(say('server.network.title'), { exact: true }).click();
    await eventually(() => page.getByLabel(say('server.network.proxyUrl'), { exact: true }).inputValue()).toBe('proxy.example.co.jp:8080');
  });

  test('asks for the Basic password again for another server, and sends it only after that', async () => {
    const sandbox = await startSandbox({ basic: { user: 'front', password: 'of-the-first' } });
    const sent: string[] = [];
    const other = await listen(
      createServer((request, response) => {
        if (request.headers.authorization !== undefined) sent.push(request.headers.authorization);
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="neo"' }).end();
      }),
    );
    open.push(sandbox, other);
    await using window = await openWindow(browser());
    const { page, say } = window;
    await atTheServer(window);
    const address = page.getByLabel(say('server.address'), { exact: true });
    const name = say('secret.name.http-basic-password');
    await address.fill(sandbox.address);
    await page.getByText(say('server.network.title'), { exact: true }).click();
    await page.getByLabel(say('server.network.basicUser'), { exact: true }).fill('front');
    await window.button('server.network.save').click();
    await window.button('secretsPart.setNamed', { name }).click();
    await page.getByLabel(say('secretsPart.value', { name }), { exact: true }).fill('of-the-first');
    await window.button('secretsPart.keep').click();
    await window.button('secretsPart.remember').click();
    await page.getByText(say('secretsPart.boundTo', { place: new URL(sandbox.address).origin }), { exact: true }).waitFor();

    const second = `http://127.0.0.1:${other.port}`;
    await address.fill(`${second}/`);
    await window.button('server.check').click();
    await page.getByText(say('connection.reason.basic-of-another-server.next')).first().waitFor();
    expect(sent).toEqual([]);
    await window.button('connectionTest.goTo', { field: say('connectionTest.field.basicPassword') }).click();
    await window.button('secretsPart.replaceNamed', { name }).click();
    await page.getByLabel(say('secretsPart.newValue', { name }), { exact: true }).fill('of-the-second');
    await window.button('secretsPart.keep').click();
    await page.getByText(say('secretsPart.boundTo', { place: second }), { exact: true }).waitFor();
    await window.button('server.check').click();
    await page.getByText(say('connection.reason.basic-refused.next')).first().waitFor();
    expect(new Set(sent)).toEqual(new Set([`Basic ${Buffer.from('front:of-the-second').toString('base64')}`]));
  });

  test('shows progress while a server does not respond, and can be canceled', async () => {
    const silent = await listen(createServer(() => undefined));
    open.push(silent);
    await using window = await openWindow(browser());
    const { page, say } = window;
    await atTheServer(window);
    await page.getByLabel(say('server.address'), { exact: true }).fill(`http://127.0.0.1:${silent.port}/`);
    await page.getByLabel(say('server.accessKey'), { exact: true }).fill('k');
    await window.button('server.check').click();
    await page.locator('li[data-look="running"]').getByText(say('connection.layer.groupware-http.name')).waitFor();
    await page
      .locator('section[aria-labelledby="test-groupware"]')
      .getByRole('button', { name: say('connectionTest.cancel'), exact: true })
      .click();
    await headline(window)
      .getByText(/^途中で中止しました/)
      .waitFor();
    await eventually(() => page.locator('li[data-look="running"]').count()).toBe(0);
  });
});

test('Amazon\u2019s side is tested where its values are set, and copied as plain text', async () => {
  await using window = await openWindow(browser(), { demo: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const { page, say } = window;
  await window.go('integration');
  await page.locator('#connection-testEmail').fill('taichi.yoshida@demo-shoji.example');
  await page.keyboard.press('Enter');
  await page
    .locator('section[aria-labelledby="test-amazon"]')
    .getByText(/段階を確認しました/)
    .waitFor();
  await window.button('connectionTest.copy').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')[0]).toMatch(new RegExp(`^${say('connectionTest.target.amazon')} {2}20`));
  for (const layer of ['amazon-settings', 'amazon-punchout-test', 'amazon-wrong-secret'])
    expect(copied).toContain(say.phrase(`connection.layer.${layer}.name`));
});
