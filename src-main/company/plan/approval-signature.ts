import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { APPROVAL_FILE_FORMAT, type ApprovalFile } from '#shared/contract/plan/approval.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import type { ApprovalRequest } from '../../storage/plan/approval-request-store.ts';

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
export const isApprovalSignatureValid = (publicKey: string, approved: ApprovedContent, signature: string): boolean =>
  isSignatureValid(publicKey, signedText(approved), signature);

/** The content of an approval on a team server: which request of whom, for which plan, was approved by whom. */
export type ApprovedRequest = Pick<ApprovalRequest, 'id' | 'seal' | 'shown' | 'requester' | 'approver' | 'decidedBy' | 'decidedAt'>;

const requestText = ({ id, seal, shown, requester, approver, decidedBy, decidedAt }: ApprovedRequest): Buffer =>
  Buffer.from(toStableJson({ format: 'tsunagi-approved-request', version: 1, id, seal, shown, requester, approver, decidedBy, decidedAt }));

export const signApprovedRequest = (privateKey: string, approved: ApprovedRequest): string =>
  sign(null, requestText(approved), privateKeyOf(privateKey)).toString('base64');

export const isRequestSignatureValid = (request: ApprovalRequest): boolean =>
  isSignatureValid(request.publicKey, requestText(request), request.signature);

function isSignatureValid(publicKey: string, content: Buffer, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, content, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
