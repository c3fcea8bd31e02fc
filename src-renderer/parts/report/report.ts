import type { CallInput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { parseUnwritable, type UnwritableCharacters } from '../written-file/unwritable.ts';

export interface ReportOptions {
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
  readonly scope: 'whole' | 'filtered';
}

/** A workbook starts with the summary and opens on most computers. */
export const DEFAULT_REPORT_OPTIONS: ReportOptions = { format: 'xlsx', encoding: 'utf8-bom', scope: 'whole' };

const WHOLE_SORT: FindingSort = { by: 'severity', direction: 'ascending' };

/** Builds the request for a report. Only CSV is written in encodings other than UTF-8. */
export function createReportInput(
  options: ReportOptions,
  language: 'ja' | 'en',
  view: { readonly filter: FindingFilter; readonly sort: FindingSort } | null,
): CallInput<'reports.write'> {
  const filtered = options.scope === 'filtered' && view !== null;
  return {
    format: options.format,
    encoding: options.format === 'csv' ? options.encoding : 'utf8',
    language,
    // A full report includes accepted findings.
    filter: filtered ? view.filter : { ...EMPTY_FINDING_FILTER, triage: 'all' },
    sort: filtered ? view.sort : WHOLE_SORT,
  };
}

export interface WrittenReport {
  readonly token: string;
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly unwritable: UnwritableCharacters;
}

/** The written report of a completed job, or `null`. Its form is defined by `reports.write`. */
export function parseWrittenReport(job: Job | undefined): WrittenReport | null {
  const result = job?.state === 'done' ? job.result : null;
  if (!result) return null;
  const { token, name, bytes, rows } = result;
  if (typeof token !== 'string' || typeof name !== 'string') return null;
  return { token, name, bytes: Number(bytes ?? 0), rows: Number(rows ?? 0), unwritable: parseUnwritable(result) };
}
