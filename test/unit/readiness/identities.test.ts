import { describe, expect, it } from 'vitest';
import { EVIDENCE_KEYS, type EvidenceKey } from '#shared/domain/readiness/evidence/evidence.ts';
import { createIdentities, foldCode, listIdentityEvidence } from '#shared/domain/readiness/evidence/identities.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

describe('the identity of a person', () => {
  const organizations = [
    { id: '10', code: 'S1', name: '総務部', parentId: null },
    { id: '20', code: '', name: 'ＩＴ推進室', parentId: null },
  ];
  const evidence = (
    neo: Parameters<typeof neoUser>[0],
    amazon: Parameters<typeof amazonUser>[0],
    ofAddress?: readonly EvidenceKey[],
  ): readonly EvidenceKey[] => {
    const identities = createIdentities({ ...directoryOf([neoUser(neo)], [amazonUser(amazon)]), organizations });
    return listIdentityEvidence(identities.person(0), identities.account(0), ofAddress);
  };

  it.each([
    ['its id', ['10'], ['総務部'], true],
    ['its id behind a star', ['*10'], ['総務部'], true],
    ['its code', ['@S1'], ['総務部'], true],
    ['its name alone', ['総務部'], ['総務部'], true],
    ['its name in another width', ['20'], ['it推進室'], true],
    ['one of several', ['10', '20'], ['経理部', 'IT推進室'], true],
    ['no code that it has', ['@'], ['IT推進室'], false],
    ['another one', ['10'], ['IT推進室'], false],
    ['none', [], ['総務部'], false],
  ])('belongs to a group that is named like the organisation: %s', (_, places, groups, same) => {
    expect(evidence({ organizations: places }, { groups })).toEqual(same ? ['same-organization'] : []);
  });

  it.each([
    ['田中 太郎', '田中太郎', ['same-name']],
    ['髙橋 一', '高橋 一', ['same-name-variant']],
    ['田中', '鈴木', ['other-name']],
    ['タナカ', 'スズキ', ['other-name']],
    ['田中', 'スズキ', []],
    ['田中', 'Suzuki', []],
    ['Tanaka', 'Suzuki', []],
    ['Taro Tanaka', 'Tanaka Taro', ['same-name-swapped']],
    ['', '', []],
    ['田中', '', []],
    ['', '田中', []],
  ])('%j and %j: %j', (ours, theirs, reasons) => {
    expect(evidence({ name: ours }, { name: theirs })).toEqual(reasons);
  });

  it('is spelt by the address, in full before the initial', () => {
    const kana = 'タナカ タロウ';
    expect(evidence({ kana }, { email: 'taro.tanaka@example.co.jp' })).toEqual(['name-in-address']);
    expect(evidence({ kana }, { email: 't.tanaka@example.co.jp' })).toEqual(['initial-in-address']);
    expect(evidence({ kana }, { email: 'hanako@example.co.jp' })).toEqual([]);
    expect(evidence({ kana: '' }, { email: '' })).toEqual([]);
  });

  it.each([
    [
      { name: '田中 太郎', employeeCode: '７' },
      ['same-employee-code', 'same-name', 'name-in-address', 'same-organization', 'typo-missing'],
    ],
    [
      { name: '佐藤 太郎', employeeCode: '8' },
      ['name-in-address', 'same-organization', 'typo-missing', 'other-name', 'other-employee-code'],
    ],
  ])('lists all evidence found for %j in the order of the closed list', (theirs, found) => {
    const person = { name: '田中太郎', kana: 'タナカ タロウ', employeeCode: '7', organizations: ['10'] };
    const account = { ...theirs, groups: ['総務部'], email: 'tanaka.taro@example.co.jp' };
    const reasons = evidence(person, account, ['typo-missing']);
    expect(reasons).toEqual(found);
    expect(EVIDENCE_KEYS.filter((key) => reasons.includes(key))).toEqual(found);
  });

  it('is computed once, until it is released', () => {
    const identities = createIdentities(directoryOf([neoUser({ name: '田中' })], [amazonUser({ name: '田中' })]));
    const person = identities.person(0);
    expect(identities.person(0)).toBe(person);
    expect(identities.account(0)).toBe(identities.account(0));
    identities.forgetPerson(0);
    expect(identities.person(0)).not.toBe(person);
  });

  it('has a code whose width, case and outer blanks make no difference', () => {
    expect(foldCode(' Ｅ１２３　')).toBe('e123');
  });
});
