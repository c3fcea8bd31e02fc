import { type KeyObject, randomBytes, verify } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { dropConnection } from '../hang-up.ts';

type Env = { Bindings: HttpBindings };

export interface GoogleSideOptions {
  readonly clientEmail: string;
  readonly publicKey: KeyObject;
  readonly domain: string;
  /** Users in the format of the Directory API. */
  readonly users: readonly Readonly<Record<string, unknown>>[];
}

export const GOOGLE_PATHS = { signIn: '/cloud/google', api: '/cloud/google-api' } as const;

interface Issued {
  readonly fault: string;
  pages: number;
}

/** Longest difference of the clocks in seconds. */
const SKEW_S = 120;

/** State of the demo's Google Workspace. Formats and limits: docs/domain/directory.md#google-workspace. */
class GoogleSide {
  readonly #options: GoogleSideOptions;
  readonly #tokens = new Map<string, Issued>();
  #requests = 0;

  constructor(options: GoogleSideOptions) {
    this.#options = options;
  }

  async issue(context: Context<Env>): Promise<Response> {
    const form = new URLSearchParams(await context.req.text());
    const assertion = form.get('assertion') ?? '';
    const refuse = (error: string, text: string): Response =>
      context.json({ error, error_description: text }, error === 'unauthorized_client' ? 401 : 400);
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    const { clientEmail, publicKey, domain } = this.#options;
    const { iss, sub, scope, aud, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as Record<string, unknown>;
    const [fault = '', of] = String(sub).split('@');
    if (fault === 'echo') return refuse('invalid_grant', `Invalid JWT: ${assertion}`);
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return refuse('unsupported_grant_type', 'Invalid grant_type');
    if (!verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')) || iss !== clientEmail)
      return refuse('invalid_grant', 'Invalid JWT Signature.');
    const now = Date.now() / 1_000;
    const isTimely = Number(iat) <= now + SKEW_S && Number(exp) > now && Number(exp) - Number(iat) <= 3_600;
    if (!isTimely || aud !== 'https://oauth2.googleapis.com/token')
      return refuse(
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token and in a reasonable timeframe. Check your iat and exp values.',
      );
    if (fault === 'no-delegation' || scope !== 'https://www.googleapis.com/auth/admin.directory.user.readonly')
      return refuse('unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method.');
    if (of !== domain || fault === 'suspended-admin') return refuse('invalid_grant', 'Invalid email or User ID');
    const token = `demo.${randomBytes(24).toString('base64url')}`;
    this.#tokens.set(token, { fault, pages: 0 });
    return context.json({ access_token: token, expires_in: 3_599, token_type: 'Bearer' });
  }

  list(context: Context<Env>): Response {
    const issued = this.#tokens.get((context.req.header('authorization') ?? '').replace(/^Bearer /, ''));
    if (issued === undefined || (issued.fault === 'token-expires' && issued.pages >= 1))
      return apiError(context, 401, 'authError', 'Invalid Credentials');
    const { fault } = issued;
    if (fault === 'no-permission') return apiError(context, 403, 'forbidden', 'Not Authorized to access this resource/api');
    this.#requests++;
    if (fault === 'quota' && this.#requests % 2 === 1) return apiError(context, 403, 'quotaExceeded', 'Quota exceeded for quota metric.');
    issued.pages++;
    const { customer, maxResults = '100', pageToken = '0' } = context.req.query();
    if (customer !== 'my_customer') return apiError(context, 400, 'badRequest', 'Bad Request');
    const [size, at] = [Math.min(500, Number(maxResults)), Number(pageToken)];
    if (fault === 'cut' && at > 0) return dropConnection(context);
    if (fault === 'other-kind' && at > 0) return context.json({});
    const users = fault === 'no-users' ? [] : this.#options.users;
    const found = users.slice(at, at + size);
    return context.json({
      kind: 'admin#directory#users',
      etag: '"demo"',
      ...(found.length > 0 && { users: found }),
      ...(at + size < users.length && { nextPageToken: String(at + size) }),
    });
  }
}

function apiError(context: Context<Env>, status: 400 | 401 | 403, reason: string, message: string): Response {
  return context.json({ error: { code: status, message, errors: [{ message, domain: 'global', reason }] } }, status);
}

/** Mounts the token endpoint and `users.list` below `GOOGLE_PATHS`. */
export function mountGoogle(app: Hono<Env>, options: GoogleSideOptions): void {
  const side = new GoogleSide(options);
  app.post(`${GOOGLE_PATHS.signIn}/token`, (context) => side.issue(context));
  app.get(`${GOOGLE_PATHS.api}/admin/directory/v1/users`, (context) => side.list(context));
}
