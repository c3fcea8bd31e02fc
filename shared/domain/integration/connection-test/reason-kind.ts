/** Values that the user can correct; the window uses them as link targets. */
export const CONNECTION_FIELDS = [
  'serverAddress',
  'accessKey',
  'basicUser',
  'basicPassword',
  'proxy',
  'proxyUser',
  'proxyPassword',
  'extraCa',
  'clientCertificate',
  'clientCertificatePassphrase',
  'timeouts',
  'systemLogin',
  'catalogPassword',
  'poRequestUrl',
  'punchoutUrl',
  'testEmail',
  'directoryServer',
  'directoryBase',
  'directoryFilter',
  'directoryPassword',
  'directoryTenant',
  'directoryClient',
  'directoryAdmin',
  'businessClient',
  'businessSecret',
  'businessToken',
] as const;
export type ConnectionField = (typeof CONNECTION_FIELDS)[number];

/**
 * The party that must act: the user of this console, the administrator of the network, the groupware, the company's directory or Amazon
 * Business, or Amazon.
 */
export type ReasonSide = 'here' | 'network' | 'groupware' | 'directory' | 'amazon-admin' | 'amazon';

/** Properties of a reason: the party that must act, and the setting concerned if it is always the same. */
export interface ReasonKind {
  readonly side: ReasonSide;
  readonly field: ConnectionField | null;
}
