import {
  type ConnectionFacts,
  type ConnectionReason,
  createConnectionReason,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import type { NetworkProblem } from './problem.ts';
import type { Peer } from './sockets/peer.ts';

const DAY_MS = 86_400_000;
const EXPIRY_WARNING_DAYS = 21;

export const createPassedVerdict = (facts: ConnectionFacts = {}, warned: readonly ConnectionReason[] = []): LayerVerdict => ({
  failed: [],
  warned,
  facts,
});
export const createFailedVerdict = (reason: ConnectionReason, facts: ConnectionFacts = {}): LayerVerdict => ({
  failed: [reason],
  warned: [],
  facts,
});

/** Converts a network failure to a verdict, with the TLS inspection product if one was recognized. */
export function toNetworkVerdict({ reason, params }: NetworkProblem): LayerVerdict {
  const inspected = params['product'] === undefined ? [] : [createConnectionReason('tls-inspected', params)];
  return { failed: [createConnectionReason(reason, params), ...inspected], warned: [], facts: params };
}

/** Returns a warning if the certificate expires within three weeks. `now` is in milliseconds since 1970. */
export function findExpiryWarnings({ expiresAt }: Peer, host: string, now: number): readonly ConnectionReason[] {
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS);
  return days < EXPIRY_WARNING_DAYS ? [createConnectionReason('tls-expiring', { host, days, expires: expiresAt })] : [];
}
