import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createDispatcher } from '#main/network/dispatcher.ts';
import { DEFAULT_TIMEOUTS, DIRECT_NETWORK, type Network, type ProxyRoute } from '#main/network/network.ts';
import { NetworkProblem, toRequestProblem } from '#main/network/problem.ts';
import { findCertificateRefusal } from '#main/network/sockets/routed-connection.ts';
import { decryptCertificate, encryptCertificate } from '#main/network/tls/client-certificate.ts';
import { CERTIFICATES, CLIENT_PFX } from '../../support/network/certificates.ts';
import { type Listening, listenRaw, listenSecurely, type ProxyOptions, startProxy } from '../../support/network/servers.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
const kept = async <T extends { close(): unknown }>(part: Promise<T>): Promise<T> => {
  open.push(await part);
  return part;
};

const TRUSTING: Network = { ...DIRECT_NETWORK, trust: { extraCa: [CERTIFICATES.ca.cert], systemStore: false } };
const through = (port: number, more: Partial<ProxyRoute> = {}): Network => ({
  ...TRUSTING,
  route: { kind: 'proxy', secure: false, host: '127.0.0.1', port, credentials: null, from: 'manual', ...more },
});

/** Sends one POST; returns its response, or the problem. */
async function post(network: Network, origin: string, maxAnswerBytes = 10_000): Promise<string | NetworkProblem> {
  const dispatcher = createDispatcher(network, { maxAnswerBytes });
  try {
    const { statusCode, body } = await dispatcher.request({ origin, path: '/', method: 'POST', body: 'a=b' });
    return `${statusCode} ${await body.text()}`;
  } catch (error) {
    return toRequestProblem(error, network.clientCertificate !== null);
  } finally {
    await dispatcher.destroy();
  }
}
const reasonOf = async (answer: Promise<string | NetworkProblem>): Promise<unknown> => {
  const got = await answer;
  return got instanceof NetworkProblem ? { reason: got.reason, step: got.step, ...got.params } : got;
};

const client = { kind: 'pem', certificate: CERTIFICATES.client.cert, key: CERTIFICATES.client.key } as const;

const hello = (name: Parameters<typeof listenSecurely>[0] = 'server', options = {}): Promise<Listening> =>
  kept(listenSecurely(name, (_, response) => void response.end('hello'), options));

describe('straight', () => {
  it('reaches a server of the company authority, and not without it', async () => {
    const { port } = await hello();
    expect(await post(TRUSTING, `https://localhost:${port}`)).toBe('200 hello');
    expect(await reasonOf(post(DIRECT_NETWORK, `https://localhost:${port}`))).toMatchObject({ reason: 'tls-issuer-unknown', step: 'tls' });
  });

  it.each([
    ['expired', 'tls-expired'],
    ['future', 'tls-not-yet-valid'],
    ['other-host', 'tls-host-mismatch'],
    ['self-signed', 'tls-self-signed'],
    ['inspected', 'tls-issuer-unknown'],
  ] as const)('a certificate that is %s', async (name, reason) => {
    const { port } = await hello(name);
    expect(await reasonOf(post(TRUSTING, `https://127.0.0.1:${port}`))).toMatchObject({ reason, step: 'tls', host: '127.0.0.1' });
  });

  it('rejects a self-signed certificate, even if the environment disables verification in Node', async () => {
    const { port } = await hello('self-signed');
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await reasonOf(post(TRUSTING, `https://127.0.0.1:${port}`))).toMatchObject({ reason: 'tls-self-signed' });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('a server without TLS', async () => {
    const { port } = await kept(listenRaw((socket) => socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))));
    expect(await reasonOf(post(TRUSTING, `https://127.0.0.1:${port}`))).toMatchObject({ reason: 'tls-not-spoken' });
  });

  it('a server of old times', async () => {
    const { port } = await hello('server', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    expect(await reasonOf(post(TRUSTING, `https://127.0.0.1:${port}`))).toMatchObject({ reason: 'tls-outdated' });
  });

  it('reports a closed port', async () => {
    const gone = await listenRaw(() => undefined);
    await gone.close();
    expect(await reasonOf(post(TRUSTING, `https://127.0.0.1:${gone.port}`))).toMatchObject({
      reason: 'tcp-refused',
      step: 'tcp',
      port: gone.port,
    });
  });

  it('reports an unknown host name', async () => {
    const found = (await reasonOf(post(TRUSTING, 'https://neo.invalid'))) as { reason: string };
    // Without a name server, the system reports another reason.
    expect(['dns-not-found', 'dns-failed']).toContain(found.reason);
    expect(found).toMatchObject({ step: 'dns', host: 'neo.invalid' });
  });

  it.each([
    ['never answers', (): void => undefined, 'answer-timeout', { phase: 'headers' }],
    [
      'stops in the middle',
      (_: unknown, response: { write(text: string): void }): void => response.write('x'),
      'answer-timeout',
      { phase: 'body' },
    ],
    ['hangs up', (request: { socket: { destroy(): void } }): void => request.socket.destroy(), 'answer-cut', {}],
    [
      'says too much',
      (_: unknown, response: { end(text: string): void }): void => response.end('x'.repeat(20_000)),
      'answer-too-large',
      {},
    ],
  ] as const)('a server that %s', async (_, listener, reason, params) => {
    const { port } = await kept(listenSecurely('server', listener as never));
    const network = { ...TRUSTING, timeouts: { ...DEFAULT_TIMEOUTS, headersMs: 300, bodyMs: 300 } };
    expect(await reasonOf(post(network, `https://127.0.0.1:${port}`))).toMatchObject({ reason, step: 'http', ...params });
  });

  it('a server that accepts and starts no TLS', async () => {
    const { port } = await kept(listenRaw(() => undefined));
    const network = { ...TRUSTING, timeouts: { ...DEFAULT_TIMEOUTS, connectMs: 300 } };
    expect(await reasonOf(post(network, `https://127.0.0.1:${port}`))).toMatchObject({ reason: 'tls-failed', code: 'ETIMEDOUT' });
  });

  it('follows no redirect', async () => {
    const { port } = await kept(
      listenSecurely('server', (_, response) => void response.writeHead(302, { location: 'https://127.0.0.1:1/' }).end()),
    );
    expect(await post(TRUSTING, `https://127.0.0.1:${port}`)).toBe('302 ');
  });
});

