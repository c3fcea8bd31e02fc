import { describe, expect, it } from 'vitest';
import { addMonths, getFiscalYearEnd, toIsoDay } from '#renderer/parts/decisions/days.ts';

describe('days of a decision', () => {
  it('is the day in Japan, whatever the time zone of the machine', () => {
    expect(toIsoDay(Date.parse('2026-11-24T14:59:59Z'))).toBe('2026-11-24');
    expect(toIsoDay(Date.parse('2026-11-24T15:00:00Z'))).toBe('2026-11-25');
  });
  it('stays in the intended month', () => {
    expect(addMonths('2026-11-24', 1)).toBe('2026-12-24');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
    expect(addMonths('2026-12-31', 1)).toBe('2027-01-31');
  });
  it('ends the fiscal year in March', () => {
    expect(getFiscalYearEnd('2026-11-24')).toBe('2027-03-31');
    expect(getFiscalYearEnd('2027-03-31')).toBe('2027-03-31');
    expect(getFiscalYearEnd('2027-04-01')).toBe('2028-03-31');
  });
});
