import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS, reportInput, writtenReport } from '#renderer/screens/report/report.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { EMPTY_FILTER } from '#shared/contract/matching.ts';
import { reportCalls } from '#shared/contract/reports.ts';

const VIEW = { filter: { ...EMPTY_FILTER, search: '田中' }, sort: { by: 'name', direction: 'descending' } } as const;
const JOB: Job = {
  id: '1',
  kind: 'report',
  state: 'done',
  phase: 'writing',
  done: 3,
  total: 3,
  remainingMs: null,
  startedAt: '2026-11-24T00:00:00Z',
  error: null,
  result: { token: 't', name: 'report.csv', bytes: 10, rows: 3, unwritable: 0 },
};

describe('reportInput', () => {
  it('asks for everything, accepted or not, unless the filter is wanted', () => {
    expect(reportInput(DEFAULT_OPTIONS, 'ja', VIEW).filter).toEqual({ ...EMPTY_FILTER, triage: 'all' });
    expect(reportInput({ ...DEFAULT_OPTIONS, scope: 'filtered' }, 'ja', VIEW)).toMatchObject(VIEW);
    expect(reportInput({ ...DEFAULT_OPTIONS, scope: 'filtered' }, 'ja', null).filter).toEqual({ ...EMPTY_FILTER, triage: 'all' });
  });
  it('writes JSON in UTF-8 without a mark, whatever was chosen for CSV', () => {
    expect(reportInput({ ...DEFAULT_OPTIONS, format: 'json', encoding: 'cp932' }, 'en', null).encoding).toBe('utf8');
  });
  it('is what the contract takes', () => {
    expect(reportCalls['reports.write'].input.safeParse(reportInput({ ...DEFAULT_OPTIONS, scope: 'filtered' }, 'en', VIEW)).success).toBe(
      true,
    );
  });
});

describe('writtenReport', () => {
  it('reads the result of a job that is done, and of no other', () => {
    expect(writtenReport(JOB)).toEqual({ token: 't', name: 'report.csv', bytes: 10, rows: 3, unwritable: 0 });
    expect(writtenReport({ ...JOB, state: 'cancelled' })).toBeNull();
    expect(writtenReport({ ...JOB, result: { bytes: 10 } })).toBeNull();
    expect(writtenReport(undefined)).toBeNull();
  });
});
