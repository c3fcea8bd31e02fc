import { describe, expect, it } from 'vitest';
import { createReportInput, DEFAULT_REPORT_OPTIONS, parseWrittenReport } from '#renderer/parts/report/report.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { reportCalls } from '#shared/contract/reports.ts';

const VIEW = { filter: { ...EMPTY_FINDING_FILTER, search: '田中' }, sort: { by: 'name', direction: 'descending' } } as const;
const JOB: Job = {
  id: '1',
  kind: 'report',
  companyId: null,
  state: 'done',
  phase: 'writing',
  done: 3,
  total: 3,
  remainingMs: null,
  startedAt: '2026-11-24T00:00:00Z',
  error: null,
  result: { token: 't', name: 'report.csv', bytes: 10, rows: 3, unwritable: 0, unwritableKinds: 0, characters: [] },
};

describe('reportInput', () => {
  it('requests all findings, accepted or not, unless the filter is selected', () => {
    expect(createReportInput(DEFAULT_REPORT_OPTIONS, 'ja', VIEW).filter).toEqual({ ...EMPTY_FINDING_FILTER, triage: 'all' });
    expect(createReportInput({ ...DEFAULT_REPORT_OPTIONS, scope: 'filtered' }, 'ja', VIEW)).toMatchObject(VIEW);
    expect(createReportInput({ ...DEFAULT_REPORT_OPTIONS, scope: 'filtered' }, 'ja', null).filter).toEqual({
      ...EMPTY_FINDING_FILTER,
      triage: 'all',
    });
  });
  it.each(['json', 'xlsx', 'html'] as const)('writes %s in UTF-8 without a BOM, whatever was chosen for CSV', (format) => {
    expect(createReportInput({ ...DEFAULT_REPORT_OPTIONS, format, encoding: 'cp932' }, 'en', null)).toMatchObject({
      format,
      encoding: 'utf8',
    });
  });
  it('is valid input of the contract', () => {
    expect(
      reportCalls['reports.write'].input.safeParse(createReportInput({ ...DEFAULT_REPORT_OPTIONS, scope: 'filtered' }, 'en', VIEW)).success,
    ).toBe(true);
  });
});

describe('writtenReport', () => {
  it('reads the result of a job that is done, and of no other', () => {
    const written = { token: 't', name: 'report.csv', bytes: 10, rows: 3 };
    expect(parseWrittenReport(JOB)).toEqual({ ...written, unwritable: { count: 0, kinds: 0, characters: [] } });
    const lost = { character: 'é', codePoint: 0xe9, count: 2, row: 4, standIn: '〓' };
    expect(parseWrittenReport({ ...JOB, result: { ...JOB.result, unwritable: 2, unwritableKinds: 1, characters: [lost] } })).toEqual({
      ...written,
      unwritable: { count: 2, kinds: 1, characters: [lost] },
    });
    expect(parseWrittenReport({ ...JOB, state: 'cancelled' })).toBeNull();
    expect(parseWrittenReport({ ...JOB, result: { bytes: 10 } })).toBeNull();
    expect(parseWrittenReport(undefined)).toBeNull();
  });
});
