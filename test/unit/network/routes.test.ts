import { describe, expect, it } from 'vitest';
import { NetworkProblem } from '#main/network/problem.ts';
import { isBypassed, isLoopback } from '#main/network/proxy/bypass.ts';
import { chooseRoute, type ProxyResolver, type RouteChoice } from '#main/network/proxy/choose-route.ts';
import { parsePacAnswer } from '#main/network/proxy/pac-answer.ts';
import { parseProxyAddress, readEnvironmentProxy } from '#main/network/proxy/proxy-address.ts';
import { findInspectionProduct } from '#main/network/tls/inspection-products.ts';
import type { ProxySetting } from '#shared/contract/connections/connections.ts';

describe('what is reached directly', () => {
  it.each([
    [['example.co.jp'], 'example.co.jp', 443, true],
    [['example.co.jp'], 'neo.EXAMPLE.co.jp', 443, true],
    [['.example.co.jp'], 'neo.example.co.jp', 443, true],
    [['*.example.co.jp'], 'neo.example.co.jp', 443, true],
    [['example.co.jp'], 'badexample.co.jp', 443, false],
    [['example.co.jp:8443'], 'example.co.jp', 443, false],
    [['example.co.jp:8443'], 'example.co.jp', 8443, true],
    [['10.0.0.5'], '10.0.0.5', 443, true],
    [['fd00::1'], 'fd00::1', 443, true],
    [['*'], 'anything.example', 443, true],
    [['10.0.0.0/8'], '10.1.2.3', 443, true],
    [['10.0.0.0/8'], '11.1.2.3', 443, false],
    [['10.0.0.0/8'], 'neo.example', 443, false],
    [['fd00::/8'], 'fd12::1', 443, true],
    [['fd00::/8'], '10.1.2.3', 443, false],
    [['10.0.0.0/99'], '10.1.2.3', 443, false],
    [['10.0.0.0/'], '10.0.0.0', 443, false],
    [['192.168.*'], '192.168.1.5', 443, true],
    [['192.168.*'], '192.169.1.5', 443, false],
    [['*.local'], 'neo.local', 443, true],
    [['neo*.example'], 'neo-1.example', 443, true],
    [['neo*.example'], 'neo-1.example.com', 443, false],
    [['n*o*.example:8443'], 'neo-1.example', 8443, true],
    [['n*o*.example:8443'], 'neo-1.example', 443, false],
    [['ab*ba'], 'aba', 443, false],
    [['*x*x*'], 'axb', 443, false],
    [['<local>'], 'neo', 443, true],
    [['<LOCAL>'], 'neo.example', 443, false],
    [['<local>'], 'fd00::1', 443, false],
    [[''], 'anything.example', 443, false],
    [[], 'anything.example', 443, false],
  ] as const)('%j for %s:%i = %s', (list, host, port, expected) => {
    expect(isBypassed(list, { host, port })).toBe(expected);
  });

  it.each([
    ['localhost', true],
    ['x.localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['localhost.example', false],
    ['127.0.0.1.example', false],
    ['128.0.0.1', false],
  ])('%s is this machine: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('a proxy as entered by the user', () => {
  it.each([
    ['proxy.example:8080', { secure: false, host: 'proxy.example', port: 8080 }],
    [' http://proxy.example:3128/ ', { secure: false, host: 'proxy.example', port: 3128 }],
    ['https://proxy.example', { secure: true, host: 'proxy.example', port: 443 }],
    ['http://proxy.example', { secure: false, host: 'proxy.example', port: 80 }],
    ['http://[fd00::1]:8080', { secure: false, host: 'fd00::1', port: 8080 }],
    ['socks5://proxy:1080', 'socks'],
    ['ftp://proxy', 'scheme'],
    ['http://user:pass@proxy:8080', 'credentials'],
    ['http://proxy:8080/path', 'path'],
    ['http://proxy:99999', 'not-an-address'],
    ['プロキシ を 使う', 'not-an-address'],
    ['', 'not-an-address'],
  ])('%j', (text, expected) => {
    expect(parseProxyAddress(text)).toEqual(expected);
  });
});

describe('the environment', () => {
  it('names a proxy, its user, and who is left out; lower case goes first', () => {
    const env = {
      HTTPS_PROXY: 'http://other:1',
      https_proxy: 'http://us%20er:p%40ss@proxy.example:8080',
      NO_PROXY: 'a.example, .b.example',
    };
    expect(readEnvironmentProxy(env)).toEqual({
      proxy: {
        kind: 'proxy',
        secure: false,
        host: 'proxy.example',
        port: 8080,
        credentials: { user: 'us er', password: 'p@ss' },
        from: 'environment',
      },
      shown: 'http://proxy.example:8080',
      bypass: ['a.example', '.b.example'],
      fault: null,
    });
  });

  it('shows no password, even of what cannot be used', () => {
    const { shown, fault, proxy } = readEnvironmentProxy({ ALL_PROXY: 'socks5://u:secret@proxy:1080' });
    expect([shown, fault, proxy]).toEqual(['socks5://proxy:1080', 'socks', null]);
  });

  it.each([
    ['http://user:p@ss/w:rd@proxy.example:8080', 'p@ss/w:rd'],
    ['user:p@ss@proxy.example:8080', 'p@ss'],
    [' http://user:p#a?b@proxy.example:8080 ', 'p#a?b'],
  ])('reads a password as written and hides it: %s', (https_proxy, password) => {
    const { shown, proxy } = readEnvironmentProxy({ https_proxy });
    expect(shown).toMatch(/^(http:\/\/)?proxy\.example:8080$/);
    expect(proxy).toMatchObject({ host: 'proxy.example', port: 8080, credentials: { user: 'user', password } });
  });

  it('may contain no proxy', () => {
    expect(readEnvironmentProxy({})).toEqual({ proxy: null, shown: '', bypass: [], fault: null });
  });
});

describe('the answer of a script', () => {
  const A = { kind: 'proxy', secure: false, host: 'a.example', port: 8080, credentials: null, from: 'pac' };
  it.each([
    ['DIRECT', { kind: 'direct' }],
    ['', 'unreadable'],
    ['SOCKS5 s:1; SOCKS s:2', 'socks'],
    ['SOCKS5 s:1; DIRECT', { kind: 'direct' }],
    ['PROXY a.example:8080', A],
    ['PROXY a.example:8080; DIRECT; PROXY b.example:1', { ...A, otherwise: { kind: 'direct' } }],
    [
      'PROXY a.example:8080; HTTPS b.example; DIRECT',
      { ...A, otherwise: { ...A, secure: true, host: 'b.example', port: 443, otherwise: { kind: 'direct' } } },
    ],
    ['PROXY a.example:8080; SOCKS s:1', A],
    ['SOCKS5 s:1; HTTPS a.example:8443', { kind: 'proxy', secure: true, host: 'a.example', port: 8443, credentials: null, from: 'pac' }],
    ['nonsense', 'unreadable'],
  ])('%j', (answer, expected) => {
    expect(parsePacAnswer(answer, 'pac')).toEqual(expected);
  });
});

describe('the way to a server', () => {
  const resolver: ProxyResolver = { system: async () => 'PROXY system:1', script: async (_, script) => `PROXY ${new URL(script).host}:2` };
  const choose = (proxy: RouteChoice['proxy'], more: Partial<RouteChoice> = {}, url = 'https://neo.example/') =>
    chooseRoute(url, { proxy, password: null, resolver: null, env: {}, ...more }).catch((error: unknown) => {
      if (error instanceof NetworkProblem) return error.reason;
      throw error;
    });

  it('is direct for this machine, whatever the settings', async () => {
    const proxies: ProxySetting[] = [{ kind: 'system' }, { kind: 'manual', url: 'proxy:1', user: '', bypass: [] }];
    for (const proxy of proxies) expect(await choose(proxy, { resolver }, 'http://127.0.0.1:5000/')).toEqual({ kind: 'direct' });
  });

  it('for http differs from that for https in the environment, as in other programs', async () => {
    const ways = (env: NodeJS.ProcessEnv) =>
      Promise.all(['https', 'http'].map((scheme) => choose({ kind: 'system' }, { env }, `${scheme}://neo.example/`)));
    expect(await ways({ HTTPS_PROXY: 'http://p.example:1' })).toMatchObject([{ host: 'p.example' }, { kind: 'direct' }]);
    expect(await ways({ http_proxy: 'http://p.example:1' })).toMatchObject([{ kind: 'direct' }, { host: 'p.example' }]);
    expect(await ways({ ALL_PROXY: 'http://p.example:1' })).toMatchObject([{ host: 'p.example' }, { host: 'p.example' }]);
  });

  it('is the manual proxy, with its user', async () => {
    const proxy: ProxySetting = { kind: 'manual', url: 'proxy:8080', user: 'u', bypass: ['in.example'] };
    expect(await choose(proxy, { password: 'p' })).toMatchObject({
      host: 'proxy',
      port: 8080,
      credentials: { user: 'u', password: 'p' },
      from: 'manual',
    });
    expect(await choose(proxy, { password: 'p' }, 'https://neo.in.example/')).toEqual({ kind: 'direct' });
  });

  it('is the system’s on a desktop and the environment’s without a desktop', async () => {
    const env = { https_proxy: 'http://env:3', no_proxy: 'in.example' };
    expect(await choose({ kind: 'system' }, { resolver, env })).toMatchObject({ host: 'system', from: 'system' });
    expect(await choose({ kind: 'system' }, { env })).toMatchObject({ host: 'env', from: 'environment' });
    expect(await choose({ kind: 'system' }, { env }, 'https://neo.in.example/')).toEqual({ kind: 'direct' });
    expect(await choose({ kind: 'system' }, { env: { https_proxy: 'socks5://s:1' } })).toBe('proxy-socks');
    expect(await choose({ kind: 'system' }, { env: { https_proxy: 'http://a b' } })).toBe('proxy-not-resolved');
  });

  it('follows a script if one can be run', async () => {
    const proxy = { kind: 'pac', url: 'https://script.example/p.pac' } as const;
    expect(await choose(proxy, { resolver })).toMatchObject({ host: 'script.example', port: 2, from: 'pac' });
    expect(await choose(proxy)).toBe('pac-unavailable');
    expect(await choose(proxy, { resolver: { ...resolver, script: () => Promise.reject(new Error('no')) } })).toBe('proxy-not-resolved');
    expect(await choose(proxy, { resolver: { ...resolver, script: async () => 'SOCKS s:1' } })).toBe('proxy-socks');
  });
});

it.each([
  [['neo.example', 'Zscaler Root CA'], 'Zscaler'],
  [['i-FILTER CA'], 'i-FILTER'],
  [['Demo Shoji Internal CA'], ''],
  [['DigiCert Global Root G2', 'Amazon RSA 2048 M01'], ''],
  [['ISRG Root X1', "Let's Encrypt"], ''],
])('%j is inspected by %j', (names, product) => {
  expect(findInspectionProduct(names)).toBe(product);
});
