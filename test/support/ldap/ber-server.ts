import { createServer as createTcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { CERTIFICATES } from '../network/certificates.ts';
import { type Listening, listen } from '../network/servers.ts';

/** Encodes one BER element. */
export function tlv(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));
  const length = content.length < 0x80 ? Buffer.from([content.length]) : Buffer.from([0x83, ...bytesOf(content.length, 3)]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

const bytesOf = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => (value >> (8 * (count - 1 - at))) & 0xff);
const int = (value: number, tag = 0x02): Buffer => tlv(tag, Buffer.from(bytesOf(value, 4)));

const message = (id: number, operation: Buffer, ...more: readonly Buffer[]): Buffer => tlv(0x30, int(id), operation, ...more);
const result = (tag: number, code: number, text: string): Buffer => tlv(tag, int(code, 0x0a), tlv(0x04), tlv(0x04, text));

/** Builds responses of a directory server. */
export const answers = {
  bind: (id: number, code = 0, text = ''): Buffer => message(id, result(0x61, code, text)),
  extended: (id: number, code = 0, text = ''): Buffer => message(id, result(0x78, code, text)),
  entry: (id: number, name: string, attributes: Readonly<Record<string, readonly (Buffer | string)[]>>): Buffer =>
    message(
      id,
      tlv(
        0x64,
        tlv(0x04, name),
        tlv(
          0x30,
          ...Object.entries(attributes).map(([attribute, values]) =>
            tlv(0x30, tlv(0x04, attribute), tlv(0x31, ...values.map((value) => tlv(0x04, value)))),
          ),
        ),
      ),
    ),
  reference: (id: number, url: string): Buffer => message(id, tlv(0x73, tlv(0x04, url))),
  /** If `cookie` is omitted, the server does not support paging. */
  done: (id: number, { code = 0, text = '', cookie }: { code?: number; text?: string; cookie?: string } = {}): Buffer =>
    message(
      id,
      result(0x65, code, text),
      ...(cookie === undefined
        ? []
        : [tlv(0xa0, tlv(0x30, tlv(0x04, '1.2.840.113556.1.4.319'), tlv(0x04, tlv(0x30, int(0), tlv(0x04, cookie)))))]),
    ),
};

export interface ReceivedRequest {
  readonly kind: 'bind' | 'search' | 'extended' | 'unbind' | 'other';
  readonly id: number;
  /** The complete message. */
  readonly bytes: Buffer;
}

export interface BerServer extends Listening {
  readonly requests: ReceivedRequest[];
  /** Number of connections opened so far. */
  connections(): number;
}

const KINDS: Readonly<Record<number, ReceivedRequest['kind']>> = { 96: 'bind', 99: 'search', 119: 'extended', 66: 'unbind' };

/**
 * Starts a directory server whose responses a test defines, over LDAPS, without encryption, or with StartTLS after an accepted StartTLS
 * request. Searches are counted from 1.
 */
export async function startBerServer(
  answer: (request: ReceivedRequest, socket: Socket, searches: number) => Buffer | readonly Buffer[] | null,
  { protection = 'ldaps' }: { readonly protection?: 'ldaps' | 'starttls' | 'none' } = {},
): Promise<BerServer> {
  const requests: ReceivedRequest[] = [];
  let [connections, searches] = [0, 0];
  const serve = (socket: Socket): void => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const request = readRequest(bytes);
      requests.push(request);
      if (request.kind === 'extended' && protection === 'starttls') {
        socket.removeAllListeners('data');
        socket.write(answers.extended(request.id));
        serve(new TLSSocket(socket, { isServer: true, ...CERTIFICATES.server }));
        return;
      }
      if (request.kind === 'search') searches++;
      for (const part of [answer(request, socket, searches) ?? []].flat()) if (!socket.destroyed) socket.write(part);
    });
  };
  const accept = (socket: Socket): void => {
    connections++;
    serve(socket);
  };
  const server = protection === 'ldaps' ? createTlsServer({ ...CERTIFICATES.server }, accept) : createTcpServer(accept);
  return { ...(await listen(server)), requests, connections: () => connections };
}

/** This client sends small requests, so each arrives in one segment. */
function readRequest(bytes: Buffer): ReceivedRequest {
  const start = 2 + ((bytes[1] as number) < 0x80 ? 0 : (bytes[1] as number) & 0x7f);
  const length = bytes[start + 1] as number;
  const id = bytes.readUIntBE(start + 2, length);
  return { kind: KINDS[bytes[start + 2 + length] as number] ?? 'other', id, bytes };
}
