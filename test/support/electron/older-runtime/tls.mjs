// `node:tls` with `getCACertificates`, which Node has since 22.15. It returns no system certificates.
import tls, { rootCertificates } from 'node:tls';

export * from 'node:tls';
export const getCACertificates = tls.getCACertificates ?? ((kind = 'default') => (kind === 'system' ? [] : [...rootCertificates]));
export default tls;
