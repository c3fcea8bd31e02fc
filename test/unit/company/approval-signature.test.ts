import { describe, expect, test } from 'vitest';
import {
  type ApprovedContent,
  derivePublicKey,
  generatePrivateKey,
  getKeyFingerprint,
  isApprovalSignatureValid,
  signApproval,
} from '#main/company/plan/approval-signature.ts';

const KEY = generatePrivateKey();
const PUBLIC_KEY = derivePublicKey(KEY);
const APPROVED: ApprovedContent = {
  seal: 'a'.repeat(64),
  shown: 'b'.repeat(64),
  file: 'c'.repeat(64),
  by: '佐藤 花子',
  at: '2026-11-24T01:00:00.000Z',
};
const SIGNATURE = signApproval(KEY, APPROVED);

/** A changed value for every signed field. A new field does not compile until it is added here. */
const ALTERED: { readonly [F in keyof ApprovedContent]: ApprovedContent[F] } = {
  seal: `d${'a'.repeat(63)}`,
  shown: `d${'b'.repeat(63)}`,
  file: `d${'c'.repeat(63)}`,
  by: '佐藤 花',
  at: '2026-11-24T01:00:00.001Z',
};
const FIELDS = Object.keys(ALTERED) as readonly (keyof ApprovedContent)[];

describe('the signature of an approval', () => {
  test('is valid for the approval that it was made for', () => {
    expect(isApprovalSignatureValid(PUBLIC_KEY, APPROVED, SIGNATURE)).toBe(true);
  });

  test.each(FIELDS)('is not valid once the field %s is altered', (field) => {
    expect(isApprovalSignatureValid(PUBLIC_KEY, { ...APPROVED, [field]: ALTERED[field] }, SIGNATURE)).toBe(false);
  });

  test.each(FIELDS)('is not valid once the field %s is empty', (field) => {
    expect(isApprovalSignatureValid(PUBLIC_KEY, { ...APPROVED, [field]: '' }, SIGNATURE)).toBe(false);
  });

  test('is not valid when two signed fields are exchanged', () => {
    const { shown, file } = APPROVED;
    expect(isApprovalSignatureValid(PUBLIC_KEY, { ...APPROVED, shown: file, file: shown }, SIGNATURE)).toBe(false);
  });

  test('is valid only for the key that made it', () => {
    const other = derivePublicKey(generatePrivateKey());
    expect(isApprovalSignatureValid(other, APPROVED, SIGNATURE)).toBe(false);
    expect(getKeyFingerprint(other)).not.toBe(getKeyFingerprint(PUBLIC_KEY));
  });

  test.each(['', 'not base64 !', SIGNATURE.slice(0, -8)])('is not valid with the signature %j, and does not throw', (signature) => {
    expect(isApprovalSignatureValid(PUBLIC_KEY, APPROVED, signature)).toBe(false);
    expect(isApprovalSignatureValid(signature, APPROVED, SIGNATURE)).toBe(false);
  });
});
