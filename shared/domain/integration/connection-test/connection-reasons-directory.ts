import type { ReasonKind } from './reason-kind.ts';

/**
 * Reasons for problems with the company's directory (LDAP, Active Directory) after its port was reached. Source: docs/domain/directory.md.
 */
export const DIRECTORY_REASONS = {
  // Settings, checked without a request
  'directory-not-set': { side: 'here', field: 'directoryServer' },
  'directory-host-malformed': { side: 'here', field: 'directoryServer' },
  'directory-filter-malformed': { side: 'here', field: 'directoryFilter' },
  'directory-password-empty': { side: 'here', field: 'directoryPassword' },
  'directory-password-of-another-server': { side: 'here', field: 'directoryPassword' },
  // TLS and account
  'directory-starttls-refused': { side: 'directory', field: 'directoryServer' },
  'directory-bind-refused': { side: 'here', field: 'directoryPassword' },
  'directory-stronger-auth': { side: 'directory', field: null },
  // Search
  'directory-base-missing': { side: 'here', field: 'directoryBase' },
  'directory-base-malformed': { side: 'here', field: 'directoryBase' },
  'directory-base-elsewhere': { side: 'here', field: 'directoryBase' },
  'directory-no-right': { side: 'directory', field: null },
  'directory-size-limit': { side: 'directory', field: null },
  'directory-admin-limit': { side: 'directory', field: null },
  'directory-time-limit': { side: 'directory', field: null },
  'directory-busy': { side: 'directory', field: null },
  'directory-code-other': { side: 'directory', field: null },
  'directory-no-people': { side: 'here', field: 'directoryFilter' },
  'directory-referrals': { side: 'directory', field: 'directoryBase' },
  'directory-fields-missing': { side: 'directory', field: null },
  // Connection
  'directory-cut': { side: 'network', field: null },
  'directory-timeout': { side: 'network', field: 'timeouts' },
  'directory-unreadable': { side: 'here', field: 'directoryServer' },
  'directory-too-many': { side: 'here', field: 'directoryBase' },
  'directory-too-large': { side: 'directory', field: null },
} as const satisfies Record<string, ReasonKind>;

export type DirectoryReason = keyof typeof DIRECTORY_REASONS;
