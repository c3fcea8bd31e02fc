import type { ReasonKind } from './reason-kind.ts';

/** Reasons for problems with a company directory in a cloud, after its servers were reached. Source: docs/domain/directory.md. */
export const CLOUD_REASONS = {
  // Settings, checked without a request
  'cloud-secret-empty': { side: 'here', field: 'directoryPassword' },
  'cloud-secret-of-another-tenant': { side: 'here', field: 'directoryPassword' },
  // Sign-in
  'entra-tenant-unknown': { side: 'here', field: 'directoryTenant' },
  'entra-app-unknown': { side: 'here', field: 'directoryClient' },
  'entra-secret-wrong': { side: 'here', field: 'directoryPassword' },
  'entra-secret-expired': { side: 'directory', field: 'directoryPassword' },
  'google-key-malformed': { side: 'here', field: 'directoryPassword' },
  'google-delegation-missing': { side: 'directory', field: null },
  'google-grant-refused': { side: 'here', field: 'directoryAdmin' },
  'cloud-sign-in-refused': { side: 'directory', field: null },
  // Reading
  'entra-permission-missing': { side: 'directory', field: null },
  'google-permission-missing': { side: 'directory', field: null },
  'cloud-token-rejected': { side: 'directory', field: null },
  'cloud-throttled': { side: 'directory', field: null },
  'cloud-busy': { side: 'directory', field: null },
  'cloud-refused': { side: 'directory', field: null },
  'cloud-no-people': { side: 'directory', field: null },
  'cloud-fields-missing': { side: 'directory', field: null },
  'cloud-unreadable': { side: 'network', field: null },
  'cloud-elsewhere': { side: 'network', field: null },
  'cloud-too-many': { side: 'directory', field: null },
  'cloud-timeout': { side: 'network', field: null },
} as const satisfies Record<string, ReasonKind>;

export type CloudReason = keyof typeof CLOUD_REASONS;
