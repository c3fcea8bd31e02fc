import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { DEMO_ENTRA, DEMO_ENTRA_SECRET } from '#shared/domain/integration/demo-cloud.ts';
import { dropConnection } from '../hang-up.ts';
import { isSameSecret } from '../same-secret.ts';
import { type EntraFault, findEntraFault } from './entra-faults.ts';

type Env = { Bindings: HttpBindings };

/** A user with the properties that the demo's Graph returns. */
export interface EntraSideUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  readonly onPremisesSamAccountName: string | null;
  readonly employeeId: string | null;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly department: string | null;
}

export const ENTRA_PATHS = { signIn: '/cloud/entra', api: '/cloud/graph' } as const;

interface Issued {
  readonly fault: EntraFault;
  pages: number;
}

/** State of the demo's Entra ID. Formats and limits: docs/domain/directory.md#entra-id. */
class EntraSide {
  readonly #users: () => readonly EntraSideUser[];
  readonly #tokens = new Map<string, Issued>();
  #requests = 0;

  constructor(users: () => readonly EntraSideUser[]) {
    this.#users = users;
  }

  async issue(context: Context<Env>): Promise<Response> {
    const form = new URLSearchParams(await context.req.text());
    const refuse = (status: 400 | 401, error: string, code: number, text: string): Response =>
      context.json({ error, error_description: `AADSTS${code}: ${text} Trace ID: 0 Correlation ID: 0`, error_codes: [code] }, status);
    const fault = findEntraFault(form.get('client_id') ?? '');
    if (fault === 'echo')
      return refuse(401, 'invalid_client', 7000215, `Invalid client secret provided: ${form.toString()} ${form.get('client_secret')}`);
    if (context.req.param('tenant')?.toLowerCase() !== DEMO_ENTRA.tenant)
      return refuse(400, 'invalid_request', 90002, `Tenant '${context.req.param('tenant')}' not found.`);
    if (form.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type', 70003, 'Unsupported grant type.');
    if (form.get('scope') !== 'https://graph.microsoft.com/.default') return refuse(400, 'invalid_scope', 70011, 'Invalid scope.');
    if (fault === null) return refuse(400, 'unauthorized_client', 700016, 'Application was not found in the directory.');
    if (fault === 'secret-expired') return refuse(401, 'invalid_client', 7000222, 'The provided client secret keys are expired.');
    if (!isSameSecret(form.get('client_secret') ?? '', DEMO_ENTRA_SECRET))
      return refuse(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
    const token = `demo.${randomBytes(24).toString('base64url')}`;
    this.#tokens.set(token, { fault, pages: 0 });
    return context.json({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token });
  }

  list(context: Context<Env>): Response {
    const issued = this.#tokens.get((context.req.header('authorization') ?? '').replace(/^Bearer /, ''));
    if (issued === undefined || issued.fault === 'token-rejected' || (issued.fault === 'token-expires' && issued.pages >= 1))
      return graphError(context, 401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
    const { fault } = issued;
    if (fault === 'no-permission')
      return graphError(context, 403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    this.#requests++;
    if (fault === 'throttled-for-an-hour' || (fault === 'throttled' && this.#requests % 2 === 1))
      return graphError(context, 429, 'TooManyRequests', 'Too many requests.', fault === 'throttled' ? '1' : '3600');
    issued.pages++;
    return this.#page(context, fault);
  }

  #page(context: Context<Env>, fault: EntraFault): Response {
    const query = context.req.query();
    const size = Math.min(999, Math.max(1, Number(query['$top'] ?? 100)));
    const at = Number(query['$skiptoken'] ?? 0);
    const users = usersOf(this.#users(), fault);
    const isSecond = at === size;
    if (fault === 'cut' && isSecond) return dropConnection(context);
    if (fault === 'broken' && isSecond) return graphError(context, 503, 'ServiceUnavailable', 'Service unavailable.', '0');
    if (fault === 'other-shape' && isSecond) return context.json({ value: [{ id: 1, mail: ['a'] }] });
    const select = new Set((query['$select'] ?? 'id,displayName').split(','));
    // A page may be empty although more follow, and a user that changes may be sent again.
    const isEmpty = fault === 'empty-page' && isSecond && query['again'] === undefined;
    const found = isEmpty ? [] : users.slice(fault === 'empty-page' && at > 0 ? at - 1 : at, at + size);
    const value = found.map((user) => Object.fromEntries(Object.entries(user).filter(([name]) => select.has(name) && isKept(name, fault))));
    const next = isEmpty ? `${at}&again=1` : at + size < users.length ? String(at + size) : null;
    return context.json({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
      ...(next !== null && { '@odata.nextLink': this.#nextLink(context, next, fault === 'next-elsewhere' && at === 0) }),
      value,
    });
  }

  #nextLink(context: Context<Env>, next: string, isElsewhere: boolean): string {
    const { origin, pathname, searchParams } = new URL(context.req.url);
    const base = isElsewhere ? 'http://127.0.0.2:9' : origin;
    return `${base}${pathname}?$select=${searchParams.get('$select') ?? ''}&$top=${searchParams.get('$top') ?? 100}&$skiptoken=${next}`;
  }
}

function usersOf(users: readonly EntraSideUser[], fault: EntraFault): readonly EntraSideUser[] {
  if (fault === 'no-users') return [];
  return fault === 'shrunk' ? users.slice(0, Math.ceil(users.length / 10)) : users;
}

const isKept = (property: string, fault: EntraFault): boolean =>
  fault !== 'no-mail' || !['mail', 'proxyAddresses', 'employeeId'].includes(property);

function graphError(context: Context<Env>, status: 401 | 403 | 429 | 503, code: string, message: string, retryAfter?: string): Response {
  const body = { error: { code, message, innerError: { 'request-id': '00000000-0000-0000-0000-000000000000' } } };
  return context.json(body, status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
}

/** Mounts the token endpoint and `users` of Graph below `ENTRA_PATHS`. */
export function mountEntra(app: Hono<Env>, users: () => readonly EntraSideUser[]): void {
  const side = new EntraSide(users);
  app.post(`${ENTRA_PATHS.signIn}/:tenant/oauth2/v2.0/token`, (context) => side.issue(context));
  app.get(`${ENTRA_PATHS.api}/v1.0/users`, (context) => side.list(context));
}
