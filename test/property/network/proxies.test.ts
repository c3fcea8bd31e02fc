import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProxyRoute } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { isBypassed } from '#main/network/proxy/bypass.ts';
import { parsePacAnswer } from '#main/network/proxy/pac-answer.ts';
import { parseProxyAddress, readEnvironmentProxy } from '#main/network/proxy/proxy-address.ts';
import { openTcp } from '#main/network/sockets/open-tcp.ts';
import { openTunnel } from '#main/network/sockets/open-tunnel.ts';
import { splitCertificates } from '#main/network/tls/certificates.ts';
import { CertificateError, encryptCertificate } from '#main/network/tls/client-certificate.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { type Listening, listenRaw } from '../../support/network/servers.ts';

const host = fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join('.')}.example`);
const port = fc.integer({ min: 1, max: 65_535 });

describe('text from outside', () => {
  it('given as a proxy is an address or an error, and the address prints as it was read', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.tuple(host, port).map(([name, at]) => `${name}:${at}`),
        ),
        (text) => {
          const parsed = parseProxyAddress(text);
          if (typeof parsed === 'string') return;
          const { secure, host: name, port: at } = parsed;
          const again = `${secure ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${at}`;
          expect(parseProxyAddress(again)).toEqual(parsed);
        },
      ),
    );
  });

  it('in the environment never shows the password', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9%:@/]{1,12}$/), host, port, (password, name, at) => {
        const secret = `S3CRET${password}`;
        const { shown, proxy } = readEnvironmentProxy({ https_proxy: `http://user:${encodeURIComponent(secret)}@${name}:${at}` });
        expect(shown).not.toContain('S3CRET');
        expect(proxy?.credentials).toEqual({ user: 'user', password: secret });
      }),
    );
  });

  it('from a script is a proxy, a direct connection, or reported as unusable', () => {
    fc.assert(
      fc.property(fc.string(), (answer) => {
        const read = parsePacAnswer(answer, 'system');
        expect(read === null || read === 'socks' || read === 'unreadable' || read.kind === 'proxy').toBe(true);
      }),
    );
  });

  it('as certificates is read or refused, never anything else', async () => {
    const pem = CERTIFICATES.client.cert + CERTIFICATES.client.key;
    const mutated = fc
      .tuple(fc.nat(pem.length), fc.nat(pem.length), fc.string({ maxLength: 8 }))
      .map(([a, b, text]) => pem.slice(0, Math.min(a, b)) + text + pem.slice(Math.max(a, b)));
    fc.assert(
      fc.property(mutated, (text) => {
        try {
          splitCertificates(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          mutated.map((text) => new TextEncoder().encode(text)),
          fc.uint8Array({ maxLength: 200 }),
        ),
        fc.string({ maxLength: 5 }),
        async (file, passphrase) => {
          await encryptCertificate([file], passphrase).catch((error: unknown) => expect(error).toBeInstanceOf(CertificateError));
        },
      ),
    );
  });
});

describe('what is reached directly', () => {
  it('covers everything below a domain, and nothing outside it', () => {
    fc.assert(
      fc.property(host, host, port, (domain, below, at) => {
        expect(isBypassed([domain], { host: domain.toUpperCase(), port: at })).toBe(true);
        expect(isBypassed([`.${domain}`], { host: `${below}.${domain}`, port: at })).toBe(true);
        expect(isBypassed([domain], { host: `x${domain}`, port: at })).toBe(false);
        expect(isBypassed([`${domain}:${at}`], { host: domain, port: at === 1 ? 2 : 1 })).toBe(at === (at === 1 ? 2 : 1));
      }),
    );
  });
});

describe('a proxy with arbitrary answers', () => {
  let answer: Uint8Array = new Uint8Array();
  let proxy: Listening;
  beforeAll(async () => {
    proxy = await listenRaw((socket) => {
      socket.once('data', () => socket.end(answer));
    });
  });
  afterAll(() => proxy.close());

  it('opens a tunnel or is named, in time', async () => {
    const status = fc
      .tuple(fc.integer({ min: 100, max: 999 }), fc.array(fc.string({ maxLength: 30 }), { maxLength: 3 }))
      .map(([code, headers]) =>
        new TextEncoder().encode(`HTTP/1.1 ${code} x\r\n${headers.map((line) => `Proxy-Authenticate: ${line}\r\n`).join('')}\r\n`),
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(status, fc.uint8Array({ maxLength: 300 })), async (said) => {
        answer = said;
        const limits = { timeoutMs: 2_000 };
        const credentials = { user: 'u', password: 'S3CRET-of-the-proxy' };
        const route: ProxyRoute = { kind: 'proxy', secure: false, host: '127.0.0.1', port: proxy.port, credentials, from: 'manual' };
        try {
          const socket = await openTunnel(await openTcp(route, limits), route, { host: 'neo.example', port: 443 }, limits);
          socket.on('error', () => undefined).destroy();
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkProblem);
          expect((error as NetworkProblem).reason).toMatch(/^proxy-/);
          expect(JSON.stringify(error) + String(error)).not.toContain('S3CRET');
        }
      }),
      { numRuns: 150 },
    );
  });
});
