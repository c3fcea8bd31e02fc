import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import { testGroupware } from '#main/groupware/layers.ts';
import { signIn } from '#main/groupware/sign-in.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { type SandboxOptions, startSandbox } from '#main/sandbox/sandbox.ts';
import type { LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { listen } from '../../support/network/servers.ts';
import { everything, failureOf, patientClock } from './support.ts';

const KEY = 'k3y-of-the-places';
const NETWORK = { ...DIRECT_NETWORK, trust: { extraCa: [CERTIFICATES.ca.cert], systemStore: false } };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
/** Starts a server in one of its forms; returns its address with and without the path. */
async function start(options: SandboxOptions): Promise<{ readonly host: string; readonly address: string }> {
  const sandbox = await startSandbox({ accessKey: KEY, ...options });
  open.push(sandbox);
  return { host: new URL(sandbox.address).origin, address: sandbox.address };
}
const serve = async (listener: RequestListener): Promise<string> => {
  const server = await listen(createServer(listener));
  open.push(server);
  return `http://127.0.0.1:${server.port}`;
};
const connect = (address: string, accessKey = KEY) => connectGroupware({ address, accessKey, clock: patientClock(), network: NETWORK });

/** Returns the first problem that the connection test reports, and the address at which it found NEO. */
async function tested(address: string) {
  let found: string | null = null;
  const results: LayerResult[] = [];
  for await (const result of testGroupware({
    address,
    key: { kind: 'key', value: KEY },
    basic: { kind: 'none' },
    networkFor: async () => NETWORK,
    found: (where) => {
      found = where;
    },
    signal: new AbortController().signal,
    now: Date.now,
  }))
    results.push(result);
  const failed = results.find(({ state }) => state === 'failed');
  return { found, failed: failed === undefined ? null : { layer: failed.layer, ...failed.reasons[0] } };
}

const FORMS: [string, SandboxOptions][] = [
  ['Linux', { platform: 'linux' }],
  ['Windows', { platform: 'windows' }],
  ['Windows, another folder', { platform: 'windows', folder: '/groupware/Scripts/neo' }],
  ['Linux, another folder', { platform: 'linux', folder: '/neo' }],
  ['Windows without the gateway', { platform: 'windows', gateway: false }],
  ['Windows by https', { platform: 'windows', tls: { cert: CERTIFICATES.server.cert, key: CERTIFICATES.server.key } }],
];

describe.each(FORMS)('a server on %s', (_, form) => {
  it('is found by its address however it is pasted, and read', async () => {
    const { address } = await start(form);
    for (const text of [address, `${address}?cmd=schindex#cmd=schweek`, `<${address}>`, address.replace(/dneo\.\w+$/, '')]) {
      const groupware = await connect(text);
      open.push(groupware);
      expect(groupware.address).toBe(address);
      expect((await everything(groupware.readUsers)).items.length).toBeGreaterThan(1500);
      expect(await tested(text)).toEqual({ found: address, failed: null });
    }
  });

  it('is reported to have another extension if only the extension in the address is wrong', async () => {
    const { address } = await start(form);
    const wrong = address.endsWith('.exe') ? address.replace(/exe$/, 'cgi') : address.replace(/cgi$/, 'exe');
    expect(await failureOf(connect(wrong))).toMatchObject({
      code: 'server-not-neo',
      params: { why: 'otherEnding', found: address },
    });
    expect(await tested(wrong)).toMatchObject({
      found: null,
      failed: { layer: 'groupware-neo', id: 'neo-other-ending', params: { address } },
    });
  });
});

describe('a bare host', () => {
  it.each([
    ['linux', '/cgi-bin/dneo/dneo.cgi'],
    ['windows', '/scripts/dneo/dneo.exe'],
  ] as const)('is searched on %s, and the address found is reported', async (platform, page) => {
    const { host } = await start({ platform });
    const groupware = await connect(host);
    open.push(groupware);
    expect(groupware.address).toBe(`${host}${page}`);
    expect(await tested(host)).toEqual({ found: `${host}${page}`, failed: null });
  });

  it('without a NEO is reported with every path that was checked', async () => {
    const host = await serve((_, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>'));
    expect(await failureOf(connect(host))).toMatchObject({ code: 'server-not-neo', params: { why: 'notThere' } });
    expect((await tested(host)).failed).toMatchObject({
      id: 'neo-not-there',
      params: { places: '/cgi-bin/dneo/dneo.cgi, /scripts/dneo/dneo.exe' },
    });
  });

  const LOGIN = { loginId: 'neo-admin', password: 'p4ss-of-the-admin' };
  /** Starts a NEO on Windows; all other paths of its server use the given listener. */
  async function besides(elsewhere: RequestListener): Promise<string> {
    const behind = await startSandbox({ platform: 'windows', accessKey: KEY, login: LOGIN });
    open.push(behind);
    return serve(async (request, response) => {
      if (!String(request.url).toLowerCase().startsWith('/scripts/')) return void elsewhere(request, response);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = { 'x-desknets-auth': String(request.headers['x-desknets-auth']) };
      const answer = await fetch(new URL(String(request.url), behind.address), { method: 'POST', headers, body: Buffer.concat(chunks) });
      response.writeHead(answer.status).end(await answer.text());
    });
  }

  it.each<[string, RequestListener]>([
    ['a page', (_, response) => void response.end('<title>社内ポータル</title>')],
    ['405, as IIS does for forms', (_, response) => void response.writeHead(405).end()],
    ['403', (_, response) => void response.writeHead(403).end()],
  ])('that answers everything else with %s is looked through to the end', async (_, elsewhere) => {
    const host = await besides(elsewhere);
    expect(await tested(host)).toEqual({ found: `${host}/scripts/dneo/dneo.exe`, failed: null });
    const order = { address: host, ...LOGIN, plainHttp: null, basic: null, network: NETWORK };
    expect(await signIn(order)).toBe(KEY);
    expect(await failureOf(signIn({ ...order, password: 'wrong' }))).toMatchObject({ code: 'sign-in-refused' });
  });
});

describe('an address of something else', () => {
  const nothing: RequestListener = (_, response) => void response.writeHead(404).end('<h1>404</h1>');

  it('of another product is reported with the program’s name', async () => {
    const host = await serve(nothing);
    expect((await tested(`${host}/scripts/cbag/ag.exe?page=login`)).failed).toMatchObject({
      id: 'neo-other-product',
      field: 'serverAddress',
      params: { module: 'ag.exe' },
    });
    expect(await failureOf(connect(`${host}/scripts/cbag/ag.exe`))).toMatchObject({ params: { why: 'otherProduct', module: 'ag.exe' } });
  });

  it('a NEO whose page responds but whose modules do not is distinguished from a missing one', async () => {
    const host = await serve((request, response) =>
      request.method === 'GET' && request.url === '/scripts/dneo/dneo.exe'
        ? void response.end('<html><title>desknet</title></html>')
        : nothing(request, response),
    );
    expect((await tested(`${host}/scripts/dneo/dneo.exe`)).failed).toMatchObject({
      id: 'neo-module-missing',
      params: { address: '/scripts/dneo/dneo.exe', module: '/scripts/dneo/zrconst.exe' },
    });
  });

  it('is asked for a page without key and password', async () => {
    const seen: unknown[] = [];
    const host = await serve((request, response) => {
      if (request.method === 'GET') seen.push(request.headers['x-desknets-auth'], request.headers.authorization);
      nothing(request, response);
    });
    await tested(`${host}/scripts/dneo/dneo.exe`);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((header) => header === undefined)).toBe(true);
  });
});
