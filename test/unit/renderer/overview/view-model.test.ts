import { describe, expect, it } from 'vitest';
import { getDeadlinesThisWeek, isAuditOutdated, listWaitingSides, sortSources } from '#renderer/app/overview/view-model.ts';
import type { AuditSnapshot, OverviewCompany } from '#shared/contract/companies/companies.ts';

const ending = (day: string): AuditSnapshot['endings'][number] => ({ kind: 'invitation', subject: '', count: 1, day, lost: true });
const glance = (more: Partial<AuditSnapshot> = {}): AuditSnapshot => ({
  auditedAt: '2026-11-24T00:00:00.000Z',
  day: '2026-11-24',
  inScope: 10,
  ready: 4,
  blocked: 6,
  notChecked: 0,
  waiting: { neo: 1, amazon: 5, both: 0 },
  endings: [],
  ...more,
});
const source = (side: 'neo' | 'amazon' | 'directory', takenAt: string): OverviewCompany['sources'][number] => ({ side, takenAt, rows: 1 });

describe('one company of the overview', () => {
  it('lists what ends within seven days of the current day, not of the audit', () => {
    const endings = ['2026-11-24', '2026-11-28', '2026-12-01', '2026-12-04', '2026-12-05'].map(ending);
    const { shown, more } = getDeadlinesThisWeek(glance({ endings }), '2026-11-28');
    expect(shown.map(({ day, daysLeft }) => [day, daysLeft])).toEqual([
      ['2026-11-28', 0],
      ['2026-12-01', 3],
    ]);
    expect(more).toBe(1);
  });

  it('names only sides with people waiting for them', () => {
    expect(listWaitingSides(glance())).toEqual([
      ['neo', 1],
      ['amazon', 5],
    ]);
  });

  it('reports a list imported after the audit, and puts NEO’s list first', () => {
    const sources = [source('amazon', '2026-11-23T00:00:00.000Z'), source('neo', '2026-11-25T00:00:00.000Z')];
    expect(isAuditOutdated({ sources, glance: glance() })).toBe(true);
    expect(isAuditOutdated({ sources: sources.slice(0, 1), glance: glance() })).toBe(false);
    expect(isAuditOutdated({ sources, glance: null })).toBe(false);
    expect(sortSources({ sources }).map(({ side }) => side)).toEqual(['neo', 'amazon']);
  });
});
