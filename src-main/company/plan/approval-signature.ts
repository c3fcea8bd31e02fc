import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { APPROVAL_FILE_FORMAT, type ApprovalFile } from '#shared/contract/plan/approval.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';

/** The approved content; its canonical JSON is signed. */
export type ApprovedContent = Pick<ApprovalFile, 'seal' | 'shown' | 'file' | 'by' | 'at'>;

const signedText = ({ seal, shown, file, by, at }: ApprovedContent): Buffer =>
  Buffer.from(toStableJson({ ...APPROVAL_FILE_FORMAT, seal, shown, file, by, at }));

/** Returns the SHA-256 of a public key (SPKI, base64) in hexadecimal. */
export const getKeyFingerprint = (publicKey: string): string => createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** Creates a private key (PKCS #8, base64) as a single line, to be stored in the keychain. */
export const generatePrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

const privateKeyOf = (key: string) => createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });

/** Returns the public key (SPKI, base64) of a private key. */
export const derivePublicKey = (privateKey: string): string =>
  createPublicKey(privateKeyOf(privateKey)).export({ format: 'der', type: 'spki' }).toString('base64');

export const signApproval = (privateKey: string, approved: ApprovedContent): string =>
  sign(null, signedText(approved), privateKeyOf(privateKey)).toString('base64');

/** Whether the signature is valid. Returns false instead of throwing for a malformed key or signature. */
export function isApprovalSignatureValid(publicKey: string, approved: ApprovedContent, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, signedText(approved), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
