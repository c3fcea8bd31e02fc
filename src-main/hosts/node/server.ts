import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import type { Job } from '#shared/contract/jobs.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import { createWindowCaller } from '../../app/dispatcher.ts';
import type { ReportBug } from '../../app/failures.ts';
import type { HostFiles } from '../../app/services/file-tokens.ts';
import { addConsoleRoutes, CONSOLE_PATHS } from '../http/console-routes.ts';
import { createEventStreams } from '../http/event-streams.ts';
import { closeServer, listen } from '../http/listen.ts';
import { REQUEST_LIMITS } from '../http/request-limits.ts';
import { type HostContext, type HostEnv, readJsonBody, refused, toErrorResponse } from '../http/responses.ts';
import { createContentSecurityPolicy, createNonce, SECURITY_HEADERS } from '../policy/content-security-policy.ts';
import type { PageFiles } from '../policy/page-files.ts';
import { findRefusal, parseBearer } from './guard.ts';
import type { LaunchPage } from './launch-page.ts';
import { areSecretsEqual, createSessions } from './session.ts';

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

/** Returns the address that opens the console at `origin` with this secret. Browsers never send the fragment to a server. */
export const createLaunchAddress = (origin: string, token: string): string => `${origin}/#token=${token}`;

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

  const app = new Hono<HostEnv>();
  app.use(async (c, next) => {
    const nonce = createNonce();
    c.set('nonce', nonce);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    c.header('Content-Security-Policy', createContentSecurityPolicy(nonce));
    const refusal = findRefusal(c.env.incoming, authority);
    return refusal ? refused(c, refusal.status, refusal.reason) : next();
  });

  app.post('/session', async (c) => {
    const { token } = await readJsonBody(c, patience.jsonMs);
    const session = typeof token === 'string' ? sessions.open(token) : null;
    return session ? c.json(session) : refused(c, 401, 'session');
  });
  app.post('/launch', (c) => {
    if (!areSecretsEqual(parseBearer(c.req.header('authorization')), key)) return refused(c, 401, 'key');
    const url = createLaunchAddress(`http://${authority}`, sessions.newLaunchToken());
    options.launchPage?.write(url);
    return c.json({ url });
  });

  const needsSession = async (c: HostContext, next: () => Promise<void>): Promise<Response | undefined> => {
    if (!sessions.accepts(parseBearer(c.req.header('authorization')))) return refused(c, 401, 'session');
    lastSeen = Date.now();
    limit.trust(c.env.incoming);
    await next();
    return undefined;
  };
  for (const path of CONSOLE_PATHS) app.use(path, needsSession);

  addConsoleRoutes(app, {
    dispatcher,
    files,
    streams,
    jsonMs: patience.jsonMs,
    callerOf: () => createWindowCaller(),
    recipientOf: () => undefined,
  });
  app.get('*', (c) => {
    // Uses the raw request target, because the page's file names need no escaping.
    const file = page((c.env.incoming.url ?? '').split('?', 1)[0] ?? '', c.get('nonce'));
    if (file === null) return refused(c, 404, 'not found');
    c.header('Content-Type', file.type);
    return c.body(file.body);
  });
  app.notFound((c) => refused(c, 404, 'not found'));
  app.onError((error, c) => toErrorResponse(error, c, reportBug));

  const { server, limit } = await listen(app, { host: '127.0.0.1', port: options.port ?? 0 }, patience.headersMs);
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
      await closeServer(server);
    },
  };
}
