import type { ReasonKind } from './reason-kind.ts';

/**
 * Reasons for problems with the groupware's address, and with the server after it was reached. Source: docs/domain/neo.md#api,
 * docs/gateway.md.
 */
export const GROUPWARE_REASONS = {
  // Address, checked without a request
  'server-address-empty': { side: 'here', field: 'serverAddress' },
  'server-address-malformed': { side: 'here', field: 'serverAddress' },
  'server-address-width': { side: 'here', field: 'serverAddress' },
  'server-address-scheme': { side: 'here', field: 'serverAddress' },
  'server-address-http': { side: 'here', field: 'serverAddress' },
  'server-address-http-public': { side: 'here', field: 'serverAddress' },
  'server-address-http-forbidden': { side: 'here', field: 'serverAddress' },
  'http-unprotected': { side: 'groupware', field: 'serverAddress' },
  'server-address-credentials': { side: 'here', field: 'serverAddress' },
  // HTTP
  'redirected-to-https': { side: 'here', field: 'serverAddress' },
  'redirected-to-http': { side: 'groupware', field: 'serverAddress' },
  'redirected-inside': { side: 'groupware', field: 'serverAddress' },
  'server-busy': { side: 'groupware', field: null },
  'server-database-down': { side: 'groupware', field: null },
  'server-fault': { side: 'groupware', field: null },
  'server-status-other': { side: 'groupware', field: null },
  'basic-required': { side: 'here', field: 'basicUser' },
  'basic-refused': { side: 'here', field: 'basicPassword' },
  'basic-of-another-server': { side: 'here', field: 'basicPassword' },
  'basic-other-scheme': { side: 'groupware', field: null },
  // Detection of NEO
  'neo-maintenance': { side: 'groupware', field: null },
  'neo-web-page': { side: 'here', field: 'serverAddress' },
  'neo-login-page': { side: 'here', field: 'serverAddress' },
  'neo-sign-on-page': { side: 'groupware', field: null },
  'neo-not-json': { side: 'here', field: 'serverAddress' },
  'neo-answer-other': { side: 'here', field: 'serverAddress' },
  'neo-encoding': { side: 'groupware', field: null },
  'neo-not-there': { side: 'here', field: 'serverAddress' },
  'neo-other-ending': { side: 'here', field: 'serverAddress' },
  'neo-other-product': { side: 'here', field: 'serverAddress' },
  'neo-module-missing': { side: 'groupware', field: null },
  'neo-unproven': { side: 'groupware', field: null },
  // Access key
  'key-empty': { side: 'here', field: 'accessKey' },
  'key-of-another-server': { side: 'here', field: 'accessKey' },
  'key-malformed': { side: 'here', field: 'accessKey' },
  'key-of-another-tenant': { side: 'here', field: 'accessKey' },
  'key-refused': { side: 'here', field: 'accessKey' },
  // Gateway
  'gateway-absent': { side: 'groupware', field: null },
  'gateway-version': { side: 'groupware', field: null },
  'gateway-incomplete': { side: 'groupware', field: null },
  // Users
  'users-no-right': { side: 'groupware', field: 'accessKey' },
  'users-refused': { side: 'groupware', field: 'accessKey' },
  'users-unreadable': { side: 'groupware', field: null },
  'users-none': { side: 'groupware', field: null },
  'users-fields-missing': { side: 'groupware', field: null },
  // Clock
  'clock-skewed': { side: 'groupware', field: null },
  'clock-unknown': { side: 'groupware', field: null },
} as const satisfies Record<string, ReasonKind>;
