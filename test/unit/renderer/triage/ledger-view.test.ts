import { describe, expect, it } from 'vitest';
import { countToReview, createRemoval, type LedgerEntry, listLedgerParts } from '#renderer/screens/triage/ledger-view.ts';

describe('ledgerParts', () => {
  it('starts with what needs a review, and omits what is empty', () => {
    expect(listLedgerParts({ active: 4, changed: 1, expired: 2, gone: 3 }).map(({ id, count }) => [id, count])).toEqual([
      ['attention', 3],
      ['gone', 3],
      ['active', 4],
    ]);
    expect(listLedgerParts({ active: 4, changed: 0, expired: 0, gone: 0 }).map(({ id }) => id)).toEqual(['active']);
  });
  it('does not ask for a review if a finding is just gone', () => {
    expect(countToReview({ active: 4, changed: 0, expired: 0, gone: 3 })).toBe(0);
    expect(countToReview({ active: 0, changed: 1, expired: 2, gone: 0 })).toBe(3);
  });
});

describe('removalOf', () => {
  const entry = (key: string, kind: LedgerEntry['kind']) => ({ key, kind }) as LedgerEntry;
  it('reopens accepted findings and unassigns assigned ones, each with its own keys', () => {
    const both = [entry('a', 'accept'), entry('b', 'assign'), entry('c', 'accept'), entry('a', 'assign')];
    expect(createRemoval(both)).toEqual([
      [{ keys: ['a', 'c'] }, { kind: 'reopen' }],
      [{ keys: ['b', 'a'] }, { kind: 'unassign' }],
    ]);
  });
  it('sends no call that would change nothing', () => {
    expect(createRemoval([entry('b', 'assign')])).toEqual([[{ keys: ['b'] }, { kind: 'unassign' }]]);
    expect(createRemoval([])).toEqual([]);
  });
});
