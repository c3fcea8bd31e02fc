import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN } from '#shared/domain/integration/demo-amazon-business.ts';
import { dropConnection } from '../hang-up.ts';
import { isSameSecret } from '../same-secret.ts';
import { type BusinessFault, findBusinessFault } from './business-faults.ts';
import type { BusinessUsers } from './business-users.ts';
import { type OrderReport, OrderReportPages } from './order-reports.ts';

type Env = { Bindings: HttpBindings };

export const BUSINESS_PATHS = { signIn: '/amazon-business/auth/o2/token', api: '/amazon-business/api' } as const;

interface Issued {
  readonly fault: BusinessFault;
  /** Number of calls, and of those that were not refused. */
  requests: number;
  calls: number;
}

const MINUTE_MS = 60_000;
const CLOCK_AHEAD_MS = 10 * MINUTE_MS;
const LARGEST_SKEW_MS = 5 * MINUTE_MS;
const LONGEST_WINDOW_MS = 366 * 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Orders and users of the demo's Amazon. */
export interface BusinessContent {
  readonly orders: () => readonly OrderReport[];
  readonly users: BusinessUsers;
}

/** State of the demo's Amazon Business API. Formats and limits: docs/domain/amazon-business-api.md. */
class BusinessSide {
  readonly #tokens = new Map<string, Issued>();
  readonly #orders: OrderReportPages;
  readonly #users: BusinessUsers;

  constructor({ orders, users }: BusinessContent) {
    this.#orders = new OrderReportPages(orders);
    this.#users = users;
  }

