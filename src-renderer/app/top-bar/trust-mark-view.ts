import type { ConnectionSettings } from '#shared/contract/connections/connections.ts';

type Trusted = Pick<ConnectionSettings, 'extraCa' | 'proxy' | 'clientCertificate' | 'plainHttp'>;

/** Returns the company's trust settings beyond the defaults as message arguments; `null` if there are none. */
export function getExtraTrust({ extraCa, proxy, clientCertificate }: Trusted) {
  const proxied = proxy.kind === 'manual' || proxy.kind === 'pac';
  if (extraCa.length === 0 && !proxied && clientCertificate === null) return null;
  return {
    authorities: extraCa.length,
    proxy: proxied ? proxy.url : 'none',
    certificate: clientCertificate === null ? 'none' : clientCertificate.certificate.subject,
  };
}

/** Display name of the server that is reached without encryption; `null` if there is none or the policy of this machine forbids it. */
export const getUnencryptedServer = ({ plainHttp }: Trusted): string | null => (plainHttp.policy === 'never' ? null : plainHttp.allowed);
