import type { ConnectionSettings } from '#shared/contract/connections.ts';

/** What is believed besides the usual, as the text takes it; `null` = nothing. */
export function trustOf({ extraCa, proxy, clientCertificate }: Pick<ConnectionSettings, 'extraCa' | 'proxy' | 'clientCertificate'>) {
  const proxied = proxy.kind === 'manual' || proxy.kind === 'pac';
  if (extraCa.length === 0 && !proxied && clientCertificate === null) return null;
  return {
    authorities: extraCa.length,
    proxy: proxied ? proxy.url : 'none',
    certificate: clientCertificate === null ? 'none' : clientCertificate.certificate.subject,
  };
}
