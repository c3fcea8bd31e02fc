import type { ConnectionSettings } from '#shared/contract/connections/connections.ts';

type Trusted = Pick<ConnectionSettings, 'extraCa' | 'proxy' | 'clientCertificate' | 'plainHttp'>;

/** What this company trusts beyond the defaults, as message arguments; `null` if nothing. */
export function trustOf({ extraCa, proxy, clientCertificate }: Trusted) {
  const proxied = proxy.kind === 'manual' || proxy.kind === 'pac';
  if (extraCa.length === 0 && !proxied && clientCertificate === null) return null;
  return {
    authorities: extraCa.length,
    proxy: proxied ? proxy.url : 'none',
    certificate: clientCertificate === null ? 'none' : clientCertificate.certificate.subject,
  };
}

/** The server that is reached without encryption, as people name it; `null` = none, or the machine's policy forbids it. */
export const unprotectedServer = ({ plainHttp }: Trusted): string | null => (plainHttp.policy === 'never' ? null : plainHttp.allowed);
