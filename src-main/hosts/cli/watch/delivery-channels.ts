import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { type DeliveryChannel, getOutboxFileName, type OutboxEntry, type WatchOutbox } from '../../../app/reports/watch-outbox.ts';
import { type DeliveryMessage, DeliveryProblem, pauseFor, sendWithRetries } from '../../../delivery/channel.ts';
import { getDefaultProtection, type MailResult, type MailServer, sendMail } from '../../../delivery/mail.ts';
import { parseWebhook, postWebhook, type WebhookAddress } from '../../../delivery/webhook.ts';
import type { WebhookForm } from '../../../delivery/webhook-body.ts';
import { readFilePatientlyAsync } from '../../../disk/held-files.ts';
import { DIRECT_NETWORK, type Network } from '../../../network/network.ts';
import { chooseRoute } from '../../../network/proxy/choose-route.ts';
import { parseCertificateFile } from '../../../network/tls/certificates.ts';
import { listAuthorities } from '../../../network/tls/trust.ts';
import { toStorageFailure } from '../../../storage/storage-failure.ts';
import type { OptionValues, WATCH_COMMAND } from '../options/definitions.ts';
import { UsageError } from '../options/usage-error.ts';
import { createWatchSecrets } from '../secrets/watch-secrets.ts';
import { parseMailAddress, parseMailHost, parseWebhookName } from './mail-options.ts';
import type { WatchOutput } from './watch-log.ts';

type Values = OptionValues<typeof WATCH_COMMAND.options>;

/** Channels of a run; `null` = not used. */
export interface DeliveryChannels {
  readonly mail: { readonly server: MailServer; readonly from: string; readonly to: readonly string[] } | null;
  readonly webhook: { readonly address: WebhookAddress; readonly form: WebhookForm; readonly network: Network } | null;
}

/**
 * Returns the channels of the options. Throws UsageError, secret-not-set, `keychain-*` before any list is read, so that a run that could
 * not report does not start.
 */
export async function createDeliveryChannels(values: Values, translate: Translate): Promise<DeliveryChannels> {
  const secrets = createWatchSecrets();
  const extraCa = values.ca === undefined ? [] : await authoritiesIn(values.ca);
  const trust = { extraCa, systemStore: extraCa.length > 0 };
  return { mail: await mailOf(), webhook: await webhookOf() };

  async function mailOf(): Promise<DeliveryChannels['mail']> {
    const { smtp, 'smtp-user': user, 'mail-from': from, 'mail-to': to, 'smtp-protection': chosen } = values;
    if (smtp === undefined && from === undefined && to.length === 0 && user === undefined) return null;
    if (smtp === undefined || from === undefined || to.length === 0) throw new UsageError(translate('cli.usage.mailIncomplete'));
    const { host, port, isLocal } = parseMailHost(smtp, translate);
    const protection = chosen ?? getDefaultProtection(port, isLocal);
    if (protection === 'none' && user !== undefined && !isLocal) throw new UsageError(translate('cli.usage.unprotectedLogin'));
    const addresses = {
      from: parseMailAddress('--mail-from', from, translate),
      to: [...new Set(to.map((address) => parseMailAddress('--mail-to', address, translate)))],
    };
    const login = user === undefined ? null : { user, password: await secrets.require({ kind: 'mail', user, host, port }) };
    return { server: { host, port, protection, login, authorities: extraCa.length === 0 ? null : listAuthorities(trust) }, ...addresses };
  }

  async function webhookOf(): Promise<DeliveryChannels['webhook']> {
    if (values.webhook === undefined) return null;
    const address = parseWebhook(await secrets.require({ kind: 'webhook', name: parseWebhookName(values.webhook, translate) }));
    if (address === null) throw new UsageError(translate('cli.usage.webhookAddress'));
    const { href } = address.destination.address;
    const route = await chooseRoute(href, { proxy: { kind: 'system' }, password: null, resolver: null, env: process.env });
    return { address, form: values['webhook-form'], network: { ...DIRECT_NETWORK, route, trust } };
  }
}

