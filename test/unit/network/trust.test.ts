import { describe, expect, it } from 'vitest';
import type { Network } from '#main/network/network.ts';
import { getBareContext, getSecureContext } from '#main/network/tls/trust.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';

const network = (extraCa: readonly string[], systemStore = false): Pick<Network, 'trust' | 'clientCertificate'> => ({
  trust: { extraCa: [...extraCa], systemStore },
  clientCertificate: null,
});
const { ca, server } = CERTIFICATES;

describe('what TLS needs to know', () => {
  it('is created once for the same authorities, however often they are given', () => {
    const first = getSecureContext(network([ca.cert], true));
    expect(getSecureContext(network([ca.cert], true))).toBe(first);
    expect(getBareContext(network([ca.cert], true))).toBe(first);
  });

  it('is another one for other authorities', () => {
    const all = [network([]), network([], true), network([ca.cert]), network([ca.cert, server.cert])].map(getSecureContext);
    expect(new Set(all).size).toBe(4);
  });

  it('shows a client certificate only to the server of its company', () => {
    const bare = network([ca.cert]);
    const own = { ...bare, clientCertificate: { kind: 'pem', certificate: server.cert, key: server.key } as const };
    expect(getSecureContext(own)).not.toBe(getSecureContext(bare));
    expect(getSecureContext(own)).toBe(getSecureContext(own));
    expect(getSecureContext({ ...own })).not.toBe(getSecureContext(own));
    expect(getBareContext(own)).toBe(getSecureContext(bare));
  });

  it('is remembered of the companies that were at work last', () => {
    const first = getSecureContext(network(['', 'the first']));
    const second = getSecureContext(network(['', 'the second']));
    for (const name of ['3', '4']) getSecureContext(network(['', name]));
    expect(getSecureContext(network(['', 'the first']))).toBe(first);
    getSecureContext(network(['', '5']));
    expect(getSecureContext(network(['', 'the first']))).toBe(first);
    expect(getSecureContext(network(['', 'the second']))).not.toBe(second);
  });
});
