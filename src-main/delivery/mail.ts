import { type DeliveryFault, type DeliveryMessage, DeliveryProblem } from './channel.ts';

/** A mail server and its protocol. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `starttls`: no mail or login is sent before TLS is established. `none`: unencrypted. */
  readonly protection: 'tls' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Trusted authorities as PEM; `null` = Node's. */
  readonly authorities: readonly string[] | null;
}

/** Returns the protection to use if none is configured. `isLocal`: the server is on this machine. */
export const getDefaultProtection = (port: number, isLocal: boolean): MailServer['protection'] =>
  port === 465 ? 'tls' : isLocal ? 'none' : 'starttls';

/** Accepted and refused recipients, with addresses as the caller wrote them. */
export interface MailResult {
  readonly taken: readonly string[];
  readonly refused: readonly string[];
}

const MAX_DURATION_MS = 120_000;

/**
 * Sends one mail. Throws `DeliveryProblem` if no recipient was accepted; its fault is `unconfirmed` if the connection ended after the mail
 * was sent and before the response.
 */
export async function sendMail(
  { host, port, protection, login, authorities }: MailServer,
  from: string,
  to: readonly string[],
  { id, at, title, text, attachment }: DeliveryMessage,
): Promise<MailResult> {
  const { createTransport } = await import('nodemailer');
  let isHandedOver = false;
  const transport = createTransport({
    host,
    port,
    secure: protection === 'tls',
    requireTLS: protection === 'starttls',
    ignoreTLS: protection === 'none',
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    dnsTimeout: 15_000,
    allowInternalNetworkInterfaces: true,
    // Only the library's log states that the whole mail was sent.
    logger: loggerOf((entry) => {
      isHandedOver ||= entry['tnx'] === 'message';
    }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(authorities && { ca: [...authorities] }) },
    // All content is in memory, so the library must not open files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DeliveryProblem('timeout')), MAX_DURATION_MS);
  try {
    const sent = transport.sendMail({
      from,
      envelope: { from, to: [...to] },
      to: [...to],
      subject: title,
      text,
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      date: new Date(at),
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: attachment === null ? [] : [{ filename: attachment.name, content: Buffer.from(attachment.content) }],
    });
    const { rejected } = await Promise.race([sent, late.promise]);
    // The library converts domains to lower case; callers compare with the addresses they passed.
    const names = new Set(rejected.map((address) => address.toLowerCase()));
    const isRefused = (address: string): boolean => names.has(address.toLowerCase());
    return { taken: to.filter((address) => !isRefused(address)), refused: to.filter(isRefused) };
  } catch (error) {
    const problem = error instanceof DeliveryProblem ? error : problemOf(error);
    const isUnanswered = problem.status === null && (problem.fault === 'unreachable' || problem.fault === 'timeout');
    throw isHandedOver && isUnanswered ? new DeliveryProblem('unconfirmed') : problem;
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

/** Returns a logger for the library that passes the fields of each entry to `note`. */
function loggerOf(note: (entry: Readonly<Record<string, unknown>>) => void) {
  const log = (entry: unknown): void => {
    if (typeof entry === 'object' && entry !== null) note(entry as Readonly<Record<string, unknown>>);
  };
  return { level: () => undefined, trace: log, debug: log, info: log, warn: log, error: log, fatal: log };
}

const WAY: Readonly<Record<string, DeliveryFault>> = {
  EDNS: 'unreachable',
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  ETIMEDOUT: 'timeout',
  ETLS: 'noTls',
  EAUTH: 'login',
  ENOAUTH: 'login',
  EENVELOPE: 'recipient',
  EMESSAGE: 'refused',
};
/**
 * Responses to MAIL FROM that do not concern the sender's address: a login is required (RFC 4954), or the message is too large (RFC 1870).
 */
const SENDER_FAULTS: Readonly<Record<number, DeliveryFault>> = { 530: 'login', 552: 'refused' };
/** Messages of OpenSSL and Node for an untrusted certificate. */
const CERTIFICATE = /certificate|self[- ]signed|altname|ERR_TLS|ERR_SSL|SSL routines|handshake/i;

function problemOf(error: unknown): DeliveryProblem {
  const { code, responseCode, message, command } = (error ?? {}) as Readonly<
    Partial<Record<'code' | 'responseCode' | 'message' | 'command', unknown>>
  >;
  const status = typeof responseCode === 'number' && responseCode > 0 ? responseCode : null;
  // All 4xx codes of SMTP are temporary.
  if (status !== null && status >= 400 && status < 500) return new DeliveryProblem('busy', status);
  // The library reports any envelope error with the same code; the command shows that it concerns the sender.
  if (command === 'MAIL FROM' && code === 'EENVELOPE') return new DeliveryProblem(SENDER_FAULTS[status ?? 0] ?? 'sender', status);
  const fault = WAY[String(code)] ?? 'failed';
  const isAboutTls =
    (fault === 'unreachable' || fault === 'noTls' || fault === 'failed') && CERTIFICATE.test(`${String(message)} ${String(code)}`);
  return new DeliveryProblem(isAboutTls && !/STARTTLS/i.test(String(message)) ? 'tls' : fault, status);
}
