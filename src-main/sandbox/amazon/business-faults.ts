import { DEMO_AMAZON_BUSINESS } from '#shared/domain/integration/demo-amazon-business.ts';

/** Faults of the demo company's Amazon Business API, each selected by a client ID of its own. */
export const BUSINESS_FAULTS = [
  'none',
  /** The refresh token has expired or was revoked. */
  'revoked',
  /** The app client may not use this grant. */
  'unauthorized',
  /** Access tokens are rejected after one call, with 403 as documented. */
  'access-expires',
  /** The same with 401, as one client expects. */
  'access-expires-401',
  /** Consent is withdrawn after the first access token: neither it nor the refresh token is accepted any more. */
  'revoked-later',
  /** The role Amazon Business Analytics is missing. */
  'no-role',
  /** Each second call is answered by 429 with Retry-After: 1. */
  'throttled',
  /** Token requests are refused for an hour. */
  'sign-in-throttled',
  /** Calls are refused for an hour. */
  'throttled-for-an-hour',
  /** Each second call is answered by 503 with Retry-After: 1. */
  'busy',
  /** Every call is answered by 500 without a pause. */
  'broken',
  /** The server's clock is ten minutes ahead, and refuses calls of another time. */
  'clock',
  /** The token answer has another shape. */
  'token-shape',
  /** The order answer has another shape. */
  'other-shape',
  /** The order answer is a page of HTML. */
  'html',
  /** The order answer is a redirect to another server. */
  'redirect',
  /** The connection ends instead of the order answer. */
  'cut',
  /** There are 100,000 orders, half of them with names in half-width kana. */
  'orders-many',
  /** The connection ends instead of the third page of orders. */
  'orders-cut',
  /** The third page contains something else than an order. */
  'orders-shape',
  /** The third page continues with itself. */
  'orders-loop',
  /** The third page is larger than any answer may be. */
  'orders-oversized',
  /** Consent is withdrawn after the third page of orders. */
  'orders-revoked',
  /** The server's clock is five minutes behind, so that the period must not end now. */
  'orders-clock',
  /** Consent is withdrawn after the third user was created. */
  'users-revoked',
  /** Each third user is created, but the connection ends instead of the answer. */
  'users-cut',
  /** Each third user is created, but answered by 500. */
  'users-error',
  /** Each third user is created, but there is no answer. */
  'users-silent',
  /** Errors repeat the request, secrets included. */
  'echo',
] as const;
export type BusinessFault = (typeof BUSINESS_FAULTS)[number];

const BASE = DEMO_AMAZON_BUSINESS.clientId.slice(0, -'none'.length);

/** Returns the client ID with a fault. The first one is that of `DEMO_AMAZON_BUSINESS`. */
export const getBusinessClientId = (fault: BusinessFault): string => `${BASE}${fault}`;

export const findBusinessFault = (clientId: string): BusinessFault | null =>
  BUSINESS_FAULTS.find((fault) => getBusinessClientId(fault) === clientId) ?? null;
