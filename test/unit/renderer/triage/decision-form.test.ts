import { describe, expect, it } from 'vitest';
import { toTriageChange } from '#renderer/parts/decisions/decision-form.ts';

const FILLED = { reason: '', until: null, side: 'none', person: '', note: '' };

describe('changeOf', () => {
  it('accepts for a reason alone', () => {
    expect(toTriageChange('accept', { ...FILLED, reason: ' 　' })).toBeNull();
    expect(toTriageChange('accept', { ...FILLED, reason: ' 移行中 ', until: '2026-12-31' })).toEqual({
      kind: 'accept',
      reason: '移行中',
      until: '2026-12-31',
    });
  });
  it('assigns to a side, to a person, or to both', () => {
    expect(toTriageChange('assign', FILLED)).toBeNull();
    expect(toTriageChange('assign', { ...FILLED, person: '総務 佐藤 ' })).toEqual({ kind: 'assign', side: null, person: '総務 佐藤' });
    expect(toTriageChange('assign', { ...FILLED, side: 'neo' })).toEqual({ kind: 'assign', side: 'neo', person: '' });
  });
  it('treats an empty note as none', () => {
    expect(toTriageChange('note', { ...FILLED, note: '  ' })).toEqual({ kind: 'note', text: '' });
  });
});
