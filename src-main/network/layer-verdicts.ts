import {
  type ConnectionFacts,
  type LayerVerdict,
  type ReasonFound,
  reasonFound,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import type { NetworkProblem } from './problem.ts';
import type { Peer } from './sockets/peer.ts';

const DAY_MS = 86_400_000;
const EXPIRY_WARNING_DAYS = 21;

export const passed = (facts: ConnectionFacts = {}, warned: readonly ReasonFound[] = []): LayerVerdict => ({ failed: [], warned, facts });
export const failed = (reason: ReasonFound, facts: ConnectionFacts = {}): LayerVerdict => ({ failed: [reason], warned: [], facts });

/** Converts a network failure to a verdict, with the TLS inspection product if one was recognized. */
export function networkFailure({ reason, params }: NetworkProblem): LayerVerdict {
  const inspected = params['product'] === undefined ? [] : [reasonFound('tls-inspected', params)];
  return { failed: [reasonFound(reason, params), ...inspected], warned: [], facts: params };
}

/** Returns a warning if the certificate expires within three weeks. `now` is in milliseconds since 1970. */
export function expiryWarning({ expiresAt }: Peer, host: string, now: number): readonly ReasonFound[] {
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS);
  return days < EXPIRY_WARNING_DAYS ? [reasonFound('tls-expiring', { host, days, expires: expiresAt })] : [];
}
