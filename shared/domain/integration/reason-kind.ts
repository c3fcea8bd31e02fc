/** A value that somebody can put right, as the window anchors a reason to it. */
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
 * Whose move it is: whoever uses this console, whoever runs the company's network, the groupware's administrator, the administrator
 * of Amazon Business, or Amazon itself.
 */
export type ReasonSide = 'here' | 'network' | 'groupware' | 'amazon-admin' | 'amazon';

/** What a reason says whatever the case: whose move it is, and the setting it is about where it is always the same one. */
export interface ReasonKind {
  readonly side: ReasonSide;
  readonly field: ConnectionField | null;
}
