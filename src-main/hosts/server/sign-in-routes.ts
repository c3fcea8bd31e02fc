import type { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { ok } from '#shared/contract/call/result.ts';
import type { ReportBug } from '../../app/failures.ts';
import { type ProviderSignOut, SESSION_LIMITS, type SignedIn, type Team } from '../../team/team.ts';
import { readBody } from '../http/body.ts';
import { type HostContext, type HostEnv, respond } from '../http/responses.ts';
import { getClientAddress } from './client-address.ts';
import type { Confirmations } from './confirmations.ts';
import { addDesktopRoutes } from './desktop-routes.ts';
import type { OidcClient } from './oidc-client.ts';
import { BACK_CHANNEL_PATH } from './server-guard.ts';
import {
  choosePageLanguage,
  createPagePolicy,
  getRecoveryName,
  renderConfirmationPage,
  renderRecoveryPage,
  renderSignInPage,
} from './server-pages.ts';
import { createSignInFlows } from './sign-in-flows.ts';

export interface SignInParts {
  readonly team: Team;
  readonly oidc: OidcClient;
  readonly publicUrl: string;
  readonly confirmations: Confirmations;
  /** Whether a reverse proxy on this machine passes on the requests. */
  readonly isBehindProxy: boolean;
  /** Called when a person signs out, with the person's id. */
  readonly onSignedOut: (person: string) => void;
  readonly reportBug: ReportBug;
}

/** Sign-ins and recovery attempts per minute and address. */
const ATTEMPTS_PER_MINUTE = { signIn: 30, recovery: 5, desktop: 30, backChannel: 600 } as const;
const FORM_BYTES = 2_000;
const LOGOUT_TOKEN_BYTES = 16_000;
const FORM_MS = 10_000;

/** Returns the names of the cookies. Browsers accept the prefix only over https from the host itself. */
const cookieNames = (isSecure: boolean) => {
  const prefix = isSecure ? '__Host-' : '';
  return { session: `${prefix}tsunagi-session`, signIn: `${prefix}tsunagi-sign-in`, desktop: `${prefix}tsunagi-desktop` };
};

/** Identifies the person of a request by its cookie; `null` without a valid session. */
export const createIdentification =
  (team: Team, publicUrl: string) =>
  (c: HostContext): Promise<SignedIn | null> =>
    team.identify(getCookie(c, cookieNames(publicUrl.startsWith('https:')).session) ?? '');

/** Adds the server's own pages: sign-in, callback, sign-out, recovery code and confirmation of trust. */
export function addSignInRoutes(app: Hono<HostEnv>, parts: SignInParts): void {
  const { team, oidc, publicUrl, confirmations, isBehindProxy, onSignedOut, reportBug } = parts;
  const secure = publicUrl.startsWith('https:');
  const names = cookieNames(secure);
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
  const identify = createIdentification(team, publicUrl);
  const flows = createSignInFlows();
  const signIns = new RateLimiterMemory({ points: ATTEMPTS_PER_MINUTE.signIn, duration: 60 });
  const recoveries = new RateLimiterMemory({ points: ATTEMPTS_PER_MINUTE.recovery, duration: 60 });
  const backChannel = new RateLimiterMemory({ points: ATTEMPTS_PER_MINUTE.backChannel, duration: 60 });
  const isLimited = (limiter: RateLimiterMemory, c: HostContext): Promise<boolean> =>
    limiter.consume(getClientAddress(c.env.incoming, isBehindProxy)).then(
      () => false,
      () => true,
    );
  const optionsOf = (c: HostContext) => {
    c.header('Content-Security-Policy', createPagePolicy(c.get('nonce')));
    return { language: choosePageLanguage(c.req.header('accept-language')), nonce: c.get('nonce') };
  };
  const agentOf = (c: HostContext): string => c.req.header('user-agent') ?? '';
  const findNextPage = addDesktopRoutes(app, {
    team,
    identify,
    isLimited,
    attempts: new RateLimiterMemory({ points: ATTEMPTS_PER_MINUTE.desktop, duration: 60 }),
    pageOptions: optionsOf,
    cookieName: names.desktop,
    cookie,
  });
  const openSession = (c: HostContext, token: string): Response => {
    setCookie(c, names.session, token, { ...cookie, maxAge: SESSION_LIMITS.absoluteMs / 1_000 });
    return c.redirect(findNextPage(c) ?? '/', 303);
  };

  async function start(c: HostContext, confirms: string | null): Promise<Response> {
    if (await isLimited(signIns, c)) return c.html(renderSignInPage(optionsOf(c), 'too-many'), 429);
    try {
      const started = await oidc.start({ again: confirms !== null });
      setCookie(c, names.signIn, flows.add(started, confirms), { ...cookie, maxAge: 600 });
      return c.redirect(started.url.href, 303);
    } catch (error) {
      reportBug('the sign-in provider', error);
      return c.html(renderSignInPage(optionsOf(c), 'provider-unreachable'), 502);
    }
  }

  app.get('/sign-in', (c) => c.html(renderSignInPage(optionsOf(c), c.req.query('notice') === 'signed-out' ? 'signed-out' : null)));
  app.get('/sign-in/start', (c) => start(c, null));
  app.get('/sign-in/callback', async (c) => {
    const flow = flows.take(c.req.query('state') ?? '', getCookie(c, names.signIn) ?? '');
    deleteCookie(c, names.signIn, cookie);
    if (flow === null) return c.html(renderSignInPage(optionsOf(c), 'expired'), 400);
    try {
      const callback = new URL(c.env.incoming.url ?? '', publicUrl);
      const identity = await oidc.finish(callback, flow.started, { again: flow.confirms !== null });
      if (flow.confirms !== null) return c.html(await confirm(c, flow.confirms, identity.issuer, identity.subject));
      const { token } = await team.signIn(identity, agentOf(c));
      return openSession(c, token);
    } catch (error) {
      if (error instanceof ExpectedError) return c.html(renderSignInPage(optionsOf(c), 'disabled'), 403);
      await team.log('', 'sign-in-failed', '');
      reportBug('a sign-in', error);
      return c.html(renderSignInPage(optionsOf(c), 'failed'), 403);
    }
  });

  /** Answers a question with yes if the same person signed in again. */
  async function confirm(c: HostContext, id: string, issuer: string, subject: string) {
    const signedIn = await identify(c);
    const isSame = signedIn !== null && signedIn.person.issuer === issuer && signedIn.person.subject === subject;
    const known = isSame && confirmations.find(id, signedIn.person.id) !== null;
    if (known) confirmations.answer(id, signedIn.person.id, 'yes');
    return renderConfirmationPage(optionsOf(c), id, null, known ? 'confirmed' : 'gone');
  }

  app.get('/confirm/:id', async (c) => {
    const signedIn = await identify(c);
    if (signedIn === null) return c.redirect('/sign-in', 303);
    const id = c.req.param('id');
    return c.html(renderConfirmationPage(optionsOf(c), id, confirmations.find(id, signedIn.person.id)));
  });
  app.get('/confirm/:id/start', async (c) => {
    const signedIn = await identify(c);
    const id = c.req.param('id');
    if (signedIn === null || confirmations.find(id, signedIn.person.id) === null)
      return c.html(renderConfirmationPage(optionsOf(c), id, null));
    return start(c, id);
  });

  app.post('/sign-out', async (c) => {
    const signedIn = await identify(c);
    if (signedIn !== null) {
      await team.signOut(signedIn);
      onSignedOut(signedIn.person.id);
    }
    deleteCookie(c, names.session, cookie);
    const url = await oidc.getEndSessionUrl().catch(() => null);
    return respond(c, 200, ok({ url: url ?? '/sign-in?notice=signed-out' }));
  });

  app.post(BACK_CHANNEL_PATH, async (c) => {
    c.header('Cache-Control', 'no-store');
    if (await isLimited(backChannel, c)) return c.body(null, 429);
    const form = new URLSearchParams((await readBody(c.env.incoming, LOGOUT_TOKEN_BYTES, FORM_MS)).toString('utf8'));
    let signOut: ProviderSignOut;
    try {
      signOut = await oidc.readLogoutToken(form.get('logout_token') ?? '');
    } catch (error) {
      reportBug('a logout token', error);
      return c.json({ error: 'invalid_request' }, 400);
    }
    for (const person of await team.endProviderSessions(signOut)) onSignedOut(person);
    return c.body(null, 200);
  });

  app.get('/recover', (c) => c.html(renderRecoveryPage(optionsOf(c), null)));
  app.post('/recover', async (c) => {
    if (await isLimited(recoveries, c)) return c.html(renderRecoveryPage(optionsOf(c), 'too-many'), 429);
    const form = new URLSearchParams((await readBody(c.env.incoming, FORM_BYTES, FORM_MS)).toString('utf8'));
    const { language } = optionsOf(c);
    try {
      const opened = await team.signInByRecoveryCode(form.get('code') ?? '', getRecoveryName(language), agentOf(c));
      if (opened === null) return c.html(renderRecoveryPage(optionsOf(c), 'wrong-code'), 403);
      return openSession(c, opened.token);
    } catch (error) {
      if (error instanceof ExpectedError) return c.html(renderSignInPage(optionsOf(c), 'disabled'), 403);
      throw error;
    }
  });
}
