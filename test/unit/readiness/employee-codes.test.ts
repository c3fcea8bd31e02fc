import { describe, expect, it } from 'vitest';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { compareCodes } from '#shared/domain/readiness/evidence/identities.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

describe('employee codes of both sides', () => {
  it.each([
    ['00123', '00123', 'same'],
    ['00123', '123', 'unknown'],
    ['000', '0', 'unknown'],
    ['123', '', 'unknown'],
    ['123', '1230', 'other'],
    ['0', '5', 'unknown'],
  ] as const)('%j and %j are %s', (one, other, answer) => {
    expect([compareCodes(one, other), compareCodes(other, one)]).toEqual([answer, answer]);
  });

  const codesOf = (ours: string, theirs: string) =>
    auditDirectory(
      directoryOf(
        [neoUser({ id: '1', name: '佐藤 太郎', employeeCode: ours, workEmail: 'sato.tarou@example.co.jp' })],
        [amazonUser({ name: '佐藤太郎', employeeCode: theirs, email: 'sato.taro@example.co.jp' })],
      ),
      { email: DEFAULT_EMAIL_POLICY, today: '2026-11-27' },
    ).findings.map(({ code }) => code);

  it('match the account despite zeros removed by a spreadsheet or another spelling', () => {
    expect([codesOf('00123', '123'), codesOf('Ｅ１２３', 'e123 '), codesOf('00123', '124')]).toEqual([
      ['email-differs-typo'],
      ['email-differs-typo'],
      ['amazon-user-missing', 'amazon-orphan'],
    ]);
  });
});
