import { describe, expect, it } from 'vitest';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/policy.ts';
import { listFixOptions } from '#shared/domain/fixes/fixes.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { NOT_CHECKED, NOT_IN_DIRECTORY } from '#shared/domain/readiness/company-directory/directory-join.ts';
import { amazonUser, directoryOf, directoryPerson, neoUser } from '../../support/directories.ts';

const POLICY = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };

/** Three people on whom all three lists agree, so that addresses, codes and login IDs are proven to identify people. */
const SAME = ['abe', 'inoue', 'ueno'] as const;
const sameInNeo = SAME.map((id, at) =>
  neoUser({ id, loginId: id, name: `${id} 愛`, employeeCode: `90${at}`, workEmail: `${id}@example.co.jp` }),
);
const sameOnAmazon = SAME.map((id) => amazonUser({ email: `${id}@example.co.jp`, name: `${id} 愛` }));
const sameThere = SAME.map((id, at) =>
  directoryPerson({ mail: `${id}@example.co.jp`, principalName: `${id}@corp.local`, employeeId: `90${at}`, name: `${id} 愛` }),
);

function judge(neo: readonly Partial<NeoUser>[], amazon: readonly Partial<AmazonUser>[], there: readonly Partial<DirectoryPerson>[]) {
  const directory = directoryOf([...neo.map(neoUser), ...sameInNeo], [...amazon.map(amazonUser), ...sameOnAmazon]);
  const directoryPeople = [...there.map(directoryPerson), ...sameThere];
  const result = auditDirectory(directory, POLICY, null, { directoryPeople });
  const places = (all: Int32Array | undefined, count: number) => Array.from(all ?? []).slice(0, count);
  const told = result.findings.map(({ code, neoIndex, amazonIndex, reason }) => [code, neoIndex, amazonIndex, reason.params['where']]);
  return { result, directory, neo: places(result.join?.neo, neo.length), amazon: places(result.join?.amazon, amazon.length), told };
}
const leavers = ({ told }: ReturnType<typeof judge>) => told.filter(([code]) => String(code).startsWith('directory-'));

const TARO = { id: '1', name: '山田 太郎', workEmail: 'taro@example.co.jp' };
const THERE = { mail: 'taro@example.co.jp', name: '山田 太郎' };

