import { afterEach, describe, expect, it } from 'vitest';
import { DIRECT_NETWORK, type Network } from '#main/network/network.ts';
import { reachByTls } from '#main/network/sockets/reach.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { type Listening, listenSecurely } from '../../support/network/servers.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Returns which authority verifies a server that sends these certificates after its own, if these are trusted. */
async function voucher(sent: readonly string[], extraCa: readonly string[]): Promise<string> {
  const cert = [CERTIFICATES.server.cert, ...sent].join('');
  const server = await listenSecurely('server', (_, response) => void response.end(), { cert });
  open.push(server);
  const network: Network = { ...DIRECT_NETWORK, trust: { extraCa, systemStore: false } };
  const url = new URL(`https://localhost:${server.port}/`);
  const { peer } = await reachByTls({ url, network, signal: new AbortController().signal });
  return peer.trustedBy;
}

describe('the authority trusted for a server', () => {
  it('is the authority that is trusted, whether or not the server sends it along', async () => {
    expect(await voucher([], [CERTIFICATES.ca.cert])).toBe('extra');
    expect(await voucher([CERTIFICATES.ca.cert], [CERTIFICATES.ca.cert])).toBe('extra');
  });

  it('is not an older, locally unknown authority that the server names above it', async () => {
    // Amazon's servers send such chains: their own authority, signed by one that Node no longer includes.
    expect(await voucher([CERTIFICATES['ca-by-stranger'].cert], [CERTIFICATES.ca.cert])).toBe('extra');
    expect(await voucher([CERTIFICATES['ca-by-stranger'].cert, CERTIFICATES.stranger.cert], [CERTIFICATES.ca.cert])).toBe('extra');
  });
});
