import { CERTIFICATES } from './network/certificates.ts';
import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

const COMPANY = '接続の試験';

/** Creates a company beside the demo company, which has no server fields. `leave` returns to the demo company. */
async function ownCompany(window: OpenWindow): Promise<void> {
  await window.show((await window.call('companies.create', { name: COMPANY, kind: 'test' })).id);
  // A newly shown company starts on its first screen.
  await window.page.getByRole('banner').getByText(COMPANY, { exact: true }).waitFor();
  await window.go('server');
  await window.page.getByLabel(window.say('server.address'), { exact: true }).waitFor();
}
async function switchBackToDemo(window: OpenWindow): Promise<void> {
  const { companies } = await window.call('companies.list', {});
  const own = companies.find(({ name }) => name === COMPANY);
  const demo = companies.find(({ kind }) => kind === 'demo');
  await window.show(demo?.id ?? '');
  await window.page.getByRole('banner').getByText(COMPANY, { exact: true }).waitFor({ state: 'detached' });
  await window.call('companies.delete', { id: own?.id ?? '', confirmName: COMPANY });
  await window.go('server');
  await window.page.getByText(window.say('server.demoAddress')).waitFor();
}
/** Matches the beginning of the headline of a test that failed at this layer; the number of tested layers follows it. */
export const stoppedAt = ({ say }: OpenWindow, layer: string): RegExp => {
  const [begin = ''] = say('connectionTest.headline.failed', { layer, total: 1, failed: 1, skipped: 0 }).split(/[（(]/);
  return new RegExp(`^${RegExp.escape(begin.trim())}`);
};
const headline = (window: OpenWindow) => window.page.locator('section:has(> div > h2[id^="test-"]) [role="status"]');

/** States of the server screen and of the connection tests of both sides. */
export const CONNECTION_STATES: readonly WindowState[] = [
  {
    name: 'server-tested',
    async open(window) {
      await window.go('server');
      await window.button('server.check').click();
      await headline(window)
        .getByText(window.say('connectionTest.headline.passed', { passed: 9, remarks: 0 }))
        .waitFor();
    },
  },
  {
    name: 'server-failed',
    async open(window) {
      await ownCompany(window);
      await window.page.getByLabel(window.say('server.address'), { exact: true }).fill('http://neo.example.co.jp/');
      await window.button('server.check').click();
      await window.page.getByText(window.say('connection.reason.server-address-http.what')).waitFor();
    },
    leave: switchBackToDemo,
  },
  {
    name: 'server-network',
    async open(window) {
      await ownCompany(window);
      await window.call('connections.changeSettings', {
        proxy: { kind: 'manual', url: 'proxy.example.co.jp:8080', user: 'tsunagi', bypass: ['example.co.jp'] },
        basicUser: 'neo',
        extraCa: { add: `${CERTIFICATES.ca.cert}${CERTIFICATES.expired.cert}` },
      });
      await window.go('readiness');
      await window.go('server');
      await window.page.getByRole('heading', { name: window.say('server.network.title'), exact: true }).click();
      await window.page.getByLabel(window.say('server.network.proxyUrl'), { exact: true }).waitFor();
      await window.page
        .getByText(window.say('server.network.issuer', { issuer: 'Demo Shoji Internal CA' }))
        .first()
        .waitFor();
    },
    leave: switchBackToDemo,
  },
  {
    name: 'amazon-failed',
    async open(window) {
      await window.go('integration');
      await window.button('integrationScreen.connection.check').click();
      await window.page.getByText(window.say('connection.reason.email-empty.what')).waitFor();
      const layer = window.say('connection.layer.amazon-settings.name');
      await headline(window).getByText(stoppedAt(window, layer)).waitFor();
    },
  },
];
