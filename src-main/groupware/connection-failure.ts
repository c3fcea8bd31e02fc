import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { NetworkReason } from '#shared/domain/integration/connection-test/connection-reasons-network.ts';
import { type Network, toEndpoint } from '../network/network.ts';
import { type NetworkProblem, toRequestProblem } from '../network/problem.ts';
import { requestRefusedPeer } from '../network/sockets/peer.ts';
import { findCertificateRefusal } from '../network/sockets/routed-connection.ts';

/** Parts of a response that can time out, with their names in messages. */
const PHASES: Readonly<Record<string, string>> = { headers: 'answer', body: 'body', whole: 'whole' };

/** Time limit in milliseconds for connecting to a failed server again to find the reason. */
const DIAGNOSIS_TIMEOUT_MS = 3_000;

/** Finds the reason of a network error below HTTP, as `params.reason` (`NetworkReason`). `url` is the called address. */
export async function findConnectionFailure(
  error: unknown,
  url: URL,
  network: Network,
  signal: AbortSignal | undefined,
): Promise<ExpectedError> {
  if (signal?.aborted) return new ExpectedError('cancelled');
  const first = toRequestProblem(error, network.clientCertificate !== null);
  const limits = { timeoutMs: Math.min(DIAGNOSIS_TIMEOUT_MS, network.timeouts.connectMs), signal };
  // A server that refuses the client certificate may close the connection before the refusal is read.
  const hungUp = url.protocol === 'https:' && (first.reason === 'answer-cut' || first.reason === 'connection-reset');
  const problem = (hungUp ? await findCertificateRefusal(network, toEndpoint(url), limits) : null) ?? first;
  const { reason, params } = problem;
  const address = url.host;
  const code = codeOf(problem);
  if (reason === 'tcp-timeout') return new ExpectedError('server-timeout', { address, phase: 'connect', reason });
  if (reason === 'answer-timeout')
    return new ExpectedError('server-timeout', { address, phase: PHASES[String(params['phase'])] ?? 'answer', reason });
  if (reason === 'answer-too-large') return new ExpectedError('server-answer-invalid', { address, why: 'too-large', reason });
  if (reason.startsWith('tls-')) {
    const peer = await requestRefusedPeer(network, toEndpoint(url), limits);
    const issuer = peer?.issuer ?? '';
    return new ExpectedError('server-tls', { address, reason, issuer, detail: issuer === '' ? code : `${code}: ${issuer}` });
  }
  return createUnreachableServerError(address, reason, code);
}

/**
 * Creates the failure of a request without a response from NEO. `why` selects the explanation, which states only facts that follow from
 * `reason`.
 */
export const createUnreachableServerError = (address: string, reason: NetworkReason, detail: string = reason): ExpectedError =>
  new ExpectedError('server-unreachable', { address, reason, detail, why: explanationOf(reason) });

function explanationOf(reason: NetworkReason): string {
  if (reason === 'answer-cut') return 'cut';
  if (reason === 'answer-not-http') return 'notHttp';
  if (reason === 'dns-not-found' || reason === 'dns-failed') return 'name';
  if (reason.startsWith('tcp-') || reason === 'connection-reset') return 'refused';
  return /^(?:proxy|pac|http-by-proxy)/.test(reason) ? 'proxy' : 'unknown';
}

/** Returns the error code of the system or proxy, for network administrators. */
function codeOf({ reason, params }: NetworkProblem): string {
  if (typeof params['code'] === 'string' && params['code'] !== '') return params['code'];
  return typeof params['status'] === 'number' && params['status'] > 0 ? `${reason} ${params['status']}` : reason;
}
