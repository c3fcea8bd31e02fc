import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { BUSINESS_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

describe('the demo company’s Amazon Business API, through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const choose = async (fault: BusinessFault, region: 'jp' | 'eu' = 'jp') =>
    unwrapResult(
      await client.call('connections.changeAmazonBusiness', {
        connection: { ...DEMO_AMAZON_BUSINESS, region, clientId: getBusinessClientId(fault) },
      }),
    );
  const setSecrets = async () => {
    unwrapResult(await client.call('secrets.set', { name: 'amazon-client-secret', value: DEMO_AMAZON_CLIENT_SECRET }));
    unwrapResult(await client.call('secrets.set', { name: 'amazon-refresh-token', value: DEMO_AMAZON_REFRESH_TOKEN }));
  };
  const test = async () => {
    const job = await client.finish(client.call('connections.testAmazonBusiness', {}));
    const run = unwrapResult(await client.call('connections.results', {})).business;
    return { passed: job.result?.['passed'], run, failed: run?.layers.find(({ state }) => state === 'failed') };
  };
  const facts = async () => {
    const { secrets } = unwrapResult(await client.call('secrets.list', {}));
    return secrets.filter(({ name }) => name.startsWith('amazon-')).map(({ boundTo, verifiedAt }) => [boundTo, verifiedAt !== null]);
  };

  it('is tested layer by layer, each failure with its reason', async () => {
    expect((await test()).failed).toMatchObject({ reasons: [{ id: 'business-not-set' }] });
    await choose('none');
    expect((await test()).failed).toMatchObject({ reasons: [{ id: 'business-secret-empty', field: 'businessSecret' }] });
    await setSecrets();
    const { passed, run } = await test();
    expect([passed, run?.layers.map(({ layer, state }) => [layer, state])]).toEqual([
      true,
      BUSINESS_LAYERS.map((layer) => [layer, 'passed']),
    ]);
    const place = `demo://amazon-business/jp/${getBusinessClientId('none')}`;
    expect(await facts()).toEqual([
      [place, true],
      [place, true],
    ]);
  });

  it('sends the secrets for no other client and no other region', async () => {
    for (const change of [() => choose('echo'), () => choose('none', 'eu')]) {
      await change();
      expect((await test()).failed).toMatchObject({ layer: 'business-settings', reasons: [{ id: 'business-secret-elsewhere' }] });
    }
    await choose('none');
    expect((await test()).passed).toBe(true);
  });

  it('marks a test of former settings as outdated', async () => {
    await choose('revoked');
    expect(unwrapResult(await client.call('connections.results', {})).business?.outdated).toBe(true);
    await setSecrets();
    expect((await test()).failed).toMatchObject({ layer: 'business-sign-in', reasons: [{ id: 'business-token-refused' }] });
    expect((await facts()).map(([, verified]) => verified)).toEqual([false, false]);
  });

  it('refuses settings that name a server or another kind of client', async () => {
    for (const more of [{ api: 'https://evil.example' }, { clientId: 'evil' }, { region: 'evil.example' }])
      expect(
        failureCodeOf(await client.callAnything('connections.changeAmazonBusiness', { connection: { ...DEMO_AMAZON_BUSINESS, ...more } })),
      ).toBe('invalid-input');
  });

  it('accepts a long refresh token, and no client secret of that length', async () => {
    const value = `Atzr|${'x'.repeat(2_000)}`;
    unwrapResult(await client.call('secrets.set', { name: 'amazon-refresh-token', value }));
    expect(failureCodeOf(await client.callAnything('secrets.set', { name: 'amazon-client-secret', value }))).toBe('invalid-input');
  });

  it('repeats the secrets and the tokens in no answer and no log', async () => {
    await choose('echo');
    await setSecrets();
    expect((await test()).failed).toMatchObject({ layer: 'business-sign-in', reasons: [{ id: 'business-sign-in-refused' }] });
    const seen = JSON.stringify([
      unwrapResult(await client.call('connections.results', {})),
      unwrapResult(await client.call('connections.amazonBusiness', {})),
      unwrapResult(await client.call('jobs.list', {})),
      unwrapResult(await client.call('secrets.list', {})),
    ]);
    const logs = readdirSync(join(client.folder, 'log')).map((name) => readFileSync(join(client.folder, 'log', name), 'utf8'));
    for (const text of [seen, ...logs]) {
      for (const secret of [DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN])
        for (const form of [secret, encodeURIComponent(secret)]) expect(text).not.toContain(form);
      // Access tokens of the demo's server.
      expect(text).not.toMatch(/demo\.[\w-]{32}/);
    }
  });

  it('is removed from the settings', async () => {
    expect(unwrapResult(await client.call('connections.changeAmazonBusiness', { connection: null }))).toEqual({ connection: null });
  });
});
