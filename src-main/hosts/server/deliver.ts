import type { CheckSchedule } from '#shared/contract/check-schedule.ts';
import { type DeliveryMessage, DeliveryProblem, pauseFor, sendWithRetries } from '../../delivery/channel.ts';
import { parseWebhook, postWebhook } from '../../delivery/webhook.ts';
import { DIRECT_NETWORK } from '../../network/network.ts';
import { chooseRoute } from '../../network/proxy/choose-route.ts';
import type { Log } from '../../storage/log/log.ts';

/** Time limit for one message with its retries, in milliseconds. */
const MAX_DURATION_MS = 5 * 60_000;

/**
 * Sends a message and returns whether it was accepted; one that was not is a warning in the log. `kind` names the message in the log,
 * `about` its subject.
 */
export async function deliver(
  kind: string,
  about: Readonly<Record<string, string>>,
  log: Log,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  try {
    await send(AbortSignal.timeout(MAX_DURATION_MS));
    return true;
  } catch (error) {
    if (!(error instanceof DeliveryProblem)) throw error;
    log.warning(`${kind} not sent`, { ...about, fault: error.fault, status: error.status });
    return false;
  }
}

export interface ChatService {
  readonly form: NonNullable<CheckSchedule['webhook']>;
  /** The address of the sealed secrets; `null` = missing. */
  readonly savedAddress: string | null;
}

/** Posts a message to the chat service of a company. Returns whether it was accepted; otherwise a warning is logged. */
export async function postToChat(
  kind: string,
  company: string,
  { form, savedAddress }: ChatService,
  message: DeliveryMessage,
  log: Log,
): Promise<boolean> {
  return deliver(`${kind} message`, { company }, log, async (signal) => {
    const address = savedAddress === null ? null : parseWebhook(savedAddress);
    if (address === null) throw new DeliveryProblem('login');
    const { href } = address.destination.address;
    const route = await chooseRoute(href, { proxy: { kind: 'system' }, password: null, resolver: null, env: process.env });
    await sendWithRetries(() => postWebhook(address, form, message, { ...DIRECT_NETWORK, route }), pauseFor, signal);
  });
}
