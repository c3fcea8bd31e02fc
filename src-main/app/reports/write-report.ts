import type { Writable } from 'node:stream';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { toPrintableLines, toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { drainChunks, writeAtomically } from '../../files/atomic-file.ts';
import { generateCsvChunks } from '../../files/reports/csv-report.ts';
import { generateJsonChunks } from '../../files/reports/json-report.ts';
import { ADOPTED_COLUMNS, type AdoptedFix, getAdoptedFixCells, toAdoptedFix } from './adopted-fix.ts';
import type { Report } from './report-document.ts';
import { createReportLines, getReportCells, REPORT_COLUMNS, type ReportLine } from './report-lines.ts';
import type { WrittenReport } from './written-report.ts';

/** Format of a report. `encoding` applies to CSV only; all other formats are UTF-8 (JSON: RFC 8259, 8.1). */
export interface ReportFileFormat {
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
}

/** Writes the report to a file, completely or not at all. */
export const writeReportFile = async (path: string, report: Report, form: ReportFileFormat, signal?: AbortSignal): Promise<WrittenReport> =>
  writeAtomically(path, await reportChunks(report, form), signal);

/** Writes the report to a stream such as a terminal, with backpressure and without control or direction characters. */
export const writeReportStream = async (stream: Writable, report: Report, form: ReportFileFormat): Promise<WrittenReport> =>
  drainChunks(
    await printableChunks(report, form),
    (bytes) => new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve()))),
  );

/** Removes control and direction characters. JSON escapes them anyway, and a workbook is compressed. */
async function printableChunks(report: Report, form: ReportFileFormat): Promise<Generator<Uint8Array, WrittenReport>> {
  if (form.format === 'csv') return generateCsvChunks(columnsOf(report), printableCells(report), form.encoding);
  const chunks = await reportChunks(report, form);
  return form.format === 'html' ? printableUtf8(chunks) : chunks;
}

function* printableCells(report: Report): Generator<readonly string[]> {
  for (const cells of cellsOf(report)) yield cells.map(toPrintableText);
}

function* printableUtf8<T>(chunks: Generator<Uint8Array, T>): Generator<Uint8Array, T> {
  const decoder = new TextDecoder();
  for (;;) {
    const step = chunks.next();
    yield Buffer.from(toPrintableLines(decoder.decode(step.done ? undefined : step.value, { stream: step.done !== true })));
    if (step.done) return step.value;
  }
}

/** Returns the chunks of a report. Code for XLSX and HTML is loaded on demand, so that a scheduled CSV report starts faster. */
async function reportChunks(report: Report, { format, encoding }: ReportFileFormat): Promise<Generator<Uint8Array, WrittenReport>> {
  switch (format) {
    case 'csv':
      return generateCsvChunks(columnsOf(report), cellsOf(report), encoding);
    case 'json':
      return jsonReport(report);
    case 'xlsx':
      return (await import('./document-chunks.ts')).generateWorkbookChunks(report);
    case 'html':
      return (await import('./document-chunks.ts')).generateReportPageChunks(report);
  }
}

function* jsonReport(report: Report): Generator<Uint8Array, WrittenReport> {
  return { ...(yield* generateJsonChunks(report.audit.summary, linesOf(report))), unwritable: [] };
}

const columnsOf = ({ fixOf }: Report): readonly string[] =>
  fixOf === undefined ? REPORT_COLUMNS : [...REPORT_COLUMNS, ...ADOPTED_COLUMNS];

function* linesOf({ directory, findings, language, fixOf, onLine }: Report): Generator<ReportLine & Partial<AdoptedFix>> {
  const toLine = createReportLines(directory, createTexts(language));
  for (const finding of findings) {
    onLine?.();
    yield fixOf === undefined ? toLine(finding) : { ...toLine(finding), ...toAdoptedFix(fixOf(finding)) };
  }
}

function* cellsOf({ directory, findings, language, fixOf, onLine }: Report): Generator<readonly string[]> {
  const toLine = createReportLines(directory, createTexts(language));
  for (const finding of findings) {
    onLine?.();
    const cells = getReportCells(toLine(finding));
    yield fixOf === undefined ? cells : [...cells, ...getAdoptedFixCells(fixOf(finding))];
  }
}
