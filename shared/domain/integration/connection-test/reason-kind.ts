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
  'directoryServer',
  'directoryBase',
  'directoryFilter',
  'directoryPassword',
] as const;
export type ConnectionField = (typeof CONNECTION_FIELDS)[number];

/**
 * Who must act: the user of this console, the administrator of the network, of the groupware, of the company's directory, of Amazon
 * Business, or Amazon.
 */
export type ReasonSide = 'here' | 'network' | 'groupware' | 'directory' | 'amazon-admin' | 'amazon';

/** Facts of a reason that are the same in every case: who has to act, and the setting that it concerns, if it is always the same. */
export interface ReasonKind {
  readonly side: ReasonSide;
  readonly field: ConnectionField | null;
}
