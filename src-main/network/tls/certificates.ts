import { X509Certificate } from 'node:crypto';
import type { CertificateInfo } from '#shared/contract/connections/connections.ts';

const BLOCK = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** Splits a PEM text into one PEM per certificate; other text is ignored. Throws `RangeError` for an unreadable certificate. */
export function splitCertificates(text: string): readonly string[] {
  return (text.match(BLOCK) ?? []).map((block) => {
    try {
      return new X509Certificate(block).toString();
    } catch {
      throw new RangeError('unreadable certificate');
    }
  });
}

/** Returns the certificates in a file: PEM, or a single DER. Throws `RangeError` for an unreadable certificate. */
export function parseCertificateFile(content: Uint8Array): readonly string[] {
  const text = Buffer.from(content).toString('latin1');
  if (text.includes('-----BEGIN ')) return splitCertificates(text);
  try {
    return [new X509Certificate(content).toString()];
  } catch {
    throw new RangeError('unreadable certificate');
  }
}

/** Returns the description of a certificate. `now` is in ms. */
export function describeCertificate(pem: string, now: number): CertificateInfo {
  const certificate = new X509Certificate(pem);
  const { validFromDate, validToDate } = certificate;
  return {
    subject: getFamiliarName(certificate.subject),
    issuer: getFamiliarName(certificate.issuer),
    expiresAt: validToDate.toISOString(),
    state: now < validFromDate.getTime() ? 'not-yet-valid' : now > validToDate.getTime() ? 'expired' : 'valid',
    fingerprint: certificate.fingerprint256,
    authority: certificate.ca,
  };
}

/** Returns the most familiar part of a distinguished name: common name, else unit or organization, else the whole name. */
export function getFamiliarName(distinguished: string): string {
  const parts = new Map(distinguished.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  return parts.get('CN') ?? parts.get('OU') ?? parts.get('O') ?? distinguished.replaceAll('\n', ', ');
}
