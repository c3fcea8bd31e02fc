import { createTexts } from '#shared/messages/texts.ts';
import { createReportLines, type ReportLine } from '../report-lines.ts';
import { type WrittenReport, writeReportFile } from '../write-report.ts';
import type { ReportOrder, Work } from './engine.ts';
import type { FindingsView } from './view.ts';

const ROWS_A_STEP = 1_000;

/** Writes the rows of a filter and sort as the window shows them. */
export function writeReport(view: FindingsView, order: ReportOrder, work: Work): Promise<WrittenReport> {
  const { order: rows } = view.select(order.filter, order.sort);
  return writeReportFile(order.path, { summary: view.audit.summary, lines: linesOf(view, rows, order, work) }, order, work.signal);
}

function* linesOf(view: FindingsView, rows: Int32Array, { language }: ReportOrder, work: Work): Generator<ReportLine> {
  const toLine = createReportLines(view.directory, createTexts(language));
  for (let at = 0; at < rows.length; at++) {
    if (at % ROWS_A_STEP === 0) work.report({ phase: 'writing-report', done: at, total: rows.length });
    const finding = view.audit.findings[rows[at] as number];
    if (finding !== undefined) yield toLine(finding);
  }
}
