import { describe, expect, it } from 'vitest';
import { isFiltered } from '#renderer/parts/fixes/fix-filter.ts';
import {
  applyTypedValues,
  countArrivals,
  countFixes,
  type FixCounts,
  type FixOption,
  findPlainOption,
  getFixDoubt,
  getPresentValue,
  groupSkippedPeople,
  toFixChoice,
} from '#renderer/parts/fixes/view-model.ts';
import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';

const counts = (fields: Partial<FixCounts> = {}): FixCounts => ({ adopted: 0, written: 0, arrived: 0, overtaken: 0, lost: 0, ...fields });

const option = (fields: Partial<FixOption> = {}): FixOption => ({
  action: 'change-neo-email',
  side: 'neo',
  address: 'taro@example.co.jp',
  account: null,
  recommended: true,
  adoptable: true,
  effects: [],
  doubts: [],
  ...fields,
});

const suggestion = (fields: Partial<NonNullable<FindingRow['suggestion']>> = {}): NonNullable<FindingRow['suggestion']> => ({
  side: 'neo',
  address: 'taro@example.co.jp',
  confidence: 'high',
  reasons: ['same-name'],
  ambiguous: false,
  alternatives: [],
  ...fields,
});

describe('the current value on the side of a fix', () => {
  it('is the work address in NEO, and the old account on Amazon', () => {
    expect(
      getPresentValue({ side: 'neo', from: 'A@example.co.jp', to: 'x@example.co.jp', account: null, oldAccount: 'old@example.co.jp' }),
    ).toBe('A@example.co.jp');
    expect(
      getPresentValue({ side: 'amazon', from: 'a@example.co.jp', to: 'x@example.co.jp', account: null, oldAccount: 'old@example.co.jp' }),
    ).toBe('old@example.co.jp');
  });

  it('is the account itself if the account is changed', () => {
    const account = { kind: 'remove-account', from: '', group: '', why: 'leaver', owner: '' } as const;
    expect(getPresentValue({ side: 'amazon', from: '', to: 'x@example.co.jp', account, oldAccount: '' })).toBe('x@example.co.jp');
  });

  it('is nothing for an empty field and for whom Amazon does not know', () => {
    expect(getPresentValue({ side: 'neo', from: '', to: 'x@example.co.jp', account: null, oldAccount: '' })).toBeNull();
    expect(getPresentValue({ side: 'amazon', from: 'a@example.co.jp', to: 'x@example.co.jp', account: null, oldAccount: '' })).toBeNull();
  });
});

describe('arrivals', () => {
  it('are shown once a later list could contain them', () => {
    expect(countArrivals(counts({ adopted: 3, written: 2 }))).toBeNull();
    expect(countArrivals(counts({ arrived: 23, overtaken: 2, written: 1 }))).toEqual({ arrived: 23, overtaken: 2, lost: 0, waiting: 1 });
    expect(countArrivals(counts({ lost: 1 }))).toEqual({ arrived: 0, overtaken: 0, lost: 1, waiting: 0 });
  });

  it('and open fixes add up to all fixes', () => {
    expect(countFixes(counts({ adopted: 1, written: 2, arrived: 3, overtaken: 4, lost: 5 }))).toBe(15);
  });
});

describe('adopting an option', () => {
  it('takes the suggestion, an invitation, or another of its addresses', () => {
    expect(toFixChoice(option(), suggestion())).toEqual({ kind: 'suggestion' });
    expect(toFixChoice(option({ action: 'invite-on-amazon', side: 'amazon' }), null)).toEqual({ kind: 'invitation' });
    const other = option({ action: 'reinvite-on-amazon', side: 'amazon', address: 'other@example.co.jp' });
    expect(toFixChoice(other, suggestion())).toEqual({ kind: 'alternative', address: 'other@example.co.jp' });
  });

  it('does not take the same address on the other side for the suggestion', () => {
    expect(toFixChoice(option({ side: 'amazon', action: 'reinvite-on-amazon' }), suggestion())).toMatchObject({ kind: 'alternative' });
  });

  it('waits until the address is known', () => {
    expect(toFixChoice(option({ address: null }), null)).toBeNull();
  });

  it('by shortcut adopts the recommended one, unless it needs a choice or is done elsewhere', () => {
    const first = option();
    expect(findPlainOption([first, option({ recommended: false })], suggestion())).toBe(first);
    expect(findPlainOption([first], suggestion({ ambiguous: true }))).toBeNull();
    expect(findPlainOption([option({ action: 'activate-on-amazon', adoptable: false, address: null })], null)).toBeNull();
    expect(findPlainOption([option({ address: null })], null)).toBeNull();
    expect(findPlainOption([], null)).toBeNull();
    expect(findPlainOption([option({ recommended: false })], suggestion())).toBeNull();
  });

  it('reports what to review first if it is not recommended', () => {
    const looked = option({ recommended: false });
    const removal = { ...looked, action: 'remove-on-amazon', account: { kind: 'remove-account', from: '', group: '' } } as const;
    expect(getFixDoubt(removal, null, 0)).toBe('account');
    expect(getFixDoubt({ ...looked, action: 'unassign-in-directory' }, null, 0)).toBe('account');
    expect(getFixDoubt({ ...looked, account: { kind: 'join-group', from: '', group: '東京' } }, null, 1)).toBe('group');
    expect([getFixDoubt(looked, null, 1), getFixDoubt(looked, null, 0)]).toEqual(['undecided', null]);
    expect([getFixDoubt(looked, 'collision', 0), getFixDoubt(option(), 'collision', 1)]).toEqual(['collision', null]);
    expect(getFixDoubt(option(), 'directory-neither', 0)).toBe('directory-neither');
  });
});

describe('people who are left out', () => {
  const out = (why: SkippedFix['why'], person: string): SkippedFix => ({ why, person, name: person, row: null, found: '' });

  it('are grouped by reason, the largest group first', () => {
    const groups = groupSkippedPeople([out('no-id', 'a'), out('not-in-export', 'b'), out('not-in-export', 'c')]);
    expect(groups.map(({ why, people }) => [why, people.map(({ person }) => person)])).toEqual([
      ['not-in-export', ['b', 'c']],
      ['no-id', ['a']],
    ]);
  });
});

it('a row is shown with the values that were typed, as far as it will hold them', () => {
  const values = { email: 'a@example.co.jp', group: '購買', role: 'PunchOut', action: '招待' };
  const typed = { group: '総務', role: '承認者', action: '追加' };
  const asTyped = (change: 'invite' | 'move-group' | 'grant-role' | 'remove-account', own: object) =>
    applyTypedValues({ name: '', change, values: { ...values, ...own } }, typed);
  expect(asTyped('invite', {})).toEqual({ ...values, ...typed });
  expect(asTyped('grant-role', { action: '役割を変更' })).toEqual({ ...values, action: '役割を変更', role: '承認者' });
  expect(asTyped('remove-account', { group: '', role: '' })).toEqual({ ...values, group: '', role: '' });
});

describe('the filter', () => {
  it('is one as soon as it leaves something out', () => {
    expect(isFiltered({ states: [], sides: [], search: '  ' })).toBe(false);
    expect(isFiltered({ states: ['lost'], sides: [], search: '' })).toBe(true);
    expect(isFiltered({ states: [], sides: ['neo'], search: '' })).toBe(true);
    expect(isFiltered({ states: [], sides: [], search: '佐藤' })).toBe(true);
  });
});
