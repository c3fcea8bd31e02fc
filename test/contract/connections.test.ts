import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { ProxySetting } from '#shared/contract/connections/connections.ts';
import { AMAZON_LAYERS, GROUPWARE_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { CERTIFICATES, CLIENT_PFX } from '../support/network/certificates.ts';
import { forwardTo, listen, listenSecurely, startProxy } from '../support/network/servers.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

type Manual = Extract<ProxySetting, { kind: 'manual' }>;

const stateOf = (run: CallOutput<'connections.results'>['groupware'], layer: string) =>
  run?.layers.find((each) => each.layer === layer)?.state;

describe('connections through both hosts', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    sandbox = await startSandbox();
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await sandbox.close();
    await client.close();
    removeFolder(client.folder);
  });
  const results = async () => unwrapResult(await client.call('connections.results', {}));
  const testGroupware = (address: string | null, accessKey: string | null) =>
    client.finish(client.call('connections.testGroupware', { address, accessKey }));
  const tokenOf = async (file: string, content: string | Uint8Array): Promise<string> => {
    const path = join(client.folder, file);
    writeFileSync(path, content);
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };

  it('start with the system settings and without a test result', async () => {
    expect(unwrapResult(await client.call('connections.settings', {}))).toMatchObject({
      proxy: { kind: 'system' },
      extraCa: [],
      systemStore: true,
      clientCertificate: null,
      basicUser: '',
      timeouts: { connectMs: 10_000 },
      host: { system: 'environment', pac: false },
    });
    expect(await results()).toEqual({ groupware: null, amazon: null, directory: null, business: null });
  });

  it('do not offer to turn certificate verification off', async () => {
    expect(failureCodeOf(await client.callAnything('connections.changeSettings', { rejectUnauthorized: false }))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('connections.changeSettings', { verify: false }))).toBe('invalid-input');
  });

  it('are changed field by field, and refuse what cannot work', async () => {
    const proxy: Manual = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: ['in.example'] };
    expect(unwrapResult(await client.call('connections.changeSettings', { proxy, basicUser: 'b' }))).toMatchObject({
      proxy,
      basicUser: 'b',
    });
    const refusals: [CallInput<'connections.changeSettings'>, string][] = [
      [{ proxy: { ...proxy, url: 'socks5://proxy:1' } }, 'connection-proxy-invalid'],
      [{ proxy: { kind: 'pac', url: 'https://script.example/p.pac' } }, 'connection-pac-unavailable'],
      [{ extraCa: { add: 'not a certificate' } }, 'connection-certificate-invalid'],
      [{ timeouts: { connectMs: 1, headersMs: 1, bodyMs: 1 } }, 'invalid-input'],
    ];
    for (const [change, code] of refusals) expect(failureCodeOf(await client.call('connections.changeSettings', change))).toBe(code);
    expect(unwrapResult(await client.call('connections.changeSettings', { proxy: { kind: 'none' }, basicUser: '' }))).toMatchObject({
      proxy: { kind: 'none' },
    });
  });

  it('trust an authority once, and no longer', async () => {
    const add = { extraCa: { add: `${CERTIFICATES.ca.cert}${CERTIFICATES.zscaler.cert}` } };
    const { extraCa } = unwrapResult(await client.call('connections.changeSettings', add));
    expect(extraCa.map(({ subject }) => subject)).toEqual(['Demo Shoji Internal CA', 'Zscaler Root CA']);
    expect(unwrapResult(await client.call('connections.changeSettings', add)).extraCa).toHaveLength(2);
    const removed = await client.call('connections.changeSettings', { extraCa: { remove: extraCa[0]?.fingerprint ?? '' } });
    expect(unwrapResult(removed).extraCa.map(({ subject }) => subject)).toEqual(['Zscaler Root CA']);
  });

  it('take a client certificate whose key lies open nowhere', async () => {
    const wrong = { tokens: [await tokenOf('c.pfx', CLIENT_PFX.file)], passphrase: 'wrong' };
    expect(await client.call('connections.changeSettings', { clientCertificate: wrong })).toMatchObject({
      ok: false,
      error: { code: 'connection-client-certificate-invalid', params: { why: 'passphrase' } },
    });
    const tokens = [await tokenOf('c.pem', CERTIFICATES.client.cert), await tokenOf('k.pem', CERTIFICATES.client.key)];
    expect(unwrapResult(await client.call('connections.changeSettings', { clientCertificate: { tokens, passphrase: '' } }))).toMatchObject({
      clientCertificate: { kind: 'pem', state: 'ready', certificate: { subject: 'Purchasing Desk', issuer: 'Demo Shoji Internal CA' } },
    });
    const keyLine = CERTIFICATES.client.key.split('\n')[1] ?? 'none';
    const folder = join(client.folder, 'workspaces');
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file)).includes(keyLine)).toBe(false);
    expect(failureCodeOf(await client.call('secrets.test', { name: 'client-certificate-passphrase' }))).toBe('ok');
    unwrapResult(await client.call('secrets.clear', { name: 'client-certificate-passphrase' }));
    expect(unwrapResult(await client.call('connections.settings', {})).clientCertificate?.state).toBe('locked');
    expect(unwrapResult(await client.call('connections.changeSettings', { clientCertificate: null })).clientCertificate).toBeNull();
  });

  it('are tested layer by layer; what failed stores nothing', async () => {
    const job = await testGroupware(sandbox.address, 'a-wrong-key');
    expect([job.state, job.result]).toEqual(['done', { passed: false }]);
    const { groupware } = await results();
    expect(groupware).toMatchObject({ state: 'done', current: null });
    expect(groupware?.layers.map(({ layer }) => layer)).toEqual(GROUPWARE_LAYERS);
    expect(groupware?.layers.find(({ state }) => state === 'failed')).toMatchObject({
      layer: 'groupware-key',
      reasons: [{ id: 'key-refused', field: 'accessKey' }],
    });
    expect(unwrapResult(await client.call('server.state', {}))).toEqual({
      address: null,
      kind: null,
      accessKey: 'not-set',
      keySetAt: null,
    });
  });

  it('store the address and the key that the server took, and read by them', async () => {
    expect(await testGroupware(sandbox.address, sandbox.accessKey)).toMatchObject({ state: 'done', result: { passed: true } });
    expect(unwrapResult(await client.call('server.state', {}))).toEqual({
      address: sandbox.address,
      kind: 'gateway',
      accessKey: 'session-only',
      keySetAt: expect.any(String),
    });
    const { secrets } = unwrapResult(await client.call('secrets.list', {}));
    expect(secrets.find((secret) => secret.name === 'access-key')?.verifiedAt).not.toBeNull();
    expect((await client.finish(client.call('server.readPeople', {}))).state).toBe('done');
    // Nothing was typed, so the stored values are tested.
    expect(await testGroupware(null, null)).toMatchObject({ result: { passed: true } });
  });

  it('keep the stored key if the typed key could not be verified', async () => {
    // The server answers the identification call for every caller, but is too busy to return a list.
    const busy = await listen(
      createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const described = { status: 'ok', api: 1, server: 's', time: '', capabilities: [], revision: 1 };
        if (body.includes('describe')) response.end(JSON.stringify(described));
        else response.writeHead(503).end();
      }),
    );
    expect(await testGroupware(`http://127.0.0.1:${busy.port}/cgi-bin/dneo/dneo.cgi`, 'mistyped')).toMatchObject({
      state: 'done',
      result: { passed: false },
    });
    await busy.close();
    const found = (await results()).groupware?.layers.find(({ state }) => state === 'failed');
    expect(found).toMatchObject({ layer: 'groupware-key', reasons: [{ id: 'server-busy' }] });
    expect(unwrapResult(await client.call('server.state', {})).address).toBe(sandbox.address);
    expect(await testGroupware(null, null)).toMatchObject({ result: { passed: true } });
  });

  it('show a test result only while the tested values are unchanged', async () => {
    const outdated = async () => (await results()).groupware?.outdated;
    expect(await outdated()).toBe(false);
    unwrapResult(await client.call('connections.changeSettings', { basicUser: 'gate' }));
    expect(await outdated()).toBe(true);
    unwrapResult(await client.call('connections.changeSettings', { basicUser: '' }));
    expect(await outdated()).toBe(false);
    unwrapResult(await client.call('secrets.set', { name: 'access-key', value: 'another-key' }));
    expect(await outdated()).toBe(true);
    // A key that a test saves itself does not make the result outdated.
    expect(await testGroupware(sandbox.address, sandbox.accessKey)).toMatchObject({ result: { passed: true } });
    expect(await outdated()).toBe(false);
  });

  it('never show a stored key to another server', async () => {
    const seen: unknown[] = [];
    const stranger = await listen(
      createServer((request, response) => {
        seen.push(request.headers['x-desknets-auth']);
        response.writeHead(403).end();
      }),
    );
    await testGroupware(`http://127.0.0.1:${stranger.port}/`, null);
    await stranger.close();
    expect(new Set(seen)).toEqual(new Set([undefined]));
    expect((await results()).groupware?.layers.find(({ state }) => state === 'failed')?.reasons[0]?.id).toBe('key-of-another-server');
    expect(unwrapResult(await client.call('server.state', {})).address).toBe(sandbox.address);
  });

  it('name the server that a key is stored for, when another one refuses it', async () => {
    const tenant = await listen(createServer((_, response) => void response.writeHead(403).end()));
    await testGroupware(`http://127.0.0.1:${tenant.port}/cgi-bin/dneo/dneo.cgi`, sandbox.accessKey);
    const failed = (await results()).groupware?.layers.find(({ state }) => state === 'failed');
    expect(failed?.reasons[0]).toMatchObject({ id: 'key-of-another-tenant', params: { address: new URL(sandbox.address).origin } });
    await tenant.close();
  });

  it('send a Basic password to another server only if it was typed for that server', async () => {
    const seen: unknown[] = [];
    const stranger = await listen(
      createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(401, { 'www-authenticate': 'Basic realm="other"' }).end();
      }),
    );
    const asked = async () => {
      await testGroupware(`http://127.0.0.1:${stranger.port}/`, 'a-key-of-the-stranger');
      return (await results()).groupware?.layers.find(({ state }) => state === 'failed')?.reasons[0]?.id;
    };
    unwrapResult(await client.call('connections.changeSettings', { basicUser: 'u' }));
    unwrapResult(await client.call('secrets.set', { name: 'http-basic-password', value: 'p4ss-of-basic' }));
    await testGroupware(null, null);
    expect(await asked()).toBe('basic-of-another-server');
    const typed = { name: 'http-basic-password', value: 'p4ss-of-the-stranger' } as const;
    unwrapResult(await client.call('secrets.set', typed));
    expect(await asked()).toBe('basic-of-another-server');
    unwrapResult(await client.call('secrets.set', { ...typed, address: `http://127.0.0.1:${stranger.port}/` }));
    expect(await asked()).toBe('basic-refused');
    expect(seen).toEqual([undefined, undefined, `Basic ${Buffer.from('u:p4ss-of-the-stranger').toString('base64')}`]);
    await stranger.close();
    unwrapResult(await client.call('secrets.clear', { name: 'http-basic-password' }));
    unwrapResult(await client.call('connections.changeSettings', { basicUser: '' }));
  });

  it('forget the password of a proxy with its scheme, host and port', async () => {
    const before = unwrapResult(await client.call('connections.settings', {}));
    const changed = async (proxy: ProxySetting) => {
      unwrapResult(await client.call('connections.changeSettings', { proxy }));
      const { secrets } = unwrapResult(await client.call('secrets.list', {}));
      return secrets.find((secret) => secret.name === 'proxy-password')?.state;
    };
    const manual: Manual = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: [] };
    unwrapResult(await client.call('secrets.set', { name: 'proxy-password', value: 'proxy-p4ss' }));
    expect(await changed(manual)).toBe('session-only');
    expect(await changed({ ...manual, url: 'http://PROXY.example:8080/', bypass: ['in.example'] })).toBe('session-only');
    expect(await changed({ ...manual, url: 'https://PROXY.example:3128' })).toBe('not-set');
    unwrapResult(await client.call('secrets.set', { name: 'proxy-password', value: 'proxy-p4ss' }));
    expect(await changed({ ...manual, url: 'other.example:8080' })).toBe('not-set');
    unwrapResult(await client.call('secrets.set', { name: 'proxy-password', value: 'proxy-p4ss' }));
    expect(await changed(before.proxy)).toBe('not-set');
  });

  it('go through a proxy with a password, by the company\u2019s authority, with a client certificate', async () => {
    const server = await listenSecurely('server', forwardTo(sandbox.address), {
      requestCert: true,
      rejectUnauthorized: true,
      ca: CERTIFICATES.ca.cert,
    });
    const proxy = await startProxy({ leadsTo: server.port, wants: { user: 'tsunagi', password: 'proxy-p4ssword' } });
    const before = unwrapResult(await client.call('connections.settings', {}));
    const address = 'https://neo.test.example/';
    const failedAt = async () => {
      await testGroupware(address, sandbox.accessKey);
      const failed = (await results()).groupware?.layers.find(({ state }) => state === 'failed');
      return [failed?.layer, failed?.reasons[0]?.id];
    };
    const manual: Manual = { kind: 'manual', url: `127.0.0.1:${proxy.port}`, user: 'tsunagi', bypass: [] };
    unwrapResult(await client.call('connections.changeSettings', { proxy: manual }));
    expect(await failedAt()).toEqual(['groupware-proxy', 'proxy-auth-required']);
    unwrapResult(await client.call('secrets.set', { name: 'proxy-password', value: 'proxy-p4ssword' }));
    expect(await failedAt()).toEqual(['groupware-tls', 'tls-issuer-unknown']);
    unwrapResult(await client.call('connections.changeSettings', { extraCa: { file: await tokenOf('ca.crt', CERTIFICATES.ca.cert) } }));
    expect(await failedAt()).toEqual(['groupware-tls', 'tls-client-certificate']);
    const clientCertificate = { tokens: [await tokenOf('c.pfx', CLIENT_PFX.file)], passphrase: CLIENT_PFX.passphrase };
    unwrapResult(await client.call('connections.changeSettings', { clientCertificate }));
    expect(await failedAt()).toEqual([undefined, undefined]);
    expect((await client.finish(client.call('server.readPeople', {}))).error).toBeNull();
    expect(new Set(proxy.asked)).toEqual(new Set(['neo.test.example:443']));

    await proxy.close();
    await server.close();
    unwrapResult(await client.call('connections.changeSettings', { proxy: before.proxy, clientCertificate: null }));
    await testGroupware(sandbox.address, sandbox.accessKey);
  });

  it('can be canceled while a server does not respond, and report the layers tested so far', async () => {
    const asked = Promise.withResolvers<void>();
    const silent = await listen(createServer(() => asked.resolve()));
    const { jobId } = unwrapResult(
      await client.call('connections.testGroupware', { address: `http://127.0.0.1:${silent.port}/`, accessKey: 'k' }),
    );
    await asked.promise;
    expect((await results()).groupware?.current).toBe('groupware-http');
    expect(failureCodeOf(await client.call('connections.testGroupware', { address: null, accessKey: null }))).toBe('job-already-running');
    expect((await results()).groupware).toMatchObject({ state: 'running' });
    expect(
      (await client.finish(client.call('jobs.cancel', { id: jobId }).then(() => ({ ok: true, value: { jobId } }) as const))).state,
    ).toBe('cancelled');
    await silent.close();
    const { groupware } = await results();
    expect([groupware?.state, groupware?.current, stateOf(groupware, 'groupware-tcp')]).toEqual(['cancelled', null, 'passed']);
  });

  it('are there again after a restart, with the last run that came to its end', async () => {
    await testGroupware(null, null);
    const before = await results();
    const settings = unwrapResult(await client.call('connections.settings', {}));
    await client.close();
    client = await openHostClient('both hosts', client.folder);
    expect((await results()).groupware).toEqual(before.groupware);
    expect(unwrapResult(await client.call('connections.settings', {}))).toEqual(settings);
  });

  it('report settings written by a newer version, never overwrite them, and block nothing else', async () => {
    const current = unwrapResult(await client.call('companies.current', {}));
    await client.close();
    const database = new DatabaseSync(join(client.folder, 'workspaces', `${current?.company.id}.tsunagi`));
    const before = database.prepare('SELECT settings FROM connection').get()?.['settings'];
    database.prepare('UPDATE connection SET settings = ?').run(JSON.stringify({ ...JSON.parse(String(before)), newer: 1 }));
    client = await openHostClient('both hosts', client.folder);
    for (const refused of [
      client.call('connections.settings', {}),
      client.call('connections.changeSettings', { basicUser: 'x' }),
      client.call('connections.testGroupware', { address: null, accessKey: null }),
    ])
      expect(failureCodeOf(await refused)).toBe('connection-settings-unreadable');
    for (const free of [
      client.call('secrets.list', {}),
      client.call('notices.list', {}),
      client.call('support.preview', { companyId: null }),
    ])
      expect(failureCodeOf(await free)).toBe('ok');
    expect(JSON.parse(String(database.prepare('SELECT settings FROM connection').get()?.['settings']))).toHaveProperty('newer');
    database.prepare('UPDATE connection SET settings = ?').run(before ?? null);
    database.close();
    expect(failureCodeOf(await client.call('connections.settings', {}))).toBe('ok');
  });

  it('of one company are no other\u2019s', async () => {
    unwrapResult(await client.call('companies.create', { name: '別会社', kind: 'test' }));
    expect(await results()).toEqual({ groupware: null, amazon: null, directory: null, business: null });
    expect(unwrapResult(await client.call('connections.settings', {})).extraCa).toEqual([]);
  });

  it('pass on both sides for the demo company', async () => {
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    expect(await testGroupware(null, null)).toMatchObject({ result: { passed: true } });
    const job = await client.finish(client.call('connections.testAmazon', { testEmail: 'taichi.yoshida@demo-shoji.example', extras: [] }));
    expect([job.error, job.result]).toEqual([null, { passed: true }]);
    const { amazon } = await results();
    expect(amazon).toMatchObject({ state: 'done', testEmail: 'taichi.yoshida@demo-shoji.example' });
    expect(amazon?.layers.map(({ layer }) => layer)).toEqual(AMAZON_LAYERS);
  });
});