const MAX_CA_BYTES = 1 << 20;
async function authoritiesIn(path: string): Promise<readonly string[]> {
  const content = await readFilePatientlyAsync(path).catch(() =>
    Promise.reject(new ExpectedError('file-unreadable', { file: basename(path) })),
  );
  const wrong = new ExpectedError('file-kind-wrong', { file: basename(path) });
  if (content.length > MAX_CA_BYTES) throw wrong;
  try {
    return parseCertificateFile(content);
  } catch {
    throw wrong;
  }
}

/** Time limit for sending all waiting messages, in milliseconds. */
const MAX_DURATION_MS = 5 * 60_000;

/**
 * Sends waiting messages, oldest first. A channel that fails is not tried again in this run and keeps its messages; a refused address does
 * not affect other recipients. Each success is recorded before the next send, in space reserved beforehand. After `signal` the remaining
 * messages stay and are reported. Returns whether a message with new findings was sent. Throws delivery-failed, file-not-writable,
 * `storage-*`.
 */
export async function sendWaitingMessages(
  outbox: WatchOutbox,
  ways: DeliveryChannels,
  output: WatchOutput,
  signal = AbortSignal.timeout(MAX_DURATION_MS),
): Promise<{ readonly hasNews: boolean }> {
  const { entries, unreadable } = await outbox.list();
  for (const name of unreadable) output.warn(output.translate('cli.watch.unreadable', { file: name }));
  const failed = new Map<DeliveryChannel, DeliveryProblem>();
  const refused = new Set<string>();
  const isOver = (way: DeliveryChannel): boolean => signal.aborted || (failed.get(way)?.fault ?? 'recipient') !== 'recipient';
  const sent = new Map<DeliveryChannel, number>();
  const late = new Set<DeliveryChannel>();
  let waiting = 0;
  let elsewhere = 0;
  let hasNews = false;
  for (const first of entries) {
    let entry = first;
    for (const way of first.left) {
      if (ways[way] === null) elsewhere++;
      else if (isOver(way)) {
        late.add(way);
        waiting++;
      } else {
        const { after, problem } = await sendEntry(outbox, entry, way, ways, refused, signal, output);
        entry = after;
        if (after.left.includes(way)) waiting++;
        if (problem !== null) failed.set(way, problem);
        else {
          sent.set(way, (sent.get(way) ?? 0) + 1);
          hasNews ||= tellsNews(entry);
        }
      }
    }
  }
  for (const [way, count] of sent) {
    output.result({ type: 'sent', way, count });
    output.print(output.translate('cli.watch.sent', { way, count }));
  }
  if (elsewhere > 0) output.print(output.translate('cli.watch.waiting', { count: elsewhere }));
  const problems = [
    ...[...failed].map(([way, { fault, status }]) => ({ way, fault, ...(status !== null && { status }), ...(waiting > 0 && { waiting }) })),
    ...[...late].filter((way) => !failed.has(way)).map((way) => ({ way, fault: 'over', waiting })),
  ];
  for (const problem of problems.slice(1))
    output.warn(
      [output.translate('error.delivery-failed.what', problem), output.translate('error.delivery-failed.why', wordsOf(problem))].join(' '),
    );
  const [problem] = problems;
  if (problem !== undefined) throw new ExpectedError('delivery-failed', problem);
  return { hasNews };
}

const tellsNews = ({ numbers }: OutboxEntry): boolean => (numbers['new'] ?? 0) + (numbers['back'] ?? 0) > 0;

const wordsOf = (problem: { readonly way: string; readonly fault: string; readonly status?: number; readonly waiting?: number }) => ({
  status: 'none',
  waiting: 'none',
  ...problem,
});

interface SentEntry {
  readonly after: OutboxEntry;
  /** Failure of this channel, for all or some recipients; `null` = sent. */
  readonly problem: DeliveryProblem | null;
}

/**
 * Sends an entry through one channel, records the result, and returns the remaining entry. `refused` collects addresses refused in this
 * run, which are not tried again.
 */
