import { describe, expect, it } from 'vitest';
import { createTriageLabel, formatShortDay } from '#renderer/parts/compare-panel/triage-label.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';

const TODAY = '2026-11-24';
const acceptance = { reason: '移行中', until: '2026-12-31', state: 'active', by: '', at: '' } as const;
const assignment = { side: 'amazon', person: '', by: '', at: '' } as const;
const OPEN: FindingRow['triage'] = { state: 'open', acceptance: null, assignment: null, note: '', fix: null };

describe('triageLabel', () => {
  it('is empty while nothing was decided', () => {
    expect(createTriageLabel({ ...OPEN, note: '確認中' }, TODAY)).toEqual({ kind: 'none' });
  });
  it('shows first that it is accepted, even if it is assigned', () => {
    expect(createTriageLabel({ ...OPEN, state: 'accepted', acceptance, assignment }, TODAY)).toEqual({ kind: 'accepted', until: '12/31' });
    const changed = { ...acceptance, state: 'changed' } as const;
    expect(createTriageLabel({ ...OPEN, state: 'accepted', acceptance: changed }, TODAY)).toEqual({ kind: 'changed', until: '12/31' });
  });
  it('shows the assignee once the acceptance has expired, or else that it has expired', () => {
    const expired = { ...acceptance, state: 'expired', until: '2025-03-31' } as const;
    expect(createTriageLabel({ ...OPEN, state: 'assigned', acceptance: expired, assignment }, TODAY)).toEqual({
      kind: 'assigned',
      side: 'amazon',
      person: '',
    });
    expect(createTriageLabel({ ...OPEN, acceptance: expired }, TODAY)).toEqual({ kind: 'expired', until: '2025/03/31' });
  });
});

describe('shortDay', () => {
  it('leaves out this year alone', () => {
    expect(formatShortDay('2026-01-09', TODAY)).toBe('01/09');
    expect(formatShortDay('2027-01-09', TODAY)).toBe('2027/01/09');
    expect(formatShortDay(null, TODAY)).toBeNull();
  });
});
