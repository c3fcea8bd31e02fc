import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { fail, ok, type Result } from '#shared/contract/call/result.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import { createWindowCaller } from '../../app/dispatcher.ts';
import type { ReportBug } from '../../app/failures.ts';
import type { HostFiles } from '../../app/services/file-tokens.ts';
import { openReadStream } from '../../disk/held-files.ts';
import { toStorageFailure } from '../../storage/storage-failure.ts';
import { createContentSecurityPolicy, createNonce, SECURITY_HEADERS } from '../policy/content-security-policy.ts';
import type { PageFiles } from '../policy/page-files.ts';
import { BodyIncompleteError, BodyTooLargeError, readBody, saveBody } from './body.ts';
import { limitConnections } from './connection-limit.ts';
import { createEventStreams } from './event-streams.ts';
import { findRefusal, parseBearer } from './guard.ts';
import type { LaunchPage } from './launch-page.ts';
import { areSecretsEqual, createSessions } from './session.ts';

/** Limits of one request. */
export const REQUEST_LIMITS = {
  jsonBytes: 8 * 1024 * 1024,
  /** Maximum nesting depth. Deeper values would exhaust the stack when they are parsed or passed to the application's thread. */
  jsonDepth: 64,
  jsonMs: 10_000,
  uploadBytes: 256 * 1024 * 1024,
  headersMs: 5_000,
  requestMs: 300_000,
  /** Idle time in milliseconds after which a kept-alive connection is closed. */
  keepAliveMs: 5_000,
  headerBytes: 16 * 1024,
  connections: 64,
} as const;
const CLOSE_GRACE_MS = 1_000;

export interface NodeHostOptions {
  readonly dispatcher: Dispatcher;
  readonly files: HostFiles;
  readonly page: PageFiles;
  readonly reportBug: ReportBug;
  /** Written when another process requests a launch address, and removed after a page opened a session. */
  readonly launchPage?: LaunchPage;
  /** 0 selects a free port. */
  readonly port?: number;
  /** How long a body and the headers may take; omitted = as in `REQUEST_LIMITS`. */
  readonly patience?: { readonly jsonMs: number; readonly headersMs: number };
  /** Calls `onIdle` when no page communicated and nothing ran for this long; omitted = never. */
  readonly idle?: { readonly afterMs: number; readonly onIdle: () => void };
}

export interface NodeHost {
  /** `http://127.0.0.1:<port>`, the only accepted origin. */
  readonly origin: string;
  readonly port: number;
  /** Key with which another process of the same user requests a launch address (`POST /launch`); stored in a file of mode 0600. */
  readonly key: string;
  /** Returns an address that opens the console once; its fragment contains the secret. */
  launchUrl(): string;
  /** Ends streams and connections. The caller closes the dispatcher and the files. */
  close(): Promise<void>;
}

type Env = { Bindings: HttpBindings; Variables: { nonce: string } };
type Answer = Context<Env>;

/** Returns the address that opens the console at `origin` with this secret. Browsers never send the fragment to a server. */
export const createLaunchAddress = (origin: string, token: string): string => `${origin}/#token=${token}`;

