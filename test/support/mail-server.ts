import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { CERTIFICATES } from './network/certificates.ts';

/** A mail as the server received it. */
export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  /** Headers and parts as received, with their MIME encoding. */
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string;
}

export interface MailServerBehavior {
  /** The only login that the server accepts; if omitted, it accepts any. */
  readonly login?: { readonly user: string; readonly password: string };
  readonly protection?: 'starttls' | 'tls' | 'none';
  /** Recipients that the server rejects as unknown. */
  readonly unknown?: readonly string[];
  /** SMTP error code by sender that the server rejects. */
  readonly foreign?: Readonly<Record<string, number>>;
  /** Number of attempts that the server defers before it accepts a mail. */
  busy?: number;
  /** If true, the server rejects every mail because of its content. */
  refuses?: boolean;
  /** If true, the server accepts the whole mail and closes the connection without a response. */
  cutsAfterData?: boolean;
}

export interface MailServerForTests {
  readonly port: number;
  readonly received: readonly Received[];
  /** Number of attempts to send, accepted or not. */
  attempts(): number;
  close(): Promise<void>;
}

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** Starts a real SMTP server on this machine. `manners` may be changed while it runs. */
export async function startMailServer(manners: MailServerBehavior = {}): Promise<MailServerForTests> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let attempts = 0;
  const { login, protection = 'none', unknown = [], foreign = {} } = manners;
  const { cert, key } = CERTIFICATES.server;
  const server = new SMTPServer({
    authOptional: login === undefined,
    secure: protection === 'tls',
    hideSTARTTLS: protection === 'none',
    ...(protection === 'none' ? { disabledCommands: ['STARTTLS'] } : { cert, key }),
    logger: false,
    onMailFrom({ address }, __, done) {
      attempts++;
      if ((manners.busy ?? 0) > 0) {
        manners.busy = (manners.busy ?? 0) - 1;
        done(refusal(451, '4.7.1 come again later'));
      } else done(foreign[address] === undefined ? null : refusal(foreign[address], '5.7.1 sender refused'));
    },
    onAuth({ username, password }, __, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(refusal(535, `5.7.8 no such user ${username} ${password}`));
    },
    onRcptTo({ address }, __, done) {
      done(unknown.includes(address) ? refusal(550, `5.1.1 <${address}> unknown`) : null);
    },
    onData(stream, { envelope, secure, user }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (manners.refuses) return done(refusal(554, '5.7.0 refused'));
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from,
          raw: Buffer.concat(chunks).toString('utf8'),
          secure,
          user: String(user ?? ''),
        });
        if (manners.cutsAfterData) for (const socket of sockets) socket.destroy();
        else done();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    attempts: () => attempts,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** Returns the subject, the text of the first part as UTF-8, and the attachments of a mail. */
export function partsOf({ raw }: Received): {
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly Buffer[];
  readonly id: string;
} {
  const header = (name: string): string => new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1] ?? '';
  const words = (text: string): string =>
    text
      .replace(/\?=\s+=\?/g, '?==?')
      .replace(/=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
        decoded(coded.replaceAll('_', ' '), kind === 'B' ? 'base64' : 'quoted-printable').toString('utf8'),
      );
  const boundary = /boundary="?([^"\r\n;]+)"?/i.exec(raw)?.[1];
  const parts = boundary === undefined ? [raw] : raw.split(`--${boundary}`).slice(1, -1);
  const bodyOf = (part: string): Buffer => {
    const at = part.search(/\r?\n\r?\n/);
    return decoded(part.slice(at).trim(), /content-transfer-encoding: ([\w-]+)/i.exec(part)?.[1]?.toLowerCase() ?? '7bit');
  };
  const attached = parts.filter((part) => /content-disposition: attachment/i.test(part));
  const [first = ''] = parts.filter((part) => !attached.includes(part));
  return {
    subject: words(header('subject')),
    text: bodyOf(first).toString('utf8'),
    attachments: attached.map(bodyOf),
    id: header('message-id'),
  };
}

function decoded(text: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(text, 'utf8');
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
