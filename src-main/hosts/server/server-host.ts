import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { fail } from '#shared/contract/call/result.ts';
import { getRoles, joinAccess } from '#shared/domain/team/roles.ts';
import type { Dispatcher, NamedCaller } from '../../app/dispatcher.ts';
import type { ReportBug } from '../../app/failures.ts';
import type { HostFiles } from '../../app/services/file-tokens.ts';
import type { SignedIn, Team } from '../../team/team.ts';
import { addConsoleRoutes, CONSOLE_PATHS } from '../http/console-routes.ts';
import { createEventStreams, type Recipient } from '../http/event-streams.ts';
import { closeServer, type ListenAddress, listen } from '../http/listen.ts';
import { REQUEST_LIMITS } from '../http/request-limits.ts';
import { type HostContext, type HostEnv, refused, respond, toErrorResponse } from '../http/responses.ts';
import { createContentSecurityPolicy, createNonce, SECURITY_HEADERS } from '../policy/content-security-policy.ts';
import type { PageFiles } from '../policy/page-files.ts';
import type { Confirmations } from './confirmations.ts';
import type { OidcClient } from './oidc-client.ts';
import { findServerRefusal } from './server-guard.ts';
import { addSignInRoutes, createIdentification } from './sign-in-routes.ts';

const SERVER_CONNECTIONS = 2_000;
/** Element that shows the page that cookies identify the person, see `connect.ts`. */
const ACCESS_MARK = '<meta name="tsunagi-access" content="cookie">';
/** Interval at which open event streams of ended sessions are closed, in milliseconds. */
const STREAM_CHECK_MS = 15_000;

/** The server itself: its calls belong to no person and no role limits them. */
export const SERVER_CALLER: NamedCaller = { id: 'server', window: '', source: 'window', name: '' };

export interface ServerHostOptions {
  readonly dispatcher: Dispatcher;
  readonly files: HostFiles;
  readonly page: PageFiles;
  readonly reportBug: ReportBug;
  readonly team: Team;
  readonly oidc: OidcClient;
  /** The only accepted origin, without a trailing slash. */
  readonly publicUrl: string;
  readonly listen: ListenAddress;
  readonly confirmations: Confirmations;
}

export interface ServerHost {
  readonly port: number;
  close(): Promise<void>;
}

const toCaller = ({ person, session, member }: SignedIn): NamedCaller => ({
  id: person.id,
  window: session.id,
  source: 'window',
  name: person.name,
  member,
});

/** Serves the application to several people over HTTP. Resolves when it listens; rejects if the port is taken. */
export async function startServerHost(options: ServerHostOptions): Promise<ServerHost> {
  const { dispatcher, files, page, reportBug, team, publicUrl, confirmations } = options;
  const streams = createEventStreams(dispatcher);
  const identify = createIdentification(team, publicUrl);
  /** The rights of people with an open stream, as of the last request or check. */
  const recipients = new Map<string, { access: SignedIn['member']['access'] }>();
  const app = new Hono<HostEnv>();

  app.use(async (c, next) => {
    const nonce = createNonce();
    c.set('nonce', nonce);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    c.header('Content-Security-Policy', createContentSecurityPolicy(nonce));
    if (publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000');
    const refusal = findServerRefusal(c.env.incoming, publicUrl);
    return refusal ? refused(c, refusal.status, refusal.reason) : next();
  });
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const list = await dispatcher.call('companies.list', {}, { caller: SERVER_CALLER });
    return list.ok ? c.text('ok') : c.text(list.error.code, 503);
  });
  const isBehindProxy = publicUrl.startsWith('https:') && options.listen.tls === undefined;
  addSignInRoutes(app, { team, oidc: options.oidc, publicUrl, confirmations, isBehindProxy, onSignedOut: streams.closeOf, reportBug });

  const signedIn = new WeakMap<HostContext['env']['incoming'], SignedIn>();
  const signedInOf = (c: HostContext): SignedIn => signedIn.get(c.env.incoming) as SignedIn;
  const needsSession = async (c: HostContext, next: () => Promise<void>): Promise<Response | undefined> => {
    const person = await identify(c);
    if (person === null) return respond(c, 401, fail('not-allowed', { reason: 'session' }));
    signedIn.set(c.env.incoming, person);
    const known = recipients.get(person.person.id);
    if (known !== undefined) known.access = person.member.access;
    limit.trust(c.env.incoming);
    await next();
    return undefined;
  };
  for (const path of CONSOLE_PATHS) app.use(path, needsSession);
  addConsoleRoutes(app, {
    dispatcher,
    files,
    streams,
    jsonMs: REQUEST_LIMITS.jsonMs,
    callerOf: (c) => toCaller(signedInOf(c)),
    recipientOf: (c) => toRecipient(signedInOf(c)),
  });
  function toRecipient({ person, member }: SignedIn): Recipient {
    recipients.set(person.id, { access: member.access });
    return {
      id: person.id,
      sees: (company) => getRoles(recipients.get(person.id)?.access ?? member.access, company).length > 0,
    };
  }

  app.get('*', async (c) => {
    const path = (c.env.incoming.url ?? '').split('?', 1)[0] ?? '';
    if (path === '/' && (await identify(c)) === null) return c.redirect('/sign-in', 303);
    const file = page(path, c.get('nonce'));
    if (file === null) return refused(c, 404, 'not found');
    c.header('Content-Type', file.type);
    return c.body(path === '/' ? String(file.body).replace('</head>', `${ACCESS_MARK}</head>`) : file.body);
  });
  app.notFound((c) => refused(c, 404, 'not found'));
  app.onError((error, c) => toErrorResponse(error, c, reportBug));

  const { server, limit } = await listen(app, { connections: SERVER_CONNECTIONS, ...options.listen });
  const checks = setInterval(() => void closeEndedStreams().catch((error) => reportBug('sessions', error)), STREAM_CHECK_MS).unref();
  /** Ends the streams of people without a session, and updates the rights of the others. */
  async function closeEndedStreams(): Promise<void> {
    if (recipients.size === 0) return;
    const members = await team.members();
    for (const [id, recipient] of recipients) {
      const member = members.find(({ person }) => person.id === id);
      if (member !== undefined && !member.person.disabled && member.sessions.length > 0)
        recipient.access = joinAccess(member.granted, member.claimed);
      else {
        streams.closeOf(id);
        recipients.delete(id);
      }
    }
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(checks);
      confirmations.close();
      streams.closeAll();
      await closeServer(server);
    },
  };
}
