/** A value the user can correct, used as anchor in the window. */
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
] as const;
export type ConnectionField = (typeof CONNECTION_FIELDS)[number];

/**
 * Who must act: the user of this console, the network administrator, the groupware administrator, the Amazon Business administrator, or
 * Amazon.
 */
export type ReasonSide = 'here' | 'network' | 'groupware' | 'amazon-admin' | 'amazon';

/** Facts of a reason that are the same in every case: who has to act, and the setting that it concerns, if it is always the same. */
export interface ReasonKind {
  readonly side: ReasonSide;
  readonly field: ConnectionField | null;
}