describe('the directory entry of a person', () => {
  it.each([
    ['the address', TARO, { mail: 'taro@example.co.jp' }],
    ['the address in another spelling', TARO, { mail: 'Taro@EXAMPLE.co.jp' }],
    ['the name to sign in with, as an address', TARO, { mail: 'yamada@example.co.jp', principalName: 'taro@example.co.jp' }],
    ['the employee code', { ...TARO, employeeCode: '17' }, { mail: 'yamada@example.co.jp', employeeId: '17' }],
    [
      'the login id and the older name to sign in with',
      { ...TARO, loginId: 'TYamada' },
      { mail: 'y@example.co.jp', accountName: 'tyamada' },
    ],
    [
      'the login id and the beginning of the newer one',
      { ...TARO, loginId: 'tyamada' },
      { mail: 'y@example.co.jp', principalName: 'tyamada@corp.local' },
    ],
  ])('is found by %s', (_, neo, there) => {
    expect(judge([neo], [], [{ name: '山田 太郎', ...there }]).neo).toEqual([0]);
  });

  it.each([
    ['two people share the employee id', { ...TARO, workEmail: '', employeeCode: '17' }, [{ employeeId: '17' }, { employeeId: '17' }]],
    [
      'code and address find two people',
      { ...TARO, employeeCode: '17' },
      [{ mail: 'taro@example.co.jp' }, { employeeId: '17', mail: 'x@example.co.jp' }],
    ],
    ['the address is somebody’s of another name', TARO, [{ mail: 'taro@example.co.jp', name: '鈴木 花子' }]],
    ['the address is somebody’s of another code', { ...TARO, employeeCode: '17' }, [{ mail: 'taro@example.co.jp', employeeId: '18' }]],
  ])('is not checked if %s', (_, neo, there) => {
    const judged = judge([neo], [], there);
    expect(judged.neo).toEqual([NOT_CHECKED]);
    expect(leavers(judged)).toEqual([]);
  });

  it('is not checked for two people of NEO who would be one there', () => {
    const judged = judge(
      [
        { ...TARO, employeeCode: '' },
        { ...TARO, id: '2', workEmail: 'x@example.co.jp', loginId: 'ty' },
      ],
      [],
      [{ ...THERE, accountName: 'ty' }],
    );
    expect(judged.neo).toEqual([NOT_CHECKED, NOT_CHECKED]);
  });

  it('is found through the account if only the account is in the directory and both names agree', () => {
    const wrong = { ...TARO, workEmail: 'tarou@example.co.jp' };
    expect(judge([wrong], [{ email: 'taro@example.co.jp', name: '山田 太郎' }], [THERE]).neo).toEqual([0]);
    expect(judge([wrong], [{ email: 'taro@example.co.jp', name: '山田 太郎' }], [{ ...THERE, name: 'Somebody' }]).neo).toEqual([
      NOT_CHECKED,
    ]);
  });

  it('is missing by an identifier that finds most people who have it, however many have none', () => {
    const without = Array.from({ length: 9 }, (_, at) => ({
      id: `n${at}`,
      name: `無 ${at}`,
      workEmail: '',
      loginId: '',
      employeeCode: '',
    }));
    const left = { id: '1', name: '山田 太郎', workEmail: '', loginId: '', employeeCode: '17' };
    expect(judge([left, ...without], [], []).neo).toEqual([NOT_IN_DIRECTORY, ...without.map(() => NOT_CHECKED)]);
  });

  it('is not looked for by a numbering that is not the directory’s', () => {
    const shifted = SAME.map((_, at) => ({ ...sameThere[at], employeeId: `90${(at + 1) % SAME.length}` }));
    const directory = directoryOf(
      [
        neoUser({ ...TARO, workEmail: 'new@example.co.jp', employeeCode: '900' }),
        ...sameInNeo.map((user, at) => ({ ...user, employeeCode: `90${at}` })),
      ],
      sameOnAmazon,
    );
    const { join } = auditDirectory(directory, POLICY, null, { directoryPeople: shifted.map(directoryPerson) });
    expect(Array.from(join?.neo ?? [])).toEqual([NOT_IN_DIRECTORY, 0, 1, 2]);
  });

  it('stays not checked if no identifying field of the person is known', () => {
    // These login IDs do not occur in the directory, and the people have no other identifier.
    expect(judge([{ id: '1', name: '山田 太郎', loginId: '' }], [], []).neo).toEqual([NOT_CHECKED]);
    expect(judge([TARO], [], [{ mail: 'other@example.co.jp', name: '山田　太郎' }]).neo).toEqual([NOT_CHECKED]);
  });
});

