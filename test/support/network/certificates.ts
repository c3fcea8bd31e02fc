import kept from './certificates.json' with { type: 'json' };
import type { Pair } from './make-certificates.ts';

export type CertificateName = keyof typeof kept.pairs;

/** Certificates and keys of the tests in PEM format; created by `make-certificates.ts`, valid for a hundred years. */
export const CERTIFICATES: Readonly<Record<CertificateName, Pair>> = kept.pairs;

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
/** The client certificate as PFX files, with and without a passphrase. */
export const CLIENT_PFX = { file: bytes(kept.clientPfx), passphrase: 'pfx-Passphrase-1', open: bytes(kept.clientPfxOpen) };
/** The client's key as PEM encrypted with a passphrase. */
export const CLIENT_KEY_ENCRYPTED = { pem: kept.clientKeyEncrypted, passphrase: 'pem-Passphrase-1' };
