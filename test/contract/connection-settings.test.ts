import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { CERTIFICATES, CLIENT_KEY_ENCRYPTED, CLIENT_PFX } from '../support/network/certificates.ts';

type Change = CallInput<'connections.changeSettings'>;

describe('the settings of the way to a server', () => {
  let client: HostClient;
  /** The answer to the host's own confirmation dialog. */
  let answer: 'yes' | 'no' = 'yes';
  beforeAll(async () => {
    client = await openHostClient('dispatcher', undefined, async () => answer);
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const settings = async () => unwrapResult(await client.call('connections.settings', {}));
  const change = (wish: Change) => client.call('connections.changeSettings', wish);
  const tokenOf = async (file: string, content: string | Uint8Array): Promise<string> => {
    const path = join(client.folder, file);
    writeFileSync(path, content);
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };
  const isKnown = async (token: string): Promise<boolean> => {
    try {
      await client.console.files.find(token);
      return true;
    } catch {
      return false;
    }
  };
  const refusal = async (wish: Change) => {
    const before = await settings();
    const result = await change(wish);
    expect(await settings()).toEqual(before);
    return result.ok ? null : { code: result.error.code, params: result.error.params };
  };

  it('use the system settings by default', async () => {
    expect(await settings()).toEqual({
      proxy: { kind: 'system' },
      extraCa: [],
      systemStore: true,
      clientCertificate: null,
      basicUser: '',
      timeouts: { connectMs: 10_000, headersMs: 60_000, bodyMs: 60_000 },
      plainHttp: { allowed: null, policy: 'private' },
      host: { system: 'environment', pac: false, environmentProxy: '' },
    });
  });

  it('change only in the given fields', async () => {
    const before = await settings();
    const timeouts = { connectMs: 5_000, headersMs: 20_000, bodyMs: 40_000 };
    expect(unwrapResult(await change({ timeouts }))).toEqual({ ...before, timeouts });
    expect(unwrapResult(await change({ systemStore: false }))).toEqual({ ...before, timeouts, systemStore: false });
    expect(unwrapResult(await change({ basicUser: 'front', systemStore: true }))).toEqual({ ...before, timeouts, basicUser: 'front' });
    const proxy = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: ['in.example'] } as const;
    const manual = { ...proxy, bypass: [...proxy.bypass] };
    expect(unwrapResult(await change({ proxy: manual }))).toEqual({ ...before, timeouts, basicUser: 'front', proxy });
    expect(await settings()).toEqual({ ...before, timeouts, basicUser: 'front', proxy });
    expect(unwrapResult(await change({}))).toEqual(await settings());
    unwrapResult(await change({ timeouts: before.timeouts, basicUser: '', proxy: before.proxy }));
    expect(await settings()).toEqual(before);
  });

  it('report an invalid proxy and stay unchanged', async () => {
    const why = async (url: string) => (await refusal({ proxy: { kind: 'manual', url, user: '', bypass: [] } }))?.params['why'];
    expect(await why('socks5://proxy:1')).toBe('socks');
    expect(await why('ftp://proxy:1')).toBe('scheme');
    expect(await why('http://u:p@proxy:1')).toBe('credentials');
    expect(await why('http://proxy:1/path')).toBe('path');
    expect(await why('no proxy')).toBe('not-an-address');
    expect(await refusal({ proxy: { kind: 'pac', url: 'https://script.example/p.pac' } })).toEqual({
      code: 'connection-pac-unavailable',
      params: {},
    });
  });

  it('take an authority as text or as a file of either form, each once', async () => {
    const { ca, zscaler, stranger, expired } = CERTIFICATES;
    const subjects = async (wish: Change) =>
      unwrapResult(await change(wish)).extraCa.map(({ subject, state, authority }) => [subject, state, authority]);
    const own = ['Demo Shoji Internal CA', 'valid', true];
    const other = ['Zscaler Root CA', 'valid', true];
    expect(await subjects({ extraCa: { add: `before\n${ca.cert}between${zscaler.cert}after` } })).toEqual([own, other]);
    const der = new Uint8Array(new X509Certificate(stranger.cert).raw);
    const token = await tokenOf('ca.der', der);
    const added = await subjects({ extraCa: { file: token } });
    expect(added.slice(0, 2)).toEqual([own, other]);
    expect([added.length, await isKnown(token)]).toEqual([3, false]);
    expect(await subjects({ extraCa: { file: await tokenOf('ca.pem', ca.cert) } })).toHaveLength(3);
    expect((await subjects({ extraCa: { add: expired.cert } })).at(-1)).toEqual(['neo.test.example', 'expired', false]);

    const unreadable = { code: 'connection-certificate-invalid', params: { why: 'unreadable' } };
    const none = { code: 'connection-certificate-invalid', params: { why: 'none' } };
    expect(await refusal({ extraCa: { add: 'no certificate' } })).toEqual(none);
    expect(await refusal({ extraCa: { add: ca.cert.replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAA') } })).toEqual(unreadable);
    expect(await refusal({ extraCa: { file: await tokenOf('ca.txt', 'no certificate') } })).toEqual(unreadable);
    const { extraCa } = await settings();
    for (const { fingerprint } of extraCa) await subjects({ extraCa: { remove: fingerprint } });
    expect((await settings()).extraCa).toEqual([]);
  });

  it('report invalid client certificate files and delete each uploaded file', async () => {
    const { client, server, ca } = CERTIFICATES;
    const why = async (passphrase: string, ...files: (string | Uint8Array)[]) => {
      const tokens = await Promise.all(files.map((content, at) => tokenOf(`file-${at}`, content)));
      const refused = await refusal({ clientCertificate: { tokens, passphrase } });
      for (const token of tokens) expect(await isKnown(token)).toBe(false);
      return refused?.code === 'connection-client-certificate-invalid' ? refused.params['why'] : refused;
    };
    expect(await why('', client.cert)).toBe('noKey');
    expect(await why('', client.key)).toBe('noCertificate');
    expect(await why('', client.cert, client.key + server.key)).toBe('severalKeys');
    expect(await why('', server.cert, client.key)).toBe('keyOfAnother');
    expect(await why('', client.cert, CLIENT_KEY_ENCRYPTED.pem)).toBe('passphrase');
    expect(await why('wrong', client.cert, CLIENT_KEY_ENCRYPTED.pem)).toBe('passphrase');
    expect(await why('', client.cert.replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAA'), client.key)).toBe('unreadable');
    expect(await why('wrong', CLIENT_PFX.file)).toBe('passphrase');
    expect(await why('', CLIENT_PFX.open)).toBe('unprotected');
    expect(await why('x', 'no certificate at all')).toBe('unreadable');
    expect(await why('', '')).toBe('nothing');
    expect(await why('x', CLIENT_PFX.file, 'more')).toBe('unreadable');
    const limit = 256 * 1024;
    expect(await why('', ca.cert, 'x'.repeat(limit + 1))).toEqual({ code: 'file-too-large', params: { file: 'file-1', limit } });
    const largest = client.key + ' '.repeat(limit - client.key.length);
    const tokens = [await tokenOf('c.pem', client.cert), await tokenOf('k.pem', largest)];
    expect(unwrapResult(await change({ clientCertificate: { tokens, passphrase: '' } })).clientCertificate?.state).toBe('ready');
    unwrapResult(await change({ clientCertificate: null }));
  });

  it('show a certificate with the details it contains', async () => {
    const { client, ca } = CERTIFICATES;
    const tokens = [await tokenOf('all.pem', `${ca.cert}${client.cert}${CLIENT_KEY_ENCRYPTED.pem}`)];
    const taken = unwrapResult(await change({ clientCertificate: { tokens, passphrase: CLIENT_KEY_ENCRYPTED.passphrase } }));
    const { fingerprint256, validToDate } = new X509Certificate(client.cert);
    expect(taken.clientCertificate).toEqual({
      kind: 'pem',
      state: 'ready',
      certificate: {
        subject: 'Purchasing Desk',
        issuer: 'Demo Shoji Internal CA',
        expiresAt: validToDate.toISOString(),
        state: 'valid',
        fingerprint: fingerprint256,
        authority: false,
      },
    });
    unwrapResult(await change({ clientCertificate: null }));
    expect((await settings()).clientCertificate).toBeNull();
  });

  it('stay unchanged if the host’s confirmation dialog is declined', async () => {
    answer = 'no';
    const asked = { extraCa: { add: CERTIFICATES.ca.cert } };
    expect((await refusal(asked))?.code).toBe('trust-refused');
    answer = 'yes';
    expect(unwrapResult(await change(asked)).extraCa).toHaveLength(1);
  });
});
