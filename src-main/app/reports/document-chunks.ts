import { htmlChunks } from '../../files/reports/html-report.ts';
import { xlsxChunks } from '../../files/reports/xlsx-report.ts';
import { reportBook } from './report-book.ts';
import { createReportDocument, type Report } from './report-document.ts';
import { reportPage } from './report-page.ts';
import type { WrittenReport } from './written-report.ts';

/** Yields the report as an XLSX workbook in chunks. */
export function* bookChunks(report: Report): Generator<Uint8Array, WrittenReport> {
  return { bytes: yield* xlsxChunks(reportBook(createReportDocument(report))), rows: report.count, unwritable: [] };
}

/** Yields the report as a printable page in chunks. */
export function* pageChunks(report: Report): Generator<Uint8Array, WrittenReport> {
  return { bytes: yield* htmlChunks(reportPage(createReportDocument(report))), rows: report.count, unwritable: [] };
}
