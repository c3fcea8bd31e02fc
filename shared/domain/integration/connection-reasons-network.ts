import type { ReasonKind } from './reason-kind.ts';

/** What goes wrong between this machine and any server, whichever it is. */
export const NETWORK_REASONS = {
  'dns-not-found': { side: 'here', field: null },
  'dns-failed': { side: 'network', field: null },
  'pac-unavailable': { side: 'here', field: 'proxy' },
  'proxy-not-resolved': { side: 'network', field: 'proxy' },
  'proxy-socks': { side: 'network', field: 'proxy' },
  'proxy-unreachable': { side: 'network', field: 'proxy' },
  'proxy-auth-required': { side: 'here', field: 'proxyPassword' },
  'proxy-ntlm': { side: 'network', field: 'proxy' },
  'proxy-refused': { side: 'network', field: 'proxy' },
  'proxy-cannot-reach': { side: 'network', field: null },
  'proxy-not-a-proxy': { side: 'here', field: 'proxy' },
  'proxy-tls': { side: 'network', field: 'proxy' },
  'tcp-refused': { side: 'network', field: null },
  'tcp-unreachable': { side: 'network', field: null },
  'tcp-timeout': { side: 'network', field: null },
  'connection-reset': { side: 'network', field: null },
  'tls-not-spoken': { side: 'here', field: null },
  'tls-issuer-unknown': { side: 'network', field: 'extraCa' },
  'tls-self-signed': { side: 'network', field: 'extraCa' },
  'tls-expired': { side: 'network', field: null },
  'tls-not-yet-valid': { side: 'here', field: null },
  'tls-host-mismatch': { side: 'network', field: null },
  'tls-outdated': { side: 'network', field: null },
  'tls-inspected': { side: 'network', field: null },
  'tls-client-certificate': { side: 'here', field: 'clientCertificate' },
  'tls-client-certificate-refused': { side: 'here', field: 'clientCertificate' },
  'tls-failed': { side: 'network', field: null },
  'answer-timeout': { side: 'network', field: 'timeouts' },
  'answer-cut': { side: 'network', field: null },
  'answer-too-large': { side: 'network', field: null },
  redirected: { side: 'network', field: null },
  'connection-failed': { side: 'network', field: null },
} as const satisfies Record<string, ReasonKind>;

export type NetworkReason = keyof typeof NETWORK_REASONS;
