import type { Writable } from 'node:stream';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { drain, writeAtomically } from '../../files/atomic-file.ts';
import { csvChunks } from '../../files/csv-report.ts';
import { jsonChunks } from '../../files/json-report.ts';
import type { Report } from './report-document.ts';
import { createReportLines, REPORT_COLUMNS, type ReportLine, reportCells } from './report-lines.ts';
import type { WrittenReport } from './written-report.ts';

/** `encoding` is for CSV; everything else is UTF-8 (JSON: RFC 8259, 8.1). */
export interface ReportForm {
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
}

/** Writes the report into a file, whole or not at all. */
export const writeReportFile = async (path: string, report: Report, form: ReportForm, signal?: AbortSignal): Promise<WrittenReport> =>
  writeAtomically(path, await reportChunks(report, form), signal);

/** Writes the report to a stream at the reader's pace. */
export const writeReportStream = async (stream: Writable, report: Report, form: ReportForm): Promise<WrittenReport> =>
  drain(
    await reportChunks(report, form),
    (bytes) => new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve()))),
  );

/** What makes documents for people is loaded when one is asked for: a scheduler's CSV does not wait for it. */
async function reportChunks(report: Report, { format, encoding }: ReportForm): Promise<Generator<Uint8Array, WrittenReport>> {
  switch (format) {
    case 'csv':
      return csvChunks(REPORT_COLUMNS, cellsOf(report), encoding);
    case 'json':
      return jsonReport(report);
    case 'xlsx':
      return (await import('./document-chunks.ts')).bookChunks(report);
    case 'html':
      return (await import('./document-chunks.ts')).pageChunks(report);
  }
}

function* jsonReport(report: Report): Generator<Uint8Array, WrittenReport> {
  return { ...(yield* jsonChunks(report.audit.summary, linesOf(report))), unwritable: [] };
}

function* linesOf({ directory, findings, language }: Report): Generator<ReportLine> {
  const toLine = createReportLines(directory, createTexts(language));
  for (const finding of findings) yield toLine(finding);
}

function* cellsOf({ directory, findings, language }: Report): Generator<readonly string[]> {
  const toLine = createReportLines(directory, createTexts(language));
  for (const finding of findings) yield reportCells(toLine(finding));
}
