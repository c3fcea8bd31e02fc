import type { ReasonKind } from './reason-kind.ts';

/** Reasons for problems with the Amazon Business API, after its servers were reached. Source: docs/domain/amazon-business-api.md. */
export const BUSINESS_REASONS = {
  // Settings, checked without a request
  'business-not-set': { side: 'here', field: 'businessClient' },
  'business-secret-empty': { side: 'here', field: 'businessSecret' },
  'business-token-empty': { side: 'here', field: 'businessToken' },
  'business-secret-elsewhere': { side: 'here', field: 'businessSecret' },
  'business-token-elsewhere': { side: 'here', field: 'businessToken' },
  // Token request
  'business-client-refused': { side: 'here', field: 'businessSecret' },
  'business-client-unauthorized': { side: 'amazon-admin', field: null },
  'business-token-refused': { side: 'amazon-admin', field: 'businessToken' },
  'business-sign-in-refused': { side: 'amazon', field: null },
  // Calls
  'business-access-rejected': { side: 'amazon-admin', field: null },
  'business-role-missing': { side: 'amazon-admin', field: null },
  'business-clock-skew': { side: 'here', field: null },
  'business-throttled': { side: 'amazon', field: null },
  'business-busy': { side: 'amazon', field: null },
  'business-refused': { side: 'amazon', field: null },
  'business-unreadable': { side: 'network', field: null },
  'business-pages-repeat': { side: 'amazon', field: null },
  'business-too-many-orders': { side: 'here', field: null },
} as const satisfies Record<string, ReasonKind>;

export type BusinessReason = keyof typeof BUSINESS_REASONS;
