import { type ConnectionFacts, type ReasonFound, reasonFound } from '#shared/domain/integration/connection-test.ts';
import { endpointOf, type Network } from '../network/network.ts';
import { openWay, secureWay } from '../network/open-way.ts';
import { type Peer, refusedPeer, verifiedPeer } from '../network/peer.ts';
import { NetworkProblem } from '../network/problem.ts';
import { resolveName } from '../network/resolve-name.ts';
import { secureContextOf } from '../network/trust.ts';

/** One host and how it is reached. */
export interface Target {
  readonly address: URL;
  readonly network: Network;
}

/** What a step on the way saw. */
export interface Step {
  readonly warned: readonly ReasonFound[];
  readonly facts: ConnectionFacts;
}

/** Addresses that are shown. */
const MOST_ADDRESSES = 4;

const limitsOf = ({ timeouts }: Network, signal: AbortSignal) => ({ timeoutMs: timeouts.connectMs, signal });

/** Asks the system for the host's addresses. */
export async function resolveHost({ address, network }: Target, signal: AbortSignal): Promise<Step> {
  const { host } = endpointOf(address);
  const found = await resolveName(host, limitsOf(network, signal));
  return { warned: [], facts: { host, addresses: found.slice(0, MOST_ADDRESSES).join(', ') } };
}

/** Opens the way to the port, straight or through the proxy, and closes it. */
export async function reachPort({ address, network }: Target, signal: AbortSignal): Promise<Step> {
  const target = endpointOf(address);
  const way = await openWay(network, secureContextOf(network), target, limitsOf(network, signal));
  way.on('error', () => undefined).destroy();
  return { warned: [], facts: { host: target.host, port: target.port } };
}

/** Starts TLS, tells who vouches for whom, and sends nothing. A refusal names the certificate that was refused. */
export async function reachByTls({ address, network }: Target, signal: AbortSignal): Promise<Step> {
  const target = endpointOf(address);
  const context = secureContextOf(network);
  const limits = limitsOf(network, signal);
  const way = await openWay(network, context, target, limits);
  try {
    const socket = await secureWay(network, context, way, target.host, limits);
    const peer = verifiedPeer(socket, network.trust);
    socket.on('error', () => undefined).destroy();
    // Amazon's own certificates are signed by authorities that everybody knows.
    const inspected = peer.inspectedBy !== '' || peer.trustedBy !== 'bundled';
    return {
      warned: inspected ? [reasonFound('tls-inspected', { host: target.host, issuer: peer.issuer, ...productOf(peer) })] : [],
      facts: { host: target.host, issuer: peer.issuer, expires: peer.expiresAt, protocol: peer.protocol, trustedBy: peer.trustedBy },
    };
  } catch (error) {
    if (!(error instanceof NetworkProblem) || error.step !== 'tls') throw error;
    const peer = await refusedPeer(network, target, limits);
    const seen = peer === null ? {} : { subject: peer.subject, issuer: peer.issuer, expires: peer.expiresAt, ...productOf(peer) };
    throw new NetworkProblem(error.reason, 'tls', { ...error.params, ...seen });
  } finally {
    way.on('error', () => undefined).destroy();
  }
}

const productOf = ({ inspectedBy }: Peer): ConnectionFacts => (inspectedBy === '' ? {} : { product: inspectedBy });