async function sendEntry(
  outbox: WatchOutbox,
  entry: OutboxEntry,
  way: DeliveryChannel,
  ways: DeliveryChannels,
  refused: Set<string>,
  signal: AbortSignal,
  output: WatchOutput,
): Promise<SentEntry> {
  const content = await outbox.attachmentOf(entry);
  if (content === null && entry.attachment !== null)
    output.warn(output.translate('cli.watch.reportGone', { file: basename(outbox.attachmentPath(entry.run)) }));
  const message: DeliveryMessage = {
    id: entry.id,
    at: entry.at,
    title: entry.title,
    text: entry.text,
    brief: entry.brief,
    numbers: entry.numbers,
    attachment: entry.attachment === null || content === null ? null : { name: entry.attachment, content },
  };
  const missing = way === 'mail' ? (ways.mail?.to ?? []).filter((address) => !entry.mailed.includes(address)) : [];
  const wanted = missing.filter((address) => !refused.has(address));
  await outbox.prepare(entry, wanted);
  let mailed: MailResult | null;
  try {
    mailed = await send(message, way, ways, wanted, signal);
  } catch (error) {
    if (error instanceof DeliveryProblem && error.fault === 'unconfirmed') return noteUnconfirmed(outbox, entry, wanted, missing, error);
    outbox.giveBack(entry);
    if (!(error instanceof DeliveryProblem)) throw error;
    if (error.fault === 'recipient') for (const address of wanted) refused.add(address);
    return { after: entry, problem: error };
  }
  for (const address of mailed?.refused ?? []) refused.add(address);
  const isLeft = missing.some((address) => refused.has(address));
  const after: OutboxEntry = {
    ...entry,
    mailed: [...entry.mailed, ...(mailed?.taken ?? [])],
    left: isLeft ? entry.left : entry.left.filter((each) => each !== way),
  };
  try {
    await outbox.note(after);
  } catch (error) {
    output.warn(output.translate('cli.watch.sentUnkept', { file: getOutboxFileName(entry.run) }));
    throw toStorageFailure(error) ?? error;
  }
  const count = mailed?.refused.length ?? 0;
  if (count > 0) output.warn(output.translate('cli.watch.partly', { count }));
  return { after, problem: isLeft ? new DeliveryProblem('recipient') : null };
}

/**
 * A mail that its server received without confirming is sent once more by the next run. If that is not confirmed either, it counts as
 * sent, so that recipients get at most one extra copy.
 */
async function noteUnconfirmed(
  outbox: WatchOutbox,
  entry: OutboxEntry,
  wanted: readonly string[],
  missing: readonly string[],
  problem: DeliveryProblem,
): Promise<SentEntry> {
  const before = new Set(entry.unconfirmed);
  const isLeft = missing.some((address) => !wanted.includes(address) || !before.has(address));
  const after: OutboxEntry = {
    ...entry,
    unconfirmed: [...new Set([...before, ...wanted])],
    mailed: [...entry.mailed, ...wanted.filter((address) => before.has(address))],
    left: isLeft ? entry.left : entry.left.filter((each) => each !== 'mail'),
  };
  await outbox.note(after);
  return { after, problem };
}

/** Sends a message that is not stored: the failure of a run. If the next run fails too, it sends its own. */
export async function sendUnstoredMessage(message: DeliveryMessage, ways: DeliveryChannels, output: WatchOutput): Promise<void> {
  for (const way of ['mail', 'webhook'] as const)
    try {
      if (ways[way] !== null) await send(message, way, ways, ways.mail?.to ?? [], AbortSignal.timeout(MAX_DURATION_MS));
    } catch (error) {
      if (!(error instanceof DeliveryProblem)) throw error;
      output.warn(output.translate('error.delivery-failed.what', { way }));
    }
}

/** Sends a message through one channel to `to` (recipients of a mail). Returns `null` if there is no recipient, or if it is not a mail. */
async function send(
  message: DeliveryMessage,
  way: DeliveryChannel,
  { mail, webhook }: DeliveryChannels,
  to: readonly string[],
  signal: AbortSignal,
): Promise<MailResult | null> {
  if (way === 'mail' && mail !== null)
    return to.length === 0 ? null : sendWithRetries(() => sendMail(mail.server, mail.from, to, message), pauseFor, signal);
  if (way === 'webhook' && webhook !== null)
    await sendWithRetries(() => postWebhook(webhook.address, webhook.form, message, webhook.network), pauseFor, signal);
  return null;
}
