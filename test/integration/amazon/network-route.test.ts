import { afterEach, describe, expect, it } from 'vitest';
import type { AmazonTest } from '#main/amazon/amazon-test.ts';
import type { Network } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { CERTIFICATES, type CertificateName } from '../../support/network/certificates.ts';
import { type Listening, listenRaw, listenSecurely, type ProxyOptions, startProxy } from '../../support/network/servers.ts';
import { EMAIL, inShort, layerOf, QUICK, resultsOf } from './support.ts';

const UUID = '3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111';
const ANSWER =
  '<cXML><Response><Status code="200"/><PunchOutSetupResponse><StartPage><URL>https://www.amazon.co.jp/x</URL></StartPage></PunchOutSetupResponse></Response></cXML>';

const open: Listening[] = [];
const kept = async <T extends Listening>(server: Promise<T>): Promise<T> => {
  open.push(await server);
  return server;
};
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Starts an Amazon that uses TLS with one of the tests' certificates; returns its port and all received data. */
async function secureAmazon(certificate: CertificateName): Promise<{ readonly port: number; readonly received: string[] }> {
  const received: string[] = [];
  const { port } = await kept(
    listenSecurely(certificate, (request, response) => {
      received.push(`${request.method} ${request.headers.host} ${request.headers['proxy-authorization'] ?? ''}`);
      request.resume().on('end', () => response.setHeader('content-type', 'text/xml').end(ANSWER));
    }),
  );
  return { port, received };
}

const trusting = (name: CertificateName, change: Partial<Network> = {}): Network => ({
  ...QUICK,
  trust: { extraCa: [CERTIFICATES[name].cert], systemStore: false },
  ...change,
});

const realTest = (origin: string, network: Network, change: Partial<AmazonTest> = {}): AmazonTest => ({
  integration: { systemLogin: 'SHOJI0000000000', poRequestUrl: `${origin}/${UUID}`, punchoutUrl: `${origin}/punchout` },
  sharedSecret: 'x'.repeat(30),
  testEmail: EMAIL,
  company: 'real',
  extras: [],
  demoOrigin: null,
  networkFor: async () => network,
  signal: new AbortController().signal,
  now: Date.now,
  userAgent: 'Tsunagi test',
  ...change,
});

const AMAZON = {
  systemLogin: 'SHOJI0000000000',
  poRequestUrl: `https://https-ats.amazonsedi.com/${UUID}`,
  punchoutUrl: 'https://abintegrations.amazon.co.jp/punchout',
};

