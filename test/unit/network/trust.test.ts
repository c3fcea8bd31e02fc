import { describe, expect, it } from 'vitest';
import type { Network } from '#main/network/network.ts';
import { bareContextOf, secureContextOf } from '#main/network/tls/trust.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';

const network = (extraCa: readonly string[], systemStore = false): Pick<Network, 'trust' | 'clientCertificate'> => ({
  trust: { extraCa: [...extraCa], systemStore },
  clientCertificate: null,
});
const { ca, server } = CERTIFICATES;

describe('what TLS needs to know', () => {
  it('is created once for the same authorities, however often they are given', () => {
    const first = secureContextOf(network([ca.cert], true));
    expect(secureContextOf(network([ca.cert], true))).toBe(first);
    expect(bareContextOf(network([ca.cert], true))).toBe(first);
  });

  it('is another one for other authorities', () => {
    const all = [network([]), network([], true), network([ca.cert]), network([ca.cert, server.cert])].map(secureContextOf);
    expect(new Set(all).size).toBe(4);
  });

  it('shows a client certificate only to the server of its company', () => {
    const bare = network([ca.cert]);
    const own = { ...bare, clientCertificate: { kind: 'pem', certificate: server.cert, key: server.key } as const };
    expect(secureContextOf(own)).not.toBe(secureContextOf(bare));
    expect(secureContextOf(own)).toBe(secureContextOf(own));
    expect(secureContextOf({ ...own })).not.toBe(secureContextOf(own));
    expect(bareContextOf(own)).toBe(secureContextOf(bare));
  });

  it('is remembered of the companies that were at work last', () => {
    const first = secureContextOf(network(['', 'the first']));
    const second = secureContextOf(network(['', 'the second']));
    for (const name of ['3', '4']) secureContextOf(network(['', name]));
    expect(secureContextOf(network(['', 'the first']))).toBe(first);
    secureContextOf(network(['', '5']));
    expect(secureContextOf(network(['', 'the first']))).toBe(first);
    expect(secureContextOf(network(['', 'the second']))).not.toBe(second);
  });
});
