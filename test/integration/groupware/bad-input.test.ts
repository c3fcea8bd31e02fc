import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import { type GroupwareTest, testGroupware } from '#main/groupware/layers.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import type { LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { formatFailure } from '#shared/messages/failure-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { listen } from '../../support/network/servers.ts';
import type { Fault } from '../../support/sandbox/groupware-faults.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { failureOf, patientClock, startServer } from './support.ts';

const KEY = 'k3y-of-bad-input';
const NETWORK = { ...DIRECT_NETWORK, trust: { extraCa: [CERTIFICATES.ca.cert], systemStore: false } };
const TLS = { cert: CERTIFICATES.server.cert, key: CERTIFICATES.server.key };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
async function start(kind: Fault['kind'], more: { readonly secure?: boolean; readonly gateway?: boolean } = {}): Promise<Sandbox> {
  const { secure = false, gateway = true } = more;
  const sandbox = await startServer({ accessKey: KEY, gateway, ...(secure && { tls: TLS }) });
  open.push(sandbox);
  sandbox.misbehave({ kind });
  return sandbox;
}
const connect = (address: string) => connectGroupware({ address, accessKey: KEY, clock: patientClock(), network: NETWORK });

async function firstReason(address: string, key: GroupwareTest['key'] = { kind: 'key', value: KEY }) {
  const results: LayerResult[] = [];
  for await (const result of testGroupware({
    address,
    key,
    basic: { kind: 'none' },
    networkFor: async () => NETWORK,
    signal: new AbortController().signal,
    now: Date.now,
  }))
    results.push(result);
  return results.find(({ state }) => state === 'failed')?.reasons;
}

describe('the reasons for answers that are not from NEO', () => {
  it.each<[Fault['kind'], boolean, string, string]>([
    ['to-https', false, 'redirected-to-https', 'movedToHttps'],
    ['to-http', true, 'redirected-to-http', 'movedToHttp'],
    ['to-login', false, 'redirected-inside', 'movedInside'],
  ])('%s', async (kind, secure, id, why) => {
    const { address } = await start(kind, { secure });
    expect((await firstReason(address))?.[0]).toMatchObject({ id, field: 'serverAddress' });
    expect(await failureOf(connect(address))).toMatchObject({ code: 'server-not-neo', params: { why } });
  });

  it('NEO\u2019s own login page', async () => {
    const { address } = await start('login-page');
    expect((await firstReason(address))?.[0]).toMatchObject({ id: 'neo-login-page', params: { title: 'ログイン' } });
    expect(await failureOf(connect(address))).toMatchObject({ code: 'server-answer-invalid', params: { why: 'html' } });
  });

  it('a missing right is no refused key', async () => {
    const { address } = await start('no-right', { gateway: false });
    expect((await firstReason(address))?.[0]).toMatchObject({ id: 'users-no-right', field: 'accessKey' });
    expect(await failureOf(connect(address))).toMatchObject({ code: 'server-no-right' });
    const refused = await start('key-expired', { gateway: false });
    expect((await firstReason(refused.address))?.[0]).toMatchObject({ id: 'key-refused' });
    expect(await failureOf(connect(refused.address))).toMatchObject({ code: 'server-key-refused' });
  });

  it('a key that is known to be another server\u2019s', async () => {
    const { address } = await start('key-expired');
    const key = { kind: 'key', value: KEY, keptFor: 'https://neo.another.example' } as const;
    expect((await firstReason(address, key))?.[0]).toMatchObject({
      id: 'key-of-another-tenant',
      field: 'accessKey',
      params: { address: 'https://neo.another.example' },
    });
  });

  it('another product that redirects is named before its redirect', async () => {
    const server = await listen(createServer((_, response) => void response.writeHead(302, { location: '/login' }).end()));
    open.push(server);
    const reasons = await firstReason(`http://127.0.0.1:${server.port}/scripts/cbag/ag.exe?`);
    expect(reasons?.map(({ id }) => id)).toEqual(['neo-other-product', 'redirected-inside']);
  });
});

it.each(['ja', 'en'] as const)('every failure explains in %s what to do next, without repeating the key', async (language) => {
  const translate = createTexts(language);
  for (const kind of ['to-https', 'to-login', 'login-page', 'no-right', 'key-expired'] as const) {
    const { address } = await start(kind, { gateway: false });
    const { error } = await failureOf(connect(address));
    const { what, why, next } = formatFailure(error.failure, (key, values) => translate(`error.${key}`, values));
    for (const text of [what, why, next]) expect(text).toMatch(/^(?!error\.)[^{}]{5,}$/);
    expect(`${what}${why}${next}`).not.toContain(KEY);
  }
});