describe('which side is right by the directory', () => {
  const CODED = { ...TARO, employeeCode: '17' };
  const account = { email: 'tarou@example.co.jp', name: '山田 太郎' };
  const adviceOf = (told: string, neo: Partial<NeoUser> = CODED) => {
    const { result, directory } = judge([neo], [account], [{ mail: told, employeeId: '17', name: '山田 太郎' }]);
    const finding = result.findings.find(({ neoIndex, amazonIndex }) => neoIndex === 0 && amazonIndex === 0);
    if (finding === undefined) throw new Error('no finding');
    const choices = { workEmail: directory.neoUsers[0]?.workEmail ?? '', ways: result.ways.get(0) ?? [], doubts: [] };
    const addresses = listFixOptions(finding, choices).flatMap(({ address }) => address ?? []);
    return { finding, withheld: result.withheld.get(0) ?? null, addresses, says: finding.reason.params['directory'] };
  };

  it('is the one with the address of the directory, and the other address is not suggested for anyone', () => {
    const neo = adviceOf('taro@example.co.jp');
    expect(neo.finding.suggestion).toMatchObject({ side: 'amazon', address: 'taro@example.co.jp' });
    expect(neo.finding.suggestion?.reasons[0]).toBe('directory-address');
    expect([neo.says, neo.addresses]).toEqual(['neo', ['taro@example.co.jp']]);
    const amazon = adviceOf('tarou@example.co.jp');
    expect(amazon.finding.suggestion).toMatchObject({ side: 'neo', address: 'tarou@example.co.jp', confidence: 'high' });
    expect([amazon.says, amazon.addresses]).toEqual(['amazon', ['tarou@example.co.jp']]);
  });

  it('is neither if the directory has another address: there is no advice, and the address is reported', () => {
    const { finding, withheld, addresses } = adviceOf('t.yamada@example.co.jp');
    expect([finding.suggestion, withheld, addresses]).toEqual([null, 'directory-neither', []]);
    expect(finding.reason.params).toMatchObject({ directory: 'neither', directoryAddress: 't.yamada@example.co.jp' });
  });

  it('is not decided by a person who was found by the disputed address only', () => {
    const { finding, says } = adviceOf('taro@example.co.jp', { ...TARO, name: '', workEmail: 'taro@example.co.jp' });
    expect([finding.suggestion?.reasons.includes('directory-address') ?? false, says]).toEqual([false, undefined]);
  });

  it('does not change for a difference in upper and lower case', () => {
    const { result } = judge(
      [{ ...CODED, workEmail: 'Taro@example.co.jp' }],
      [{ email: 'taro@example.co.jp' }],
      [{ mail: 'Taro@example.co.jp', employeeId: '17' }],
    );
    const [finding] = result.findings;
    expect(finding).toMatchObject({
      code: 'email-differs-case',
      suggestion: { side: 'neo', address: 'taro@example.co.jp', reasons: ['other-capitals', 'differs-only-case'] },
    });
    expect(finding?.reason.params).not.toHaveProperty('directory');
  });

  it('requires a review of an invitation to another address or of a disabled person', () => {
    const { result } = judge([CODED], [], [{ mail: 't.yamada@example.co.jp', employeeId: '17', state: 'disabled' }]);
    expect(result.doubts.get(0)).toEqual([
      { why: 'directory-address', found: 't.yamada@example.co.jp' },
      { why: 'directory-disabled', found: 'taro@example.co.jp' },
    ]);
    expect(result.findings[0]?.reason.params).toMatchObject({ directory: 'other', directoryAddress: 't.yamada@example.co.jp' });
  });
});

describe('who has left by the directory', () => {
  const account = { email: TARO.workEmail, name: TARO.name };
  it.each([
    ['NEO and Amazon', [TARO], [account], [['directory-disabled', 0, 0, 'both']]],
    ['NEO alone', [TARO], [{ ...account, state: 'inactive' as const }], [['directory-disabled', 0, -1, 'neo']]],
    ['Amazon alone', [], [account], [['directory-disabled', -1, 0, 'amazon']]],
    ['neither', [{ ...TARO, state: 'suspended' as const }], [{ ...account, state: 'inactive' as const }], []],
  ])('includes a person disabled there who can log in to %s', (_, neo, amazon, expected) => {
    expect(leavers(judge(neo, amazon, [{ ...THERE, state: 'disabled' }]))).toEqual(expected);
  });

  it('includes people missing there, and accounts without a NEO user', () => {
    const other = { email: 'gone@example.co.jp', name: '退職 済' };
    expect(leavers(judge([TARO], [account, other], []))).toEqual([
      ['directory-missing', 0, 0, 'both'],
      ['directory-missing', -1, 1, 'amazon'],
    ]);
  });

  it('closes no gate', () => {
    const without = auditDirectory(directoryOf([neoUser(TARO), ...sameInNeo], [amazonUser(account), ...sameOnAmazon]), POLICY).summary;
    const { byCode, ...counts } = judge([TARO], [account], [{ ...THERE, state: 'disabled' }]).result.summary;
    expect(counts).toEqual({ ...without, byCode: undefined });
    expect(byCode).toEqual({ ...without.byCode, 'directory-disabled': 1 });
  });
});
