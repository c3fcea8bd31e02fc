import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { CERTIFICATES, type CertificateName } from './certificates.ts';

/** A server on this machine. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a free port; closing ends every connection. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Starts an HTTPS server with one of the certificates. */
export const listenSecurely = (name: CertificateName, listener: RequestListener, options: ServerOptions = {}): Promise<Listening> =>
  listen(createSecureServer({ ...CERTIFICATES[name], ...options }, listener));

/** Forwards every request to another server, as a company's load balancer does. */
export const forwardTo =
  (address: string): RequestListener =>
  async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(new URL(String(request.url), address), {
      method: 'POST',
      headers: { 'x-desknets-auth': String(request.headers['x-desknets-auth']) },
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  };

export interface ProxyOptions {
  /** User and password that the proxy requires with Basic authentication. */
  readonly wants?: { readonly user: string; readonly password: string };
  /** Response to every CONNECT, instead of a tunnel. */
  readonly answers?: { readonly status: number; readonly headers?: readonly string[] };
  /** Uses TLS itself, with this certificate. */
  readonly secure?: CertificateName;
  /** Accepts connections and never responds. */
  readonly silent?: boolean;
  /** Target port of every tunnel, regardless of the requested host, so that names need not resolve. */
  readonly leadsTo: number;
}

export interface TestProxy extends Listening {
  /** `host:port` of every CONNECT, in order. */
  readonly asked: string[];
  /** Certificate that each client presented, if the proxy uses TLS; `''` means none. */
  readonly callers: string[];
  /** The headers of the last CONNECT. */
  lastHeaders(): IncomingMessage['headers'];
}

/** Starts a real CONNECT proxy. */
export async function startProxy({ wants, answers, secure, silent = false, leadsTo }: ProxyOptions): Promise<TestProxy> {
  const asked: string[] = [];
  const callers: string[] = [];
  let last: IncomingMessage['headers'] = {};
  const http = createServer((_, response) => void response.writeHead(400).end());
  http.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    last = request.headers;
    if (silent) return;
    const refuse = (status: number, headers: readonly string[] = []): void =>
      void socket.end(`HTTP/1.1 ${status} no\r\n${headers.map((line) => `${line}\r\n`).join('')}Content-Length: 0\r\n\r\n`);
    if (answers !== undefined) return refuse(answers.status, answers.headers);
    const expected = wants === undefined ? undefined : `Basic ${Buffer.from(`${wants.user}:${wants.password}`).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) return refuse(407, ['Proxy-Authenticate: Basic realm="proxy"']);
    const target = connect(leadsTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket);
      socket.pipe(target);
    });
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  const listening =
    secure === undefined
      ? await listen(http)
      : await listen(
          createTlsServer({ ...CERTIFICATES[secure], requestCert: true, rejectUnauthorized: false }, (socket) => {
            callers.push(String(socket.getPeerCertificate().subject?.CN ?? ''));
            http.emit('connection', socket);
          }),
        );
  return { ...listening, asked, callers, lastHeaders: () => last };
}

/** Starts a TCP server that passes each connection to the callback. */
export const listenRaw = (onConnection: (socket: Socket) => void): Promise<Listening> => listen(createTcpServer(onConnection));