describe('a client certificate', () => {
  const demanding = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
    hello('server', { requestCert: true, rejectUnauthorized: true, ca: CERTIFICATES.ca.cert, maxVersion });
  it('opens a server that asks for one, as PEM and as PFX', async () => {
    const { port } = await demanding('TLSv1.3');
    expect(await post({ ...TRUSTING, clientCertificate: client }, `https://127.0.0.1:${port}`)).toBe('200 hello');
    const { locked, passphrase } = await encryptCertificate([CLIENT_PFX.file], CLIENT_PFX.passphrase);
    const clientCertificate = await decryptCertificate(locked, passphrase);
    expect(await post({ ...TRUSTING, clientCertificate }, `https://127.0.0.1:${port}`)).toBe('200 hello');
  });

  const refusal = (network: Network, port: number) => findCertificateRefusal(network, { host: '127.0.0.1', port }, { timeoutMs: 5_000 });

  it('that is missing is detected by a second check: with TLS 1.3 the server drops the request', async () => {
    const { port } = await demanding('TLSv1.3');
    expect(['tls-client-certificate', 'answer-cut']).toContain(
      ((await reasonOf(post(TRUSTING, `https://127.0.0.1:${port}`))) as NetworkProblem).reason,
    );
    expect(await refusal(TRUSTING, port)).toMatchObject({ reason: 'tls-client-certificate', step: 'tls' });
    expect(await refusal({ ...TRUSTING, clientCertificate: client }, port)).toBeNull();
  });

  it('that is missing ends the handshake of TLS 1.2', async () => {
    const { port } = await demanding('TLSv1.2');
    expect(await reasonOf(post(TRUSTING, `https://127.0.0.1:${port}`))).toMatchObject({ step: 'tls' });
  });

  it('of a stranger is refused', async () => {
    const { port } = await demanding('TLSv1.3');
    const { cert: certificate, key } = CERTIFICATES['stranger-client'];
    expect(await refusal({ ...TRUSTING, clientCertificate: { kind: 'pem', certificate, key } }, port)).toMatchObject({
      reason: 'tls-client-certificate-refused',
    });
  });

  it('is not needed by a server that does not request one', async () => {
    const { port } = await hello();
    expect(await refusal(TRUSTING, port)).toBeNull();
  });
});

