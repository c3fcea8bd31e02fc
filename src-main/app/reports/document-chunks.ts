import { generateHtmlChunks } from '../../files/reports/html-report.ts';
import { generateXlsxChunks } from '../../files/reports/xlsx-report.ts';
import { createReportWorkbook } from './report-book.ts';
import { createReportDocument, type Report } from './report-document.ts';
import { createReportPage } from './report-page.ts';
import type { WrittenReport } from './written-report.ts';

/** Yields the report as an XLSX workbook in chunks. */
export function* generateWorkbookChunks(report: Report): Generator<Uint8Array, WrittenReport> {
  return { bytes: yield* generateXlsxChunks(createReportWorkbook(createReportDocument(report))), rows: report.count, unwritable: [] };
}

/** Yields the report as a printable page in chunks. */
export function* generateReportPageChunks(report: Report): Generator<Uint8Array, WrittenReport> {
  return { bytes: yield* generateHtmlChunks(createReportPage(createReportDocument(report))), rows: report.count, unwritable: [] };
}
