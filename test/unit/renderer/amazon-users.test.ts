import { describe, expect, it } from 'vitest';
import { listFailureParts, sortResults } from '#renderer/parts/amazon-users/view-model.ts';
import type { AmazonUserRequestRow } from '#shared/contract/fixes/amazon-users.ts';

const row = (email: string, state: AmazonUserRequestRow['state']): AmazonUserRequestRow => ({
  person: email,
  name: '青木 はな',
  email,
  groupId: 'AGROUP',
  state,
  at: '2026-12-01T00:00:00.000Z',
  failure: null,
  arrived: null,
});
const parts = (failure: AmazonUserRequestRow['failure']) => listFailureParts(failure, (status) => `HTTP ${status}`, 'no answer');

describe('results of created users', () => {
  it('begin with those that need attention, and keep the order within a state', () => {
    const rows = [row('a', 'created'), row('b', 'refused'), row('c', 'sent'), row('d', 'unknown'), row('e', 'refused')];
    expect(sortResults(rows).map(({ email }) => email)).toEqual(['d', 'b', 'e', 'c', 'a']);
  });

  it('show Amazon’s answer, or that there was none', () => {
    expect(parts(null)).toEqual([]);
    expect(parts({ reason: 'business-refused', httpStatus: 400, code: 'X', message: '' })).toEqual(['HTTP 400', 'X']);
    expect(parts({ reason: 'answer-cut', httpStatus: 0, code: '', message: '' })).toEqual(['no answer']);
  });
});
