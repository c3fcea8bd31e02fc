import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTexts } from '#shared/messages/texts.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const WRONG = 'Wrong0Wrong1Wrong2Wrong3Wrong4';

/** Returns the content of all files below a folder as text. */
const everythingIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

// Connection tests cover the same results through the other hosts.
describe.skipIf(process.platform !== 'linux')("the demo's Amazon through the Node host", () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('Node host');
    const job = await client.finish(client.call('companies.openDemo', {}));
    expect(job.state).toBe('done');
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const test = async (testEmail: string, extras: ('production' | 'profile' | 'wrong-secret')[] = []) => {
    const job = await client.finish(client.call('connections.testAmazon', { testEmail, extras }));
    const { amazon } = unwrapResult(await client.call('connections.results', {}));
    return { passed: job.result?.['passed'], layer: (id: string) => amazon?.layers.find(({ layer }) => layer === id) };
  };
  const password = async () =>
    unwrapResult(await client.call('secrets.list', {})).secrets.find((secret) => secret.name === 'catalog-password');

  it('uses the demo password, so that the user does not have to type one', async () => {
    expect(await password()).toMatchObject({ state: 'not-set', testable: false });
    const { passed, layer } = await test('taichi.yoshida@demo-shoji.example', ['production', 'profile', 'wrong-secret']);
    expect(passed).toBe(true);
    expect(layer('amazon-punchout-production')).toMatchObject({ state: 'passed' });
    expect(layer('amazon-wrong-secret')).toMatchObject({ state: 'passed' });
  });

  it('reports the tested values as proved only until one of them changes', async () => {
    const said = async () => {
      const { amazon } = unwrapResult(await client.call('connections.results', {}));
      const step = unwrapResult(await client.call('setup.guide', {})).steps.find(({ id }) => id === 'connection-test');
      const book = await client.finish(client.call('handoverBook.write', { language: 'ja' }));
      const page = readFileSync((await client.console.files.find(String(book.result?.['token']))).path, 'utf8');
      return [amazon?.outdated, step?.state.kind, page.includes(createTexts('ja')('book.test.outdated'))];
    };
    const login = async (systemLogin: string): Promise<void> => {
      const edit = { kind: 'set', fields: { systemLogin } } as const;
      unwrapResult(await client.call('drafts.apply', { command: { kind: 'edit', section: 'integration', id: 'integration', edit } }));
    };
    const drafted = unwrapResult(await client.call('drafts.get', { section: 'integration', id: 'integration' })).object.draft;
    const { systemLogin } = drafted as { readonly systemLogin: string };
    expect(await said()).toEqual([false, 'checked', false]);
    await login(`${systemLogin}X`);
    expect(await said()).toEqual([true, 'reopened', true]);
    await login(systemLogin);
    expect(await said()).toEqual([false, 'checked', false]);
    // After a change of the proxy, the earlier result no longer counts either.
    const way = async (kind: 'none' | 'system') => unwrapResult(await client.call('connections.changeSettings', { proxy: { kind } }));
    await way('none');
    expect(await said()).toEqual([true, 'reopened', true]);
    await way('system');
    expect(await said()).toEqual([false, 'checked', false]);
  });

  it('refuses another one, which stays unverified', async () => {
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: WRONG }));
    const { passed, layer } = await test('taichi.yoshida@demo-shoji.example');
    expect(passed).toBe(false);
    expect(layer('amazon-punchout-test')).toMatchObject({
      state: 'failed',
      reasons: [{ id: 'status-credentials', field: 'catalogPassword' }],
    });
    expect(await password()).toMatchObject({ state: 'session-only', verifiedAt: null, testable: true });
  });

  it('is asked about a new password before the old one goes', async () => {
    const refused = await client.call('secrets.replace', { name: 'catalog-password', value: `${WRONG.slice(0, -1)}5` });
    expect(refused).toMatchObject({ ok: false, error: { code: 'amazon-secret-unproven', params: { reason: 'status-credentials' } } });
    expect(await password()).toMatchObject({ generation: 1 });
    const kept = await client.call('secrets.test', { name: 'catalog-password' });
    expect(kept).toMatchObject({ ok: false, error: { code: 'amazon-secret-unproven' } });
  });

  it('takes a password as verified for the System Login that it was tested with', async () => {
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
    const own = unwrapResult(await client.call('connections.demoPassword', {})).password ?? '';
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: own }));
    expect((await test('taichi.yoshida@demo-shoji.example')).passed).toBe(true);
    expect((await password())?.verifiedAt).not.toBeNull();
    const edit = { kind: 'set', fields: { systemLogin: 'another-group' } } as const;
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'edit', section: 'integration', id: 'integration', edit } }));
    expect(await password()).toMatchObject({ state: 'session-only', verifiedAt: null });
    unwrapResult(await client.call('drafts.undo', {}));
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
  });

  it('leaves no password behind: not in answers, not in the database, not in the log', async () => {
    await test('taichi.yoshida@demo-shoji.example', ['production', 'profile', 'wrong-secret']);
    expect(JSON.stringify(unwrapResult(await client.call('connections.results', {})))).not.toMatch(
      /Wrong\d|initiate-demo-punchout|openid=/,
    );
    expect(everythingIn(client.folder)).not.toMatch(/Wrong0Wrong|initiate-demo-punchout|openid=demo/);
  });
});