describe('through a proxy', () => {
  const proxied = async (options: Omit<ProxyOptions, 'leadsTo'> = {}) => {
    const { port } = await hello();
    return kept(startProxy({ ...options, leadsTo: port }));
  };

  it('reaches a name that only the proxy knows', async () => {
    const proxy = await proxied();
    expect(await post(through(proxy.port), 'https://neo.test.example')).toBe('200 hello');
    expect(proxy.asked).toEqual(['neo.test.example:443']);
    expect(proxy.lastHeaders()).toEqual({ host: 'neo.test.example:443', connection: expect.any(String) });
  });

  it('authenticates, and reports missing credentials', async () => {
    const credentials = { user: '利用者', password: 'p:ß' };
    const proxy = await proxied({ wants: credentials });
    expect(await post(through(proxy.port, { credentials }), 'https://neo.test.example')).toBe('200 hello');
    expect(await reasonOf(post(through(proxy.port), 'https://neo.test.example'))).toMatchObject({
      reason: 'proxy-auth-required',
      step: 'proxy',
      given: 0,
    });
    const wrong = { user: 'x', password: 'secret-of-x' };
    const refused = await post(through(proxy.port, { credentials: wrong }), 'https://neo.test.example');
    expect(refused).toMatchObject({ reason: 'proxy-auth-required', params: { given: 1, status: 407 } });
    expect(JSON.stringify(refused)).not.toContain('secret-of-x');
  });

  it.each([
    ['NTLM alone', ['Proxy-Authenticate: NTLM'], 'proxy-ntlm'],
    ['Negotiate and NTLM', ['Proxy-Authenticate: Negotiate', 'Proxy-Authenticate: NTLM'], 'proxy-ntlm'],
    ['several in a line', ['Proxy-Authenticate: Negotiate, NTLM, Basic realm="a, b"'], 'proxy-auth-required'],
    ['Basic last', ['Proxy-Authenticate: NTLM', 'Proxy-Authenticate: Basic realm="x"'], 'proxy-auth-required'],
  ])('asks for %s', async (_, headers, reason) => {
    const proxy = await proxied({ answers: { status: 407, headers } });
    expect(await reasonOf(post(through(proxy.port), 'https://neo.test.example'))).toMatchObject({ reason, step: 'proxy', status: 407 });
  });

  it.each([
    [403, 'proxy-refused'],
    [502, 'proxy-cannot-reach'],
    [504, 'proxy-cannot-reach'],
    [405, 'proxy-not-a-proxy'],
  ] as const)('refuses with %i', async (status, reason) => {
    const proxy = await proxied({ answers: { status } });
    expect(await reasonOf(post(through(proxy.port), 'https://neo.test.example'))).toMatchObject({
      reason,
      status,
      target: 'neo.test.example:443',
    });
  });

  it('reports a server that is not a proxy', async () => {
    const { port } = await kept(listenRaw((socket) => socket.on('data', () => socket.end('220 mail ready\r\n'))));
    expect(await reasonOf(post(through(port), 'https://neo.test.example'))).toMatchObject({ reason: 'proxy-not-a-proxy' });
  });

  it('reports an unreachable proxy', async () => {
    const gone = await listenRaw(() => undefined);
    await gone.close();
    expect(await reasonOf(post(through(gone.port), 'https://neo.test.example'))).toMatchObject({
      reason: 'proxy-unreachable',
      proxy: `127.0.0.1:${gone.port}`,
      code: 'ECONNREFUSED',
    });
  });

  it('that never answers', async () => {
    const proxy = await proxied({ silent: true });
    const network = { ...through(proxy.port), timeouts: { ...DEFAULT_TIMEOUTS, connectMs: 300 } };
    expect(await reasonOf(post(network, 'https://neo.test.example'))).toMatchObject({ reason: 'proxy-cannot-reach', status: 0 });
  });

  it('that talks TLS itself', async () => {
    const proxy = await proxied({ secure: 'proxy' });
    expect(await post(through(proxy.port, { secure: true, host: 'localhost' }), 'https://neo.test.example')).toBe('200 hello');
    const untrusting = { ...through(proxy.port, { secure: true, host: 'localhost' }), trust: DIRECT_NETWORK.trust };
    expect(await reasonOf(post(untrusting, 'https://neo.test.example'))).toMatchObject({ reason: 'proxy-tls' });
  });

  it('that talks TLS and asks who is calling is shown no certificate: it is the server’s alone', async () => {
    const shown: unknown[] = [];
    const server = await kept(
      listenSecurely(
        'server',
        (request, response) => {
          shown.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
          response.end('hello');
        },
        { requestCert: true, rejectUnauthorized: true, ca: CERTIFICATES.ca.cert },
      ),
    );
    const proxy = await kept(startProxy({ secure: 'proxy', leadsTo: server.port }));
    const network = { ...through(proxy.port, { secure: true, host: 'localhost' }), clientCertificate: client };
    expect(await post(network, 'https://neo.test.example')).toBe('200 hello');
    expect({ proxy: proxy.callers, server: shown }).toEqual({ proxy: [''], server: ['Purchasing Desk'] });
  });

  it('reports a tunnel that ends at a certificate for another host', async () => {
    const proxy = await proxied();
    expect(await reasonOf(post(through(proxy.port), 'https://not-neo.test.example'))).toMatchObject({
      reason: 'tls-host-mismatch',
      host: 'not-neo.test.example',
    });
  });
});
