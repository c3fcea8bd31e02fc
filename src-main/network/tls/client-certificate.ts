import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { duplexPair } from 'node:stream';
import { connect, createSecureContext, type PeerCertificate, TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../network.ts';
import { awaitFirstEvent } from '../timeouts.ts';
import { splitCertificates } from './certificates.ts';

/** A client certificate as stored in a file. Its private parts are encrypted with the passphrase. */
export type EncryptedCertificate =
  | { readonly kind: 'pem'; readonly certificate: string; readonly encryptedKey: string }
  | { readonly kind: 'pfx'; readonly pfx: string; readonly certificate: string };

/** Reason why files are not a usable client certificate. */
export type CertificateFault =
  | 'nothing'
  | 'noKey'
  | 'noCertificate'
  | 'severalKeys'
  | 'passphrase'
  | 'keyOfAnother'
  | 'unprotected'
  | 'unreadable';

export class CertificateError extends Error {
  readonly fault: CertificateFault;
  constructor(fault: CertificateFault) {
    super(fault);
    this.fault = fault;
  }
}

const KEY_BLOCK = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----[\s\S]*?-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----/g;

/**
 * Reads one PFX file, or certificate and key as PEM in one or two files, and encrypts the private parts; an unencrypted key gets a new
 * passphrase. Returns the encrypted certificate and its passphrase. Throws `CertificateError`.
 */
export async function encryptCertificate(
  files: readonly Uint8Array[],
  passphrase: string,
): Promise<{ readonly locked: EncryptedCertificate; readonly passphrase: string }> {
  const texts = files.map((file) => Buffer.from(file).toString('latin1'));
  if (texts.some((text) => text.includes('-----BEGIN '))) return lockPem(texts.join('\n'), passphrase);
  const [pfx] = files;
  if (pfx === undefined || pfx.length === 0) throw new CertificateError('nothing');
  if (files.length > 1) throw new CertificateError('unreadable');
  const certificate = await certificateOfPfx(pfx, passphrase);
  // A PFX is protected by its passphrase only; without one, the key would be readable in the company's file.
  if (passphrase === '') throw new CertificateError('unprotected');
  return { locked: { kind: 'pfx', pfx: Buffer.from(pfx).toString('base64'), certificate }, passphrase };
}

function lockPem(text: string, passphrase: string): { locked: EncryptedCertificate; passphrase: string } {
  const keys = text.match(KEY_BLOCK) ?? [];
  const [keyText] = keys;
  const chain = certificatesOf(text);
  if (keyText === undefined) throw new CertificateError('noKey');
  if (keys.length > 1) throw new CertificateError('severalKeys');
  const key = openKey(keyText, passphrase);
  // Finds the certificate of the key at any position, because servers expect it first.
  const leaf = chain.find((pem) => new X509Certificate(pem).checkPrivateKey(key));
  if (leaf === undefined) throw new CertificateError(chain.length === 0 ? 'noCertificate' : 'keyOfAnother');
  const lock = passphrase === '' ? randomBytes(32).toString('base64url') : passphrase;
  const encryptedKey = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: lock }).toString();
  return {
    locked: { kind: 'pem', certificate: [leaf, ...chain.filter((pem) => pem !== leaf)].join(''), encryptedKey },
    passphrase: lock,
  };
}

function certificatesOf(text: string): readonly string[] {
  try {
    return splitCertificates(text);
  } catch {
    throw new CertificateError('unreadable');
  }
}

function openKey(text: string, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: text, ...(passphrase === '' ? {} : { passphrase }) });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const wantsOne = text.includes('ENCRYPTED') || code === 'ERR_MISSING_PASSPHRASE';
    throw new CertificateError(wantsOne ? 'passphrase' : 'unreadable');
  }
}

/** Decrypts a certificate for use; returns `null` if the passphrase is wrong. */
export async function decryptCertificate(locked: EncryptedCertificate, passphrase: string): Promise<ClientCertificate | null> {
  try {
    if (locked.kind === 'pfx') {
      const pfx = new Uint8Array(Buffer.from(locked.pfx, 'base64'));
      await certificateOfPfx(pfx, passphrase);
      return { kind: 'pfx', pfx, passphrase };
    }
    const key = openKey(locked.encryptedKey, passphrase).export({ type: 'pkcs8', format: 'pem' }).toString();
    return { kind: 'pem', certificate: locked.certificate, key };
  } catch (error) {
    if (error instanceof CertificateError) return null;
    throw error;
  }
}

/** Returns the certificate of a PFX as PEM. Node opens a PFX only for TLS, so it is read from a handshake between two ends in memory. */
async function certificateOfPfx(pfx: Uint8Array, passphrase: string): Promise<string> {
  let context: ReturnType<typeof createSecureContext>;
  try {
    context = createSecureContext({ pfx: Buffer.from(pfx), passphrase });
  } catch (error) {
    const { message = '' } = error as Error;
    throw new CertificateError(/mac verify|invalid password|bad decrypt/i.test(message) ? 'passphrase' : 'unreadable');
  }
  const [near, far] = duplexPair();
  const shown = new TLSSocket(far, { isServer: true, secureContext: context });
  shown.on('error', () => undefined);
  // Skipping verification is safe: the other end is `shown`, created above, and no data is sent.
  const looking = connect({ socket: near, rejectUnauthorized: false });
  try {
    await awaitFirstEvent(looking, 'secureConnect', { timeoutMs: 5_000 });
    const { raw } = looking.getPeerCertificate() as Partial<PeerCertificate>;
    if (raw === undefined) throw new CertificateError('noCertificate');
    return new X509Certificate(raw).toString();
  } catch (error) {
    throw error instanceof CertificateError ? error : new CertificateError('noCertificate');
  } finally {
    looking.on('error', () => undefined).destroy();
    shown.destroy();
  }
}
