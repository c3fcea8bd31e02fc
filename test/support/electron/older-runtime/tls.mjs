// `node:tls` with `getCACertificates`, which Node has since 22.15: the system's certificates are told as none.
import tls, { rootCertificates } from 'node:tls';

export * from 'node:tls';
export const getCACertificates = tls.getCACertificates ?? ((kind = 'default') => (kind === 'system' ? [] : [...rootCertificates]));
export default tls;