describe('the way to Amazon', () => {
  it('names the trusted TLS authority, with a warning if it is not a public one', async () => {
    const { port, received } = await secureAmazon('server');
    const results = await resultsOf(realTest(`https://localhost:${port}`, trusting('ca')));
    expect(layerOf(results, 'amazon-punchout-tls')).toMatchObject({
      state: 'warning',
      reasons: [{ id: 'tls-inspected' }],
      facts: { issuer: 'Demo Shoji Internal CA', trustedBy: 'extra' },
    });
    expect(layerOf(results, 'amazon-punchout-test').state).toBe('passed');
    expect(received).toHaveLength(2);
  });

  it.each([
    ['server', 'stranger', 'tls-issuer-unknown'],
    ['self-signed', 'ca', 'tls-self-signed'],
    ['expired', 'ca', 'tls-expired'],
    ['future', 'ca', 'tls-not-yet-valid'],
    ['other-host', 'ca', 'tls-host-mismatch'],
  ] as const)(
    'with the certificate %s while %s is trusted ends with %3$s, and nothing was sent',
    async (certificate, authority, reason) => {
      const { port, received } = await secureAmazon(certificate);
      const results = await resultsOf(realTest(`https://localhost:${port}`, trusting(authority)));
      expect(layerOf(results, 'amazon-punchout-tls')).toMatchObject({ state: 'failed', reasons: [{ id: reason }] });
      expect(layerOf(results, 'amazon-order-tls')).toMatchObject({ state: 'failed', reasons: [{ id: reason }] });
      for (const layer of ['amazon-punchout-test', 'amazon-order-reached'] as const)
        expect(layerOf(results, layer)).toMatchObject({ state: 'skipped', facts: { because: 'earlier' } });
      expect(received).toEqual([]);
    },
  );

  it('names the product that intercepts TLS', async () => {
    const { port } = await secureAmazon('inspected');
    const refused = layerOf(await resultsOf(realTest(`https://localhost:${port}`, trusting('ca'))), 'amazon-punchout-tls');
    expect(refused).toMatchObject({ reasons: [{ id: 'tls-issuer-unknown', params: { product: 'Zscaler' } }] });
    const seen = layerOf(await resultsOf(realTest(`https://localhost:${port}`, trusting('zscaler'))), 'amazon-punchout-tls');
    expect(seen).toMatchObject({ state: 'warning', reasons: [{ id: 'tls-inspected', params: { product: 'Zscaler' } }] });
  });

  it('is named in the result if it leads nowhere', async () => {
    const { port, close } = await listenRaw(() => undefined);
    await close();
    const refused = await resultsOf(realTest(`https://127.0.0.1:${port}`, QUICK));
    expect(layerOf(refused, 'amazon-punchout-tcp')).toMatchObject({ state: 'failed', reasons: [{ id: 'tcp-refused' }] });
  });

  it('that speaks no TLS is named', async () => {
    const { port } = await kept(listenRaw((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const results = await resultsOf(realTest(`https://127.0.0.1:${port}`, QUICK));
    expect(layerOf(results, 'amazon-punchout-tls')).toMatchObject({
      state: 'failed',
      reasons: [{ id: 'tls-not-spoken', field: 'punchoutUrl' }],
    });
    expect(layerOf(results, 'amazon-order-tls')).toMatchObject({ reasons: [{ field: 'poRequestUrl' }] });
  });
});

describe('a proxy', () => {
  const through = async (options: Omit<ProxyOptions, 'leadsTo'>, credentials: { user: string; password: string } | null) => {
    const { port, received } = await secureAmazon('server');
    const proxy = await kept(startProxy({ ...options, leadsTo: port }));
    const route = { kind: 'proxy', secure: false, host: '127.0.0.1', port: proxy.port, credentials, from: 'manual' } as const;
    return { results: await resultsOf(realTest('', trusting('ca', { route }), { integration: AMAZON })), received, proxy };
  };

  it('is asked for both hosts by name; the server behind it must present their certificate', async () => {
    const { results, received, proxy } = await through({}, null);
    expect(inShort(results).slice(1, 5)).toEqual([
      'amazon-punchout-proxy passed',
      'amazon-punchout-dns skipped not-needed',
      'amazon-punchout-tcp skipped not-needed',
      'amazon-punchout-tls failed tls-host-mismatch',
    ]);
    expect(new Set(proxy.asked)).toEqual(new Set(['abintegrations.amazon.co.jp:443', 'https-ats.amazonsedi.com:443']));
    expect(received).toEqual([]);
  });

  it('that requires credentials is reported, and the password is sent to the proxy alone', async () => {
    const { results } = await through({ wants: { user: 'taro', password: 'proxy-Secret-1' } }, null);
    expect(layerOf(results, 'amazon-punchout-proxy')).toMatchObject({
      state: 'failed',
      reasons: [{ id: 'proxy-auth-required', field: 'proxyPassword' }],
    });
    const known = await through({ wants: { user: 'taro', password: 'proxy-Secret-1' } }, { user: 'taro', password: 'proxy-Secret-1' });
    expect(layerOf(known.results, 'amazon-punchout-proxy').state).toBe('passed');
    expect(JSON.stringify(known.results)).not.toContain('proxy-Secret-1');
  });

  it('that is unreachable is reported for each host separately', async () => {
    const { port, close } = await listenRaw(() => undefined);
    await close();
    const route = { kind: 'proxy', secure: false, host: '127.0.0.1', port, credentials: null, from: 'system' } as const;
    const results = await resultsOf(realTest('', { ...QUICK, route }, { integration: AMAZON }));
    const failed = results.filter(({ state }) => state === 'failed');
    expect(failed).toMatchObject([
      { layer: 'amazon-punchout-proxy', reasons: [{ id: 'proxy-unreachable', field: 'proxy' }] },
      { layer: 'amazon-order-proxy', reasons: [{ id: 'proxy-unreachable', field: 'proxy' }] },
    ]);
    expect(results.slice(1).filter(({ state }) => state === 'skipped')).toHaveLength(results.length - 1 - failed.length);
  });

  it('that is unavailable for one host does not prevent the test of the other', async () => {
    const { port } = await secureAmazon('server');
    const gone = await listenRaw(() => undefined);
    await gone.close();
    const route = { kind: 'proxy', secure: false, host: '127.0.0.1', port: gone.port, credentials: null, from: 'pac' } as const;
    const origin = `https://localhost:${port}`;
    for (const [way, shut] of [
      ['punchout', 'order'],
      ['order', 'punchout'],
    ] as const) {
      const isShut = (address: string): boolean => address.endsWith(shut === 'punchout' ? '/punchout' : UUID);
      const results = await resultsOf(
        realTest(origin, QUICK, { networkFor: async (address) => trusting('ca', isShut(address) ? { route } : {}) }),
      );
      expect(layerOf(results, `amazon-${shut}-proxy`)).toMatchObject({ state: 'failed', reasons: [{ id: 'proxy-unreachable' }] });
      expect(layerOf(results, `amazon-${shut}-tls`)).toMatchObject({ state: 'skipped', facts: { because: 'earlier' } });
      expect(layerOf(results, `amazon-${way}-proxy`)).toMatchObject({ state: 'skipped', facts: { because: 'not-needed' } });
      expect(layerOf(results, way === 'punchout' ? 'amazon-punchout-test' : 'amazon-order-reached').state).toBe('passed');
    }
  });

  it('that cannot be determined leads to a result, not a crash', async () => {
    const results = await resultsOf(
      realTest('', QUICK, {
        integration: AMAZON,
        networkFor: async () => {
          throw new NetworkProblem('proxy-not-resolved', 'proxy', { detail: '' });
        },
      }),
    );
    expect(layerOf(results, 'amazon-order-proxy')).toMatchObject({ state: 'failed', reasons: [{ id: 'proxy-not-resolved' }] });
  });
});

describe('a host that is not Amazon’s', () => {
  it.each([
    ['punchoutUrl', 'https://amazon.co.jp.example/punchout', 'punchout-host-foreign', 'amazon-punchout-test'],
    ['poRequestUrl', `https://amazonsedi.com.example/${UUID}`, 'po-host-foreign', 'amazon-order-profile'],
  ] as const)('is never given the password: %s', async (field, address, reason, layer) => {
    const results = await resultsOf(
      realTest('', QUICK, {
        integration: { ...AMAZON, [field]: address },
        extras: ['production', 'profile', 'wrong-secret'],
        // The test resolves the proxy while it runs.
        networkFor: async (url) => {
          expect(new URL(url).hostname).not.toContain('example');
          throw new NetworkProblem('proxy-not-resolved', 'proxy', { detail: '' });
        },
      }),
    );
    expect(layerOf(results, 'amazon-settings')).toMatchObject({ state: 'failed', reasons: [{ id: reason, field }] });
    expect(layerOf(results, layer)).toMatchObject({ state: 'skipped', facts: { because: 'earlier' } });
  });
});