/** Encodes a file name for `filename*` (RFC 5987), which permits fewer unescaped characters than a URL. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Serves the console over loopback HTTP for the system browser. Resolves when it listens; rejects if the port is taken. */
export async function startNodeHost(options: NodeHostOptions): Promise<NodeHost> {
  const { dispatcher, files, page, reportBug, patience = REQUEST_LIMITS } = options;
  const sessions = createSessions();
  const streams = createEventStreams(dispatcher);
  const key = randomBytes(32).toString('base64url');
  let authority = '';
  let lastSeen = Date.now();
  sessions.onOpened(() => {
    options.launchPage?.remove();
    streams.beginPage();
  });

  const app = new Hono<Env>();
  const answer = (c: Answer, status: 200 | 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 500, result: Result<unknown>): Response =>
    c.json(result, status);
  const refused = (c: Answer, status: 400 | 401 | 403 | 404 | 405 | 415 | 421, reason: string): Response =>
    answer(c, status, fail('not-allowed', { reason }));
  const json = async (c: Answer): Promise<Record<string, unknown>> => {
    const text = (await readBody(c.env.incoming, REQUEST_LIMITS.jsonBytes, patience.jsonMs)).toString('utf8');
    const reading = readBoundedJson(text, { depth: REQUEST_LIMITS.jsonDepth, entries: REQUEST_LIMITS.jsonBytes });
    if (reading.kind === 'refused') throw new SyntaxError(reading.why);
    const body = reading.value;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SyntaxError('not an object');
    return body as Record<string, unknown>;
  };

  app.use(async (c, next) => {
    const nonce = createNonce();
    c.set('nonce', nonce);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    c.header('Content-Security-Policy', createContentSecurityPolicy(nonce));
    const refusal = findRefusal(c.env.incoming, authority);
    return refusal ? refused(c, refusal.status, refusal.reason) : next();
  });

  app.post('/session', async (c) => {
    const { token } = await json(c);
    const session = typeof token === 'string' ? sessions.open(token) : null;
    return session ? c.json(session) : refused(c, 401, 'session');
  });
  app.post('/launch', (c) => {
    if (!areSecretsEqual(parseBearer(c.req.header('authorization')), key)) return refused(c, 401, 'key');
    const url = createLaunchAddress(`http://${authority}`, sessions.newLaunchToken());
    options.launchPage?.write(url);
    return c.json({ url });
  });

  const needsSession = async (c: Answer, next: () => Promise<void>): Promise<Response | undefined> => {
    if (!sessions.accepts(parseBearer(c.req.header('authorization')))) return refused(c, 401, 'session');
    lastSeen = Date.now();
    limit.trust(c.env.incoming);
    await next();
    return undefined;
  };
  for (const path of ['/call', '/cancel', '/events', '/files', '/files/*']) app.use(path, needsSession);

  app.post('/call', async (c) => {
    const { name, input, company, callId } = await json(c);
    return answer(
      c,
      200,
      await dispatcher.call(name, input, { caller: createWindowCaller(), company, ...(typeof callId === 'string' ? { callId } : {}) }),
    );
  });
  app.post('/cancel', async (c) => {
    const { callId } = await json(c);
    if (typeof callId === 'string') dispatcher.cancel(callId);
    return answer(c, 200, ok({}));
  });
  app.get('/events', (c) => {
    c.header('Content-Type', 'application/x-ndjson');
    return c.body(streams.open());
  });
  app.post('/files', async (c) => {
    const path = await files.temporaryPath();
    await saveBody(c.env.incoming, path, REQUEST_LIMITS.uploadBytes);
    return answer(c, 200, ok(await files.add({ path, origin: 'upload', name: c.req.query('name') ?? '' })));
  });
  app.get('/files/:token', async (c) => {
    const file = await files.find(c.req.param('token'));
    if (file.origin !== 'report') throw new ExpectedError('file-token-unknown');
    // The file is opened before the headers are set, because they would remain in the response of an error.
    const content = await openReadStream(file.path);
    c.header('Content-Type', 'application/octet-stream');
    c.header('Content-Length', String(file.bytes));
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeName(file.name)}`);
    return c.body(Readable.toWeb(content) as ReadableStream);
  });
  app.get('*', (c) => {
    // Uses the raw request target, because the page's file names need no escaping.
    const file = page((c.env.incoming.url ?? '').split('?', 1)[0] ?? '', c.get('nonce'));
    if (file === null) return refused(c, 404, 'not found');
    c.header('Content-Type', file.type);
    return c.body(file.body);
  });
  app.notFound((c) => refused(c, 404, 'not found'));
  app.onError((error, c) => {
    // Closes the connection, so that the rest of an unread body is not awaited.
    if (error instanceof BodyTooLargeError || error instanceof BodyIncompleteError) c.header('Connection', 'close');
    if (error instanceof BodyTooLargeError)
      return answer(c, 413, fail('file-too-large', { limitMb: REQUEST_LIMITS.uploadBytes / 1024 / 1024 }));
    if (error instanceof BodyIncompleteError) return refused(c, 400, 'incomplete');
    if (error instanceof SyntaxError) return refused(c, 400, 'not JSON');
    if (error instanceof ExpectedError)
      return answer(c, error.failure.code === 'file-token-unknown' ? 404 : 200, { ok: false, error: error.failure });
    const disk = toStorageFailure(error);
    if (disk !== null) return answer(c, 200, { ok: false, error: disk.failure });
    const ref = reportBug(`${c.req.method} ${c.req.path}`, error);
    return answer(c, 500, { ok: false, error: { code: 'internal', params: { ref }, ref } });
  });

  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: {
      maxHeaderSize: REQUEST_LIMITS.headerBytes,
      headersTimeout: patience.headersMs,
      requestTimeout: REQUEST_LIMITS.requestMs,
      keepAliveTimeout: REQUEST_LIMITS.keepAliveMs,
      connectionsCheckingInterval: 1_000,
    },
  }) as Server;
  const limit = limitConnections(server, REQUEST_LIMITS.connections);
  // Protocol upgrades are not supported.
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, () => resolve(server.off('error', reject) && undefined));
  });
  const { port } = server.address() as AddressInfo;
  authority = `127.0.0.1:${port}`;
  const origin = `http://${authority}`;

  // Running jobs keep the host from becoming idle without a page.
  const running = new Set<string>();
  dispatcher.on((event, data) => {
    if (event !== 'job') return;
    const { id, state } = data as Job;
    if (state === 'running') running.add(id);
    else running.delete(id);
  });
  const { idle } = options;
  const idleTimer = idle
    ? setInterval(
        () => {
          if (streams.count > 0 || running.size > 0) lastSeen = Date.now();
          else if (Date.now() - lastSeen > idle.afterMs) idle.onIdle();
        },
        Math.min(idle.afterMs, 60_000),
      ).unref()
    : undefined;

  return {
    origin,
    port,
    key,
    launchUrl: () => createLaunchAddress(origin, sessions.newLaunchToken()),
    async close() {
      options.launchPage?.remove();
      clearInterval(idleTimer);
      streams.closeAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
      await closed;
      clearTimeout(force);
    },
  };
}
