import { DEMO_ENTRA } from '#shared/domain/integration/demo-cloud.ts';

/** Faults of the demo company's Entra ID, each selected by the client ID of an application of its own. */
export const ENTRA_FAULTS = [
  'none',
  /** The application lacks User.Read.All. */
  'no-permission',
  /** Each second request is answered by 429 with Retry-After: 1. */
  'throttled',
  /** Every page is refused for an hour. */
  'throttled-for-an-hour',
  /** Tokens are rejected after one page. */
  'token-expires',
  /** Tokens are rejected always, as after consent was withdrawn. */
  'token-rejected',
  /** The connection ends instead of the second page. */
  'cut',
  /** The second page is always refused with an error of the server. */
  'broken',
  /** The second page has another shape. */
  'other-shape',
  /** The address of the second page leads to another server. */
  'next-elsewhere',
  /** A page without users between two others, and a user that is sent twice. */
  'empty-page',
  /** No users, without an error. */
  'no-users',
  /** A tenth of the people, without an error. */
  'shrunk',
  /** The properties for matching are missing. */
  'no-mail',
  /** The secret has expired. */
  'secret-expired',
  /** Errors repeat the request, secret included. */
  'echo',
] as const;
export type EntraFault = (typeof ENTRA_FAULTS)[number];

/** Returns the client ID of the application with a fault. The first one is that of `DEMO_ENTRA`. */
export const getEntraClientId = (fault: EntraFault): string =>
  `${DEMO_ENTRA.clientId.slice(0, -2)}${ENTRA_FAULTS.indexOf(fault).toString(16).padStart(2, '0')}`;

export const findEntraFault = (clientId: string): EntraFault | null =>
  ENTRA_FAULTS.find((fault) => getEntraClientId(fault) === clientId) ?? null;
