import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type GroupwareTest, testGroupware } from '#main/groupware/layers.ts';
import { DEFAULT_TIMEOUTS, DIRECT_NETWORK, type Network, type NetworkRoute, type ProxyRoute } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { GROUPWARE_LAYERS, type GroupwareLayer, type LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { CERTIFICATES, type CertificateName } from '../../support/network/certificates.ts';
import { forwardTo, listen, listenRaw, listenSecurely, type ProxyOptions, startProxy } from '../../support/network/servers.ts';
import type { Sandbox, SandboxOptions } from '../../support/sandbox/sandbox.ts';
import { startServer } from './support.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
const kept = async <T extends { close(): unknown }>(part: Promise<T>): Promise<T> => {
  open.push(await part);
  return part;
};
const start = (options: SandboxOptions = {}): Promise<Sandbox> => kept(startServer(options));

const TRUSTING: Network = { ...DIRECT_NETWORK, trust: { extraCa: [CERTIFICATES.ca.cert], systemStore: false } };
const key = (value: string): GroupwareTest['key'] => ({ kind: 'key', value });

type Found = Readonly<Record<GroupwareLayer, LayerResult<GroupwareLayer>>>;

async function test(options: Partial<GroupwareTest> & { readonly address: string; readonly network?: Network }): Promise<Found> {
  const { network = TRUSTING, ...rest } = options;
  const results: LayerResult<GroupwareLayer>[] = [];
  for await (const result of testGroupware({
    key: key('k3y-of-the-test'),
    basic: { kind: 'none' },
    networkFor: async () => network,
    signal: new AbortController().signal,
    now: Date.now,
    ...rest,
  }))
    results.push(result);
  expect(results.map(({ layer }) => layer)).toEqual(GROUPWARE_LAYERS);
  return Object.fromEntries(results.map((result) => [result.layer, result])) as Found;
}

/** Returns the first failed layer with its reasons; checks that every later layer was skipped. */
function failure(found: Found): { layer: GroupwareLayer; reasons: LayerResult['reasons'] } {
  const results = Object.values(found);
  const at = results.findIndex(({ state }) => state === 'failed');
  if (at < 0) throw new Error('nothing failed');
  for (const later of results.slice(at + 1)) expect(later).toMatchObject({ state: 'skipped', facts: { because: 'earlier' } });
  return { layer: results[at]?.layer as GroupwareLayer, reasons: results[at]?.reasons ?? [] };
}
const states = (found: Found): string =>
  Object.values(found)
    .map(({ state }) => state[0])
    .join('');
const first = (found: Found) => ({ layer: failure(found).layer, ...failure(found).reasons[0] });

const serve = async (listener: RequestListener): Promise<string> => {
  const { port } = await kept(listen(createServer(listener)));
  return `http://127.0.0.1:${port}/cgi-bin/dneo/`;
};
const secure = (name: CertificateName, listener: RequestListener = (_, response) => void response.end()): Promise<{ port: number }> =>
  kept(listenSecurely(name, listener));

describe('a server that works', () => {
  it('passes every layer as a gateway', async () => {
    const sandbox = await start();
    const found = await test({ address: sandbox.address, key: key(sandbox.accessKey) });
    // Address, name, (no proxy), port, (no TLS on loopback), HTTP, (no Basic), NEO, key, gateway, users, clock.
    expect(states(found)).toBe('ppspspsppppp');
    expect(found['groupware-users'].facts).toEqual({ users: 1600 });
    expect(found['groupware-gateway'].facts).toMatchObject({ api: 1 });
    expect(Math.abs(Number(found['groupware-clock'].facts['skewSeconds']))).toBeLessThanOrEqual(2);
    // The test only reads, with few calls.
    expect(sandbox.calls.map(({ action }) => action)).toEqual(['describe', 'list_users']);
  });

  it('is distinguished from a stock NEO, which passes with a remark', async () => {
    const sandbox = await start({ gateway: false });
    const found = await test({ address: sandbox.address, key: key(sandbox.accessKey) });
    expect(states(found)).toBe('ppspspsppwpp');
    expect(found['groupware-gateway'].reasons[0]?.id).toBe('gateway-absent');
    expect(found['groupware-users'].facts).toMatchObject({ users: 1560, missingFields: expect.stringContaining('organizations') });
  });

  it('shows who vouches for it, over TLS and through a proxy', async () => {
    const sandbox = await start();
    const { port } = await secure('server', forwardTo(sandbox.address));
    const proxy = await kept(startProxy({ leadsTo: port }));
    const route: ProxyRoute = { kind: 'proxy', secure: false, host: '127.0.0.1', port: proxy.port, credentials: null, from: 'manual' };
    const found = await test({ address: 'https://neo.test.example/', key: key(sandbox.accessKey), network: { ...TRUSTING, route } });
    expect(states(found)).toBe('pspsppsppppp');
    expect(found['groupware-dns'].facts).toEqual({ because: 'not-needed' });
    expect(found['groupware-proxy'].facts).toEqual({ proxy: `127.0.0.1:${proxy.port}`, from: 'manual' });
    expect(found['groupware-tls'].facts).toMatchObject({
      issuer: 'Demo Shoji Internal CA',
      subject: 'neo.test.example',
      protocol: 'TLSv1.3',
      trustedBy: 'extra',
    });
  });
});

describe('a script that names several ways', () => {
  const gone = async (): Promise<number> => {
    const { port, close } = await listenRaw(() => undefined);
    await close();
    return port;
  };
  const by = (port: number, otherwise?: NetworkRoute): ProxyRoute => ({
    kind: 'proxy',
    secure: false,
    host: '127.0.0.1',
    port,
    credentials: null,
    from: 'pac',
    ...(otherwise && { otherwise }),
  });

  it('is followed to the proxy that responds, which is reported', async () => {
    const sandbox = await start();
    const { port } = await secure('server', forwardTo(sandbox.address));
    const proxy = await kept(startProxy({ leadsTo: port }));
    const [first, second] = [await gone(), await gone()];
    const route = by(first, by(second, by(proxy.port, { kind: 'direct' })));
    const found = await test({ address: 'https://neo.test.example/', key: key(sandbox.accessKey), network: { ...TRUSTING, route } });
    expect(states(found)).toBe('pswsppsppppp');
    const silent = `127.0.0.1:${first}, 127.0.0.1:${second}`;
    expect(found['groupware-proxy']).toMatchObject({
      facts: { proxy: `127.0.0.1:${proxy.port}`, from: 'pac', silentProxies: silent },
      reasons: [{ id: 'proxy-fallback', params: { proxy: silent, used: `127.0.0.1:${proxy.port}`, way: 'proxy' } }],
    });
  });

  it('is followed to the server itself, whose port is looked at then', async () => {
    const sandbox = await start();
    const { port } = await secure('server', forwardTo(sandbox.address));
    const found = await test({
      address: `https://127.0.0.1:${port}/`,
      key: key(sandbox.accessKey),
      network: { ...TRUSTING, route: by(await gone(), { kind: 'direct' }) },
    });
    expect(states(found)).toBe('pswpppsppppp');
    expect(found['groupware-proxy'].reasons[0]).toMatchObject({ id: 'proxy-fallback', params: { used: 'DIRECT', way: 'direct' } });
  });

  it('is not bypassed if a proxy refuses', async () => {
    const proxy = await kept(startProxy({ leadsTo: 1, answers: { status: 403 } }));
    const found = await test({
      address: 'https://neo.test.example/',
      network: { ...TRUSTING, route: by(proxy.port, { kind: 'direct' }) },
    });
    expect(first(found)).toMatchObject({ layer: 'groupware-proxy', id: 'proxy-refused' });
  });

  it('names all of them if none responds', async () => {
    const [one, other] = [await gone(), await gone()];
    const found = await test({ address: 'https://neo.test.example/', network: { ...TRUSTING, route: by(one, by(other)) } });
    expect(first(found)).toMatchObject({
      layer: 'groupware-proxy',
      id: 'proxy-unreachable',
      field: 'proxy',
      params: { proxy: `127.0.0.1:${one}, 127.0.0.1:${other}` },
    });
  });
});

describe('an invalid address', () => {
  it.each([
    ['', 'server-address-empty'],
    ['   ', 'server-address-empty'],
    ['http://neo.example.co.jp/', 'server-address-http'],
    ['ftp://neo.example.co.jp/', 'server-address-scheme'],
    ['https://user:pass@neo.example.co.jp/', 'server-address-credentials'],
    ['https://neo example.co.jp/', 'server-address-width'],
    ['https://neo　example.co.jp/', 'server-address-width'],
    ['https://', 'server-address-malformed'],
  ])('%j', async (address, id) => {
    expect(first(await test({ address }))).toMatchObject({ layer: 'groupware-address', id, field: 'serverAddress' });
  });
});

describe('the way', () => {
  it('reports an unknown host name', async () => {
    const { layer, id, field } = first(await test({ address: 'https://neo.invalid/' }));
    expect([layer, ['dns-not-found', 'dns-failed'].includes(String(id))]).toEqual(['groupware-dns', true]);
    expect([null, 'serverAddress']).toContain(field);
  });

  it('reports a closed port', async () => {
    const gone = await listenRaw(() => undefined);
    await gone.close();
    expect(first(await test({ address: `https://127.0.0.1:${gone.port}/` }))).toMatchObject({
      layer: 'groupware-tcp',
      id: 'tcp-refused',
      field: 'serverAddress',
      params: { port: gone.port },
    });
  });

  it('reports that no proxy can be determined', async () => {
    const found = await test({
      address: 'https://neo.test.example/',
      networkFor: () => Promise.reject(new NetworkProblem('pac-unavailable', 'proxy')),
    });
    expect(first(found)).toMatchObject({ layer: 'groupware-proxy', id: 'pac-unavailable', field: 'proxy' });
  });

  it.each<[string, Omit<ProxyOptions, 'leadsTo'>, string, string | null]>([
    ['asks who is calling', { wants: { user: 'a', password: 'b' } }, 'proxy-auth-required', 'proxyPassword'],
    ['asks for NTLM', { answers: { status: 407, headers: ['Proxy-Authenticate: NTLM'] } }, 'proxy-ntlm', 'proxy'],
    ['refuses', { answers: { status: 403 } }, 'proxy-refused', 'proxy'],
    ['does not find the server', { answers: { status: 502 } }, 'proxy-cannot-reach', 'serverAddress'],
  ])('a proxy that %s', async (_, options, id, field) => {
    const proxy = await kept(startProxy({ ...options, leadsTo: 1 }));
    const route: ProxyRoute = { kind: 'proxy', secure: false, host: '127.0.0.1', port: proxy.port, credentials: null, from: 'system' };
    const found = await test({ address: 'https://neo.test.example/', network: { ...TRUSTING, route } });
    expect(first(found)).toMatchObject({ layer: 'groupware-proxy', id, field });
  });

  it.each<[CertificateName, string, string | null, object]>([
    ['expired', 'tls-expired', null, { expires: '2021-01-01T00:00:00.000Z' }],
    ['future', 'tls-not-yet-valid', null, {}],
    ['other-host', 'tls-host-mismatch', 'serverAddress', { subject: 'other.test.example' }],
    ['self-signed', 'tls-self-signed', 'extraCa', { subject: 'neo.test.example' }],
  ])('a certificate that is %s', async (name, id, field, params) => {
    const { port } = await secure(name);
    expect(first(await test({ address: `https://127.0.0.1:${port}/` }))).toMatchObject({ layer: 'groupware-tls', id, field, params });
  });

  it('an inspecting device: named when refused, and remarked on when trusted', async () => {
    const { port } = await secure('inspected');
    const refused = failure(await test({ address: `https://127.0.0.1:${port}/` }));
    expect(refused).toMatchObject({
      layer: 'groupware-tls',
      reasons: [
        { id: 'tls-issuer-unknown', field: 'extraCa', params: { issuer: 'Zscaler Root CA' } },
        { id: 'tls-inspected', params: { product: 'Zscaler', issuer: 'Zscaler Root CA' } },
      ],
    });
    const trusting: Network = { ...DIRECT_NETWORK, trust: { extraCa: [CERTIFICATES.zscaler.cert], systemStore: false } };
    const found = await test({ address: `https://127.0.0.1:${port}/`, network: trusting });
    expect(found['groupware-tls']).toMatchObject({ state: 'warning', reasons: [{ id: 'tls-inspected' }] });
  });

  it('a server that wants a certificate of ours', async () => {
    const { port } = await kept(
      listenSecurely('server', (_, response) => void response.end(), {
        requestCert: true,
        rejectUnauthorized: true,
        ca: CERTIFICATES.ca.cert,
      }),
    );
    expect(first(await test({ address: `https://127.0.0.1:${port}/` }))).toMatchObject({
      layer: 'groupware-tls',
      id: 'tls-client-certificate',
      field: 'clientCertificate',
    });
  });

  it('a certificate that ends soon', async () => {
    const { port } = await secure('server');
    const soon = Date.UTC(2126, 11, 25);
    const found = await test({ address: `https://127.0.0.1:${port}/`, now: () => soon });
    expect(found['groupware-tls']).toMatchObject({ state: 'warning', reasons: [{ id: 'tls-expiring', params: { days: 6 } }] });
  });
});

const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end(JSON.stringify(body));
const page =
  (html: string, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(code, headers).end();

describe('answers', () => {
  it.each<[string, RequestListener, GroupwareLayer, string, string | null]>([
    ['a redirect', status(302, { location: 'https://sso.example/login?x=1' }), 'groupware-http', 'redirected', 'serverAddress'],
    ['429', status(429), 'groupware-http', 'server-busy', null],
    ['504', status(504), 'groupware-http', 'server-busy', null],
    ['409', status(409), 'groupware-http', 'server-database-down', null],
    ['500', status(500), 'groupware-http', 'server-fault', null],
    ['418', status(418), 'groupware-http', 'server-status-other', null],
    ['a hang-up', (request) => void request.socket.destroy(), 'groupware-http', 'answer-cut', null],
    ['Basic', status(401, { 'www-authenticate': 'Basic realm="x"' }), 'groupware-basic', 'basic-required', 'basicUser'],
    ['Negotiate', status(401, { 'www-authenticate': 'Negotiate' }), 'groupware-basic', 'basic-other-scheme', null],
    ['a maintenance page', page('<html><title>お知らせ</title>ただいまメンテナンス中です'), 'groupware-neo', 'neo-maintenance', null],
    ['a web page', page('<html><title>社内ポータル</title>'), 'groupware-neo', 'neo-web-page', 'serverAddress'],
    ['a sign-on page', page('<form><input name="SAMLRequest"></form>'), 'groupware-neo', 'neo-sign-on-page', null],
    ['words', (_, response) => void response.end('hello'), 'groupware-neo', 'neo-not-json', 'serverAddress'],
    ['other JSON', json({ hello: 1 }), 'groupware-neo', 'neo-answer-other', 'serverAddress'],
    ['nothing there', status(404), 'groupware-neo', 'neo-not-there', 'serverAddress'],
    ['a refused key', status(403), 'groupware-key', 'key-refused', 'accessKey'],
    [
      'another version',
      json({ status: 'ok', api: 2, server: 's', time: '', capabilities: [], revision: 1 }),
      'groupware-gateway',
      'gateway-version',
      null,
    ],
    ['half a gateway', json({ status: 'ng', errorno: -10 }), 'groupware-gateway', 'gateway-incomplete', null],
  ])('%s', async (_, listener, layer, id, field) => {
    expect(first(await test({ address: await serve(listener) }))).toMatchObject({ layer, id, field });
  });

  it('a server that never answers', async () => {
    const network = { ...TRUSTING, timeouts: { ...DEFAULT_TIMEOUTS, headersMs: 300 } };
    expect(first(await test({ address: await serve(() => undefined), network }))).toMatchObject({
      layer: 'groupware-http',
      id: 'answer-timeout',
      field: 'timeouts',
      params: { phase: 'headers' },
    });
  });

  /** Returns a gateway with the given `describe` time and list. */
  const gateway =
    (list: object, time = new Date().toISOString()): RequestListener =>
    async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const described = { status: 'ok', api: 1, server: 's', time, capabilities: [], revision: 1 };
      response.end(JSON.stringify(body.includes('describe') ? described : list));
    };

  it.each<[string, object, string]>([
    ['refused', { status: 'ng', errorno: '-20', errormessage: 'x' }, 'users-refused'],
    ['in another form', { status: 'ok', list: 7 }, 'users-unreadable'],
  ])('a list that is %s', async (_, list, id) => {
    expect(first(await test({ address: await serve(gateway(list)) }))).toMatchObject({ layer: 'groupware-users', id });
  });

  it('an empty list, and a clock that is off, are remarks', async () => {
    const past = new Date(Date.now() - 600_000).toISOString();
    const found = await test({ address: await serve(gateway({ status: 'ok', allcnt: '0', list: { item: [] }, revision: 1 }, past)) });
    expect(found['groupware-users']).toMatchObject({ state: 'warning', reasons: [{ id: 'users-none' }] });
    expect(found['groupware-clock']).toMatchObject({
      state: 'warning',
      reasons: [{ id: 'clock-skewed', params: { direction: 'behind', seconds: 600 } }],
    });
  });

  it('a stock list without the address that matching needs', async () => {
    const listener: RequestListener = (request, response) =>
      void (request.url?.includes('tsunagi')
        ? response.writeHead(404).end()
        : response.end(JSON.stringify({ status: 'ok', list: { item: { id: 1, login_id: 'a', name: '佐藤' } } })));
    const found = await test({ address: await serve(listener) });
    expect(found['groupware-users']).toMatchObject({
      state: 'warning',
      reasons: [{ id: 'users-fields-missing', params: { fields: 'workEmail' } }],
    });
  });

  it('a stock NEO provides its time with its list, regardless of the clock of the missing gateway', async () => {
    const listener: RequestListener = (request, response) => {
      const isGateway = request.url?.includes('tsunagi') === true;
      response.setHeader('date', new Date(Date.now() - (isGateway ? 0 : 600_000)).toUTCString());
      if (isGateway) response.writeHead(404).end();
      else response.end(JSON.stringify({ status: 'ok', list: { item: { id: 1, login_id: 'a', name: '佐藤' } } }));
    };
    const found = await test({ address: await serve(listener) });
    expect(found['groupware-clock']).toMatchObject({
      state: 'warning',
      reasons: [{ id: 'clock-skewed', params: { direction: 'behind' } }],
    });
  });
});

describe('keys', () => {
  it('are refused, missing, malformed or of another server', async () => {
    const sandbox = await start();
    const of = async (given: GroupwareTest['key']) => first(await test({ address: sandbox.address, key: given })).id;
    expect(await of(key('wrong'))).toBe('key-refused');
    expect(await of(key('k\n'))).toBe('key-malformed');
    expect(await of({ kind: 'none' })).toBe('key-empty');
    expect(await of({ kind: 'of-another-server' })).toBe('key-of-another-server');
  });

  it('go nowhere while they may not be sent', async () => {
    const seen: unknown[] = [];
    const address = await serve((request, response) => {
      seen.push(request.headers['x-desknets-auth'], request.headers.authorization);
      response.writeHead(403).end();
    });
    await test({ address, key: { kind: 'of-another-server' } });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((header) => header === undefined)).toBe(true);
  });

  it('Basic is passed, and refused by name', async () => {
    const basic = { kind: 'basic', user: '管理', password: 'ひみつ' } as const;
    const sandbox = await start({ basic });
    const found = await test({ address: sandbox.address, key: key(sandbox.accessKey), basic });
    expect(found['groupware-basic']).toMatchObject({ state: 'passed', facts: { user: '管理' } });
    const wrong = first(await test({ address: sandbox.address, key: key(sandbox.accessKey), basic: { ...basic, password: 'x' } }));
    expect(wrong).toMatchObject({ layer: 'groupware-basic', id: 'basic-refused', field: 'basicPassword', params: { user: '管理' } });
    const kept = first(await test({ address: sandbox.address, basic: { kind: 'of-another-server' } }));
    expect(kept).toMatchObject({ layer: 'groupware-basic', id: 'basic-of-another-server', field: 'basicPassword' });
  });

  it.each([0, 40, 50, 55, 110, 115, 190])(
    'appear in no result, not even partly where a long title is cut (after %i letters)',
    async (before) => {
      const secret = 'k3y-that-nobody-may-see';
      const echo: RequestListener = (request, response) =>
        void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(`<title>${'・'.repeat(before)}${request.headers['x-desknets-auth']}</title>`);
      const found = await test({
        address: await serve(echo),
        key: key(secret),
        basic: { kind: 'basic', user: 'u', password: 'p4ss-of-basic' },
      });
      expect(found['groupware-neo'].reasons[0]?.id).toBe('neo-web-page');
      expect(JSON.stringify(found)).not.toContain(secret.slice(0, 3));
    },
  );
});

it('stops at once when it is aborted', async () => {
  const abort = new AbortController();
  const address = await serve(() => abort.abort());
  await expect(test({ address, signal: abort.signal })).rejects.toThrow(/abort/);
});
