import { describe, expect, it } from 'vitest';
import { ledgerParts, needsYou, PAGE, pageOf } from '#renderer/screens/triage/ledger-view.ts';

describe('ledgerParts', () => {
  it('begins with what needs another look, and leaves out what is empty', () => {
    expect(ledgerParts({ active: 4, changed: 1, expired: 2, gone: 3 }).map(({ id, count }) => [id, count])).toEqual([
      ['attention', 3],
      ['gone', 3],
      ['active', 4],
    ]);
    expect(ledgerParts({ active: 4, changed: 0, expired: 0, gone: 0 }).map(({ id }) => id)).toEqual(['active']);
  });
  it('does not call for anybody when a finding has simply gone', () => {
    expect(needsYou({ active: 4, changed: 0, expired: 0, gone: 3 })).toBe(0);
    expect(needsYou({ active: 0, changed: 1, expired: 2, gone: 0 })).toBe(3);
  });
});

describe('pageOf', () => {
  it('counts as the reader does', () => {
    expect(pageOf(0, 0)).toEqual({ page: 0, first: 0, last: 0, hasNext: false });
    expect(pageOf(0, PAGE)).toEqual({ page: 0, first: 1, last: PAGE, hasNext: false });
    expect(pageOf(1, PAGE + 3)).toEqual({ page: 1, first: PAGE + 1, last: PAGE + 3, hasNext: false });
    expect(pageOf(0, PAGE + 3).hasNext).toBe(true);
  });
  it('goes back when the last page has emptied', () => {
    expect(pageOf(1, PAGE).page).toBe(0);
  });
});
