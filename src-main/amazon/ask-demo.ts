import { randomUUID } from 'node:crypto';
import { createConnectionReason, type LayerVerdict } from '#shared/domain/integration/connection-test/connection-test.ts';
import { DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { DIRECT_NETWORK } from '../network/network.ts';
import { NetworkProblem } from '../network/problem.ts';
import { createAmazonHttp } from './amazon-http.ts';
import { writeSetupRequest } from './cxml-request.ts';
import { judgeSetup } from './judge-answer.ts';
import { createRedact } from './redact.ts';

export interface DemoPunchoutRequest {
  /** Origin of the demo company's Amazon. */
  readonly origin: string;
  readonly sharedSecret: string;
  readonly systemLogin: string;
  readonly workEmail: string;
  readonly signal: AbortSignal;
}

/**
 * Sends a person's punchout request to the demo company's Amazon, which runs on this machine, and returns the response. Failures are
 * results; throws only the signal's reason.
 */
export async function requestDemoPunchout({
  origin,
  sharedSecret,
  systemLogin,
  workEmail,
  signal,
}: DemoPunchoutRequest): Promise<LayerVerdict> {
  const destination = SecretDestination.of('demo', new URL(new URL(DEMO_PUNCHOUT_URL).pathname, origin).href);
  if (typeof destination === 'string') throw new Error(`the demo company's Amazon is not on this machine: ${destination}`);
  const http = createAmazonHttp(DIRECT_NETWORK);
  const at = Date.now();
  try {
    const document = writeSetupRequest({
      identity: systemLogin,
      sharedSecret,
      userAgent: 'Tsunagi rehearsal',
      payloadId: `${at}.${randomUUID()}@tsunagi.invalid`,
      timestamp: new Date(at).toISOString(),
      deploymentMode: 'production',
      buyerCookie: randomUUID(),
      userEmail: workEmail,
      returnAddress: 'https://tsunagi.invalid/punchout-return',
    });
    const answer = await http.ask({ destination, method: 'POST', document }, signal);
    return judgeSetup(answer, createRedact([sharedSecret]));
  } catch (error) {
    if (!(error instanceof NetworkProblem)) throw error;
    return { failed: [createConnectionReason(error.reason, error.params)], warned: [], facts: {} };
  } finally {
    await http.close();
  }
}
