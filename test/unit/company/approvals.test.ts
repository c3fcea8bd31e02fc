import { describe, expect, test } from 'vitest';
import { createApprovalService } from '#main/app/approval/approval-service.ts';
import { derivePublicKey, generatePrivateKey, getKeyFingerprint, signApproval } from '#main/company/plan/approval-signature.ts';
import { getApprovalState } from '#main/company/plan/plan-approvals.ts';
import { APPROVAL_FILE_FORMAT, type ApprovalFile } from '#shared/contract/plan/approval.ts';
import { openSession } from '../../support/company-session.ts';

const NOW = '2026-11-24T01:00:00.000Z';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEY = generatePrivateKey();
const PUBLIC_KEY = derivePublicKey(KEY);
const FINGERPRINT = getKeyFingerprint(PUBLIC_KEY);

const momentAfter = (ms: number): string => new Date(Date.parse(NOW) + ms).toISOString();
function signedAt(at: string): ApprovalFile {
  const approved = { seal: 'a'.repeat(64), shown: 'b'.repeat(64), file: 'c'.repeat(64), by: '佐藤', at };
  return { ...APPROVAL_FILE_FORMAT, ...approved, publicKey: PUBLIC_KEY, signature: signApproval(KEY, approved) };
}

/** Returns a company with an imported approval whose key is trusted. */
async function openTrusting() {
  const { session, file } = openSession(NOW);
  const service = createApprovalService(session);
  await service.importApproval(signedAt(NOW));
  await service.trustApprover({ fingerprint: FINGERPRINT, name: '佐藤' });
  return { service, session, file };
}

describe('an approval', () => {
  test('counts only once its key is trusted, and no longer once it is not', async () => {
    const { session } = openSession(NOW);
    const service = createApprovalService(session);
    const { state } = await service.importApproval(signedAt(NOW));
    expect(state).toBe('unknown-key');
    await service.trustApprover({ fingerprint: FINGERPRINT, name: '佐藤' });
    expect((await service.approvals()).approvals.map((one) => one.state)).toEqual(['valid']);
    await service.distrustApprover(FINGERPRINT);
    expect((await service.approvals()).approvals.map((one) => one.state)).toEqual(['unknown-key']);
  });

  test('by the company’s own key never counts, although the key is among the approvers', async () => {
    const { service } = await openTrusting();
    await service.noteApprovalKey(FINGERPRINT);
    expect((await service.importApproval(signedAt(NOW))).state).toBe('own-key');
    await expect(service.trustApprover({ fingerprint: FINGERPRINT, name: '自分' })).rejects.toThrow('approval-own-key');
  });

  test.each([
    ['an hour and a minute ahead', 'expired', HOUR_MS + 60_000],
    ['half an hour ahead', 'valid', HOUR_MS / 2],
    ['ten years ahead', 'expired', 3_650 * DAY_MS],
    ['thirteen days old', 'valid', -13 * DAY_MS],
    ['fifteen days old', 'expired', -15 * DAY_MS],
  ] as const)('that is dated %s has the state %s', async (_when, state, ms) => {
    const { service } = await openTrusting();
    expect((await service.importApproval(signedAt(momentAfter(ms)))).state).toBe(state);
  });

  test('is refused with a signature of another approval, and not stored', async () => {
    const { service } = await openTrusting();
    const { signature } = signedAt(momentAfter(1));
    await expect(service.importApproval({ ...signedAt(NOW), signature })).rejects.toThrow('approval-invalid');
    expect((await service.approvals()).approvals).toHaveLength(1);
  });

  test('that was altered in the company file is broken', async () => {
    const { session } = await openTrusting();
    const stored = session.file().approvals.approvals()[0];
    if (stored === undefined) throw new Error('no approval');
    const states = (['seal', 'shown', 'file', 'by', 'at'] as const).map((field) =>
      getApprovalState(session, { ...stored, [field]: field === 'at' ? momentAfter(1) : `${stored[field]}0` }),
    );
    expect(states).toEqual(['broken', 'broken', 'broken', 'broken', 'broken']);
  });
});
