import type { CallInput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { EMPTY_FILTER, type FindingFilter, type FindingSort } from '#shared/contract/matching.ts';
import type { ReportEncoding } from '#shared/contract/reports.ts';

export interface ReportOptions {
  readonly format: 'csv' | 'json';
  readonly encoding: ReportEncoding;
  readonly scope: 'whole' | 'filtered';
}

/** Excel opens this as it is: the choice that goes wrong least. */
export const DEFAULT_OPTIONS: ReportOptions = { format: 'csv', encoding: 'utf8-bom', scope: 'whole' };

const WHOLE_SORT: FindingSort = { by: 'severity', direction: 'ascending' };

/** What to ask the main process for. JSON is always UTF-8 without a mark, as its standard has it (RFC 8259, 8.1). */
export function reportInput(
  options: ReportOptions,
  language: 'ja' | 'en',
  view: { readonly filter: FindingFilter; readonly sort: FindingSort } | null,
): CallInput<'reports.write'> {
  const filtered = options.scope === 'filtered' && view !== null;
  return {
    format: options.format,
    encoding: options.format === 'json' ? 'utf8' : options.encoding,
    language,
    // The whole report leaves nothing out, not even what was accepted.
    filter: filtered ? view.filter : { ...EMPTY_FILTER, triage: 'all' },
    sort: filtered ? view.sort : WHOLE_SORT,
  };
}

export interface WrittenReport {
  readonly token: string;
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly unwritable: number;
}

/** The written report of a job that is done, or `null`. Its shape is named by `reports.write`. */
export function writtenReport(job: Job | undefined): WrittenReport | null {
  const result = job?.state === 'done' ? job.result : null;
  if (!result) return null;
  const { token, name, bytes, rows, unwritable } = result;
  if (typeof token !== 'string' || typeof name !== 'string') return null;
  return { token, name, bytes: Number(bytes ?? 0), rows: Number(rows ?? 0), unwritable: Number(unwritable ?? 0) };
}
