import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { getHeaderValue } from '../network/answers/headers.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import type { Network } from '../network/network.ts';
import { type NetworkProblem, toRequestProblem } from '../network/problem.ts';
import { type DeliveryMessage, DeliveryProblem } from './channel.ts';
import { createWebhookBody, type WebhookForm } from './webhook-body.ts';

/** Address of a webhook. The whole address is secret, because it permits posting. */
export interface WebhookAddress {
  readonly destination: SecretDestination;
  /** Chatwork's additional token; `''` = none. */
  readonly token: string;
}

/** Parses `ADDRESS` or `ADDRESS TOKEN`; `null` unless the address is https (http only on this machine). */
export function parseWebhook(text: string): WebhookAddress | null {
  const [address = '', token = '', ...rest] = text.trim().split(/\s+/);
  const destination = SecretDestination.of('webhook', address);
  if (typeof destination === 'string' || rest.length > 0 || !/^[\x21-\x7e]*$/.test(token)) return null;
  return { destination, token };
}

/** Maximum response size in bytes; only the status is used. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_DURATION_MS = 60_000;

/** Posts a message. Throws `DeliveryProblem`. */
export async function postWebhook(
  { destination, token }: WebhookAddress,
  form: WebhookForm,
  message: DeliveryMessage,
  network: Network,
): Promise<void> {
  const address = new URL(destination.address.href);
  const { contentType, body } = createWebhookBody(form, message);
  const dispatcher = createDispatcher(network, { maxAnswerBytes: MAX_ANSWER_BYTES });
  const whole = AbortSignal.timeout(MAX_DURATION_MS);
  let status: number;
  let pause: number | null;
  try {
    const answer = await dispatcher.request({
      origin: address.origin,
      path: `${address.pathname}${address.search}`,
      method: 'POST',
      headers: { 'content-type': contentType, accept: '*/*', ...(token !== '' && { 'x-chatworktoken': token }) },
      body,
      signal: whole,
    });
    status = answer.statusCode;
    pause = pauseOf(getHeaderValue(answer.headers['retry-after']));
    // The status alone decides whether the message was accepted, so errors in the rest of the response are ignored.
    answer.body.on('error', () => undefined);
    if (status >= 200 && status < 300) return;
  } catch (error) {
    if (whole.aborted) throw new DeliveryProblem('timeout');
    const problem = toRequestProblem(error, false);
    throw new DeliveryProblem(getNetworkFault(problem));
  } finally {
    await dispatcher.destroy();
  }
  throw new DeliveryProblem(faultOfStatus(status), status, pause);
}

function getNetworkFault({ reason, step }: NetworkProblem): DeliveryProblem['fault'] {
  if (step === 'tls') return 'tls';
  return reason.endsWith('timeout') ? 'timeout' : 'unreachable';
}

function faultOfStatus(status: number): DeliveryProblem['fault'] {
  if (status === 408 || status === 429 || status >= 500) return 'busy';
  return status === 401 || status === 403 || status === 404 || status === 410 ? 'login' : 'refused';
}

/** Converts `Retry-After` in seconds to milliseconds; `null` for a date. */
const pauseOf = (text: string): number | null => (/^\d{1,5}$/.test(text) ? Number(text) * 1000 : null);