  async issue(context: Context<Env>): Promise<Response> {
    const form = new URLSearchParams(await context.req.text());
    const refuse = (status: 400 | 401, error: string, text: string): Response => context.json({ error, error_description: text }, status);
    const fault = findBusinessFault(form.get('client_id') ?? '');
    if (fault === 'echo')
      return refuse(400, 'invalid_request', `The request is malformed: ${form.toString()} ${form.get('refresh_token')}`);
    if (form.get('grant_type') !== 'refresh_token')
      return refuse(400, 'unsupported_grant_type', 'The authorization grant type is not supported.');
    if (fault === null || !isSameSecret(form.get('client_secret') ?? '', DEMO_AMAZON_CLIENT_SECRET))
      return refuse(401, 'invalid_client', 'Client authentication failed');
    if (fault === 'unauthorized') return refuse(400, 'unauthorized_client', 'The client is not authorized to use this grant.');
    if (fault === 'sign-in-throttled') return refused(context, 429, 'TooManyRequests', 'Rate exceeded', '3600');
    const isRevokedLater = fault === 'revoked-later' || fault === 'orders-revoked' || fault === 'users-revoked';
    const isRevoked = fault === 'revoked' || (isRevokedLater && [...this.#tokens.values()].some((each) => each.fault === fault));
    if (isRevoked || !isSameSecret(form.get('refresh_token') ?? '', DEMO_AMAZON_REFRESH_TOKEN))
      return refuse(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token.');
    if (fault === 'token-shape') return context.json({ access_token: 7, expires_in: 'soon' });
    const token = `demo.${randomBytes(24).toString('base64url')}`;
    this.#tokens.set(token, { fault, requests: 0, calls: 0 });
    return context.json({ access_token: token, refresh_token: DEMO_AMAZON_REFRESH_TOKEN, token_type: 'bearer', expires_in: 3_600 });
  }

  orders(context: Context<Env>): Response {
    const issued = this.#tokens.get(context.req.header('x-amz-access-token') ?? '');
    if (issued === undefined) return refused(context, 403, 'Unauthorized', 'Access to requested resource is denied.');
    const { fault } = issued;
    const refusal = this.#refusal(context, issued) ?? faultyAnswer(context, fault);
    if (refusal !== null) return refusal;
    const { orderStartDate: from = '', orderEndDate: to = '', nextPageToken: token = '' } = context.req.query();
    const window = Date.parse(to) - Date.parse(from);
    const isValid = DATE.test(from) && DATE.test(to) && window > 0 && window <= LONGEST_WINDOW_MS && Date.parse(to) <= getServerTime(fault);
    if (!isValid) return refused(context, 400, 'INVALID_REQUEST_PARAMETER', 'orderStartDate or orderEndDate is invalid.');
    const page = this.#orders.answer({ fault, from: Date.parse(from), to: Date.parse(to), token });
    if (page === 'cut') return dropConnection(context);
    if (page === 'invalid') return refused(context, 400, 'INVALID_REQUEST_PARAMETER', 'nextPageToken is invalid.');
    return context.json(page, 200, { 'x-amzn-RateLimit-Limit': '0.5' });
  }

  async createUser(context: Context<Env>): Promise<Response> {
    const issued = this.#tokens.get(context.req.header('x-amz-access-token') ?? '');
    if (issued === undefined) return refused(context, 403, 'Unauthorized', 'Access to requested resource is denied.');
    // The request is read first, because a connection that ends while it is sent means that it was not received.
    const text = await context.req.text();
    const refusal = this.#refusal(context, issued);
    if (refusal !== null) return refusal;
    const { fault } = issued;
    const answer = this.#users.create(parseJson(text), fault);
    if (answer.kind === 'refused') return refused(context, 400, 'INVALID_REQUEST_PARAMETER', answer.message);
    if (answer.after === 'silence') return new Promise(() => undefined);
    if (answer.after === 'cut') return dropConnection(context);
    if (answer.after === 'error') return refused(context, 500, 'InternalFailure', 'We encountered an internal error.');
    return faultyAnswer(context, fault) ?? context.json({}, 201, { 'x-amzn-RateLimit-Limit': '1' });
  }

  /** Returns the refusal of a call before its parameters are read; `null` = none. */
  #refusal(context: Context<Env>, issued: Issued): Response | null {
    const { fault } = issued;
    const denied = (status: 401 | 403): Response => refused(context, status, 'Unauthorized', 'The access token you provided has expired.');
    if (fault === 'revoked-later' || (fault === 'access-expires' && issued.calls >= 1)) return denied(403);
    if ((fault === 'orders-revoked' || fault === 'users-revoked') && issued.calls >= 3) return denied(403);
    if (fault === 'access-expires-401' && issued.calls >= 1) return denied(401);
    if (fault === 'no-role') return refused(context, 403, 'Unauthorized', 'Access to requested resource is denied.');
    if (fault === 'throttled-for-an-hour') return refused(context, 429, 'QuotaExceeded', 'You exceeded your quota.', '3600');
    if (fault === 'broken') return refused(context, 500, 'InternalFailure', 'We encountered an internal error.');
    issued.requests++;
    if (fault === 'throttled' && issued.requests % 2 === 1) return refused(context, 429, 'QuotaExceeded', 'You exceeded your quota.', '1');
    if (fault === 'busy' && issued.requests % 2 === 1) return refused(context, 503, 'ServiceUnavailable', 'Try again later.', '1');
    const now = getServerTime(fault);
    if (Math.abs(now - readAmzDate(context.req.header('x-amz-date') ?? '')) > LARGEST_SKEW_MS) {
      context.header('Date', new Date(now).toUTCString());
      return refused(context, 403, 'Unauthorized', 'The request has expired.');
    }
    issued.calls++;
    return null;
  }
}

const getServerTime = (fault: BusinessFault): number =>
  Date.now() + (fault === 'clock' ? CLOCK_AHEAD_MS : fault === 'orders-clock' ? -LARGEST_SKEW_MS : 0);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultyAnswer(context: Context<Env>, fault: BusinessFault): Response | null {
  if (fault === 'other-shape') return context.json({ ordersReport: { orders: 'many' } });
  if (fault === 'html') return context.html('<!DOCTYPE html><title>Sign in</title>');
  if (fault === 'redirect') return context.redirect('https://other.example/orders', 302);
  return fault === 'cut' ? dropConnection(context) : null;
}

/** Reads `yyyymmddThhmmssZ`; another text is the year 1970. */
function readAmzDate(text: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function refused(
  context: Context<Env>,
  status: 400 | 401 | 403 | 429 | 500 | 503,
  code: string,
  message: string,
  retryAfter?: string,
): Response {
  return context.json({ errors: [{ code, message, details: '' }] }, status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
}

/** Mounts the token endpoint, the reports of these orders, and the creation of users below `BUSINESS_PATHS`. */
export function mountAmazonBusiness(app: Hono<Env>, content: BusinessContent): void {
  const side = new BusinessSide(content);
  app.post(BUSINESS_PATHS.signIn, (context) => side.issue(context));
  app.get(`${BUSINESS_PATHS.api}/reports/2025-06-09/orderReports`, (context) => side.orders(context));
  app.post(`${BUSINESS_PATHS.api}/businessAccounts/2021-08-30/businessUserAccount`, (context) => side.createUser(context));
}
