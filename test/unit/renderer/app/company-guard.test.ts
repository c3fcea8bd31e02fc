import { expect, it } from 'vitest';
import { formatRemainingTime, getWriteProtection } from '#renderer/app/companies/company-guard-view.ts';

const NOW = Date.parse('2026-11-24T00:00:00Z');
const UNTIL = '2026-11-24T00:15:00Z';

it('only production is locked, until it is armed and while that lasts', () => {
  expect(getWriteProtection({ kind: 'test', readOnly: false }, UNTIL, NOW)).toEqual({ kind: 'none' });
  expect(getWriteProtection({ kind: 'demo', readOnly: false }, null, NOW)).toEqual({ kind: 'none' });
  expect(getWriteProtection({ kind: 'production', readOnly: false }, null, NOW)).toEqual({ kind: 'locked' });
  expect(getWriteProtection({ kind: 'production', readOnly: false }, UNTIL, NOW)).toEqual({ kind: 'armed', left: 15 * 60_000 });
  expect(getWriteProtection({ kind: 'production', readOnly: false }, UNTIL, Date.parse(UNTIL))).toEqual({ kind: 'locked' });
});

it('a view-only company is shown as such, whatever else applies', () => {
  for (const kind of ['production', 'test', 'demo'] as const)
    expect(getWriteProtection({ kind, readOnly: true }, UNTIL, NOW)).toEqual({ kind: 'read-only' });
});

it('shows the time left in minutes and seconds, rounded up', () => {
  expect([15 * 60_000, 61_000, 60_001, 999, 0, -5].map(formatRemainingTime)).toEqual(['15:00', '1:01', '1:01', '0:01', '0:00', '0:00']);
});
