import type { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { SignedIn, Team } from '../../team/team.ts';
import { readBody } from '../http/body.ts';
import type { HostContext, HostEnv } from '../http/responses.ts';
import { createDesktopSignIns, desktopRequestSchema } from './desktop-sign-ins.ts';
import { DESKTOP_TOKEN_PATH } from './server-guard.ts';
import { createPagePolicy, type PageOptions, renderDesktopPage } from './server-pages.ts';

const FORM_BYTES = 2_000;
const FORM_MS = 10_000;

export interface DesktopRouteParts {
  readonly team: Team;
  readonly identify: (c: HostContext) => Promise<SignedIn | null>;
  readonly isLimited: (limiter: RateLimiterMemory, c: HostContext) => Promise<boolean>;
  readonly attempts: RateLimiterMemory;
  readonly pageOptions: (c: HostContext) => PageOptions;
  /** Name and attributes of the cookie that remembers the request during the sign-in. */
  readonly cookieName: string;
  readonly cookie: { readonly path: '/'; readonly httpOnly: true; readonly sameSite: 'Lax'; readonly secure: boolean };
}

/**
 * Adds the pages through which a desktop application gets a session of its own: the person signs in in the browser, permits it there, and
 * the browser passes a code to the application's port on the same computer. Returns the page to open after a sign-in; `null` = none waits.
 */
export function addDesktopRoutes(app: Hono<HostEnv>, parts: DesktopRouteParts): (c: HostContext) => string | null {
  const { team, identify, isLimited, attempts, pageOptions, cookieName, cookie } = parts;
  const signIns = createDesktopSignIns();
  const waiting = (c: HostContext): string => getCookie(c, cookieName) ?? '';
  const gone = (c: HostContext) => c.html(renderDesktopPage(pageOptions(c), null), 400);

  // The desktop recognizes a team server by it.
  app.get('/desktop/about', (c) => c.json({ product: 'tsunagi' }));
  app.get('/desktop', async (c) => {
    const request = desktopRequestSchema.safeParse(c.req.query());
    if (!request.success || (await isLimited(attempts, c))) return gone(c);
    setCookie(c, cookieName, signIns.add(request.data), { ...cookie, maxAge: 600 });
    return c.redirect('/desktop/permit', 303);
  });
  app.get('/desktop/permit', async (c) => {
    const request = signIns.find(waiting(c));
    if (request === null) return gone(c);
    const signedIn = await identify(c);
    if (signedIn === null) return c.redirect('/sign-in', 303);
    const options = pageOptions(c);
    // A policy for forms applies to the address to which the answer redirects, too.
    c.header('Content-Security-Policy', createPagePolicy(options.nonce, `http://127.0.0.1:${request.port}`));
    return c.html(renderDesktopPage(options, signedIn.person.name));
  });
  app.post('/desktop/permit', async (c) => {
    const id = waiting(c);
    const [signedIn, request] = [await identify(c), signIns.find(id)];
    deleteCookie(c, cookieName, cookie);
    const code = signedIn === null ? null : signIns.permit(id, signedIn);
    if (request === null || code === null) return gone(c);
    return c.redirect(`http://127.0.0.1:${request.port}/?${new URLSearchParams({ code, state: request.state })}`, 303);
  });
  app.post(DESKTOP_TOKEN_PATH, async (c) => {
    c.header('Cache-Control', 'no-store');
    if (await isLimited(attempts, c)) return c.json({ error: 'too-many' }, 429);
    const form = new URLSearchParams((await readBody(c.env.incoming, FORM_BYTES, FORM_MS)).toString('utf8'));
    const signedIn = signIns.redeem(form.get('code') ?? '', form.get('verifier') ?? '');
    if (signedIn === null) return c.json({ error: 'wrong-code' }, 400);
    return c.json({ token: await team.signInDesktop(signedIn, c.req.header('user-agent') ?? '') });
  });
  return (c) => (signIns.find(waiting(c)) === null ? null : '/desktop/permit');
}
