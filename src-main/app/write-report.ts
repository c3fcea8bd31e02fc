import type { Writable } from 'node:stream';
import type { ReportEncoding } from '#shared/contract/reports.ts';
import type { AuditSummary } from '#shared/domain/readiness/audit.ts';
import { drain, writeAtomically } from '../files/atomic-file.ts';
import { csvChunks } from '../files/csv-report.ts';
import { jsonChunks } from '../files/json-report.ts';
import { REPORT_COLUMNS, type ReportLine } from './report-lines.ts';

export interface Report {
  readonly summary: AuditSummary;
  readonly lines: Iterable<ReportLine>;
}

/** What was written; `unwritable` counts the characters that the encoding could not hold and that stand as `〓`. */
export interface WrittenReport {
  readonly bytes: number;
  readonly rows: number;
  readonly unwritable: number;
}

/** JSON is always UTF-8 (RFC 8259, 8.1); `encoding` is for CSV. */
export interface ReportForm {
  readonly format: 'csv' | 'json';
  readonly encoding: ReportEncoding;
}

/** Writes the report into a file, whole or not at all. */
export const writeReportFile = (path: string, report: Report, form: ReportForm, signal?: AbortSignal): Promise<WrittenReport> =>
  writeAtomically(path, reportChunks(report, form), signal);

/** Writes the report to a stream at the reader's pace. */
export const writeReportStream = (stream: Writable, report: Report, form: ReportForm): Promise<WrittenReport> =>
  drain(
    reportChunks(report, form),
    (bytes) => new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve()))),
  );

function* reportChunks({ summary, lines }: Report, { format, encoding }: ReportForm): Generator<Uint8Array, WrittenReport> {
  if (format === 'json') return { ...(yield* jsonChunks(summary, lines)), unwritable: 0 };
  const { bytes, rows, unwritable } = yield* csvChunks(REPORT_COLUMNS, cellsOf(lines), encoding);
  return { bytes, rows, unwritable: unwritable.reduce((sum, { count }) => sum + count, 0) };
}

function* cellsOf(lines: Iterable<ReportLine>): Generator<readonly string[]> {
  for (const line of lines) yield REPORT_COLUMNS.map((column) => line[column] ?? '');
}
