import type { Finding } from '#shared/domain/readiness/finding.ts';
import type { Report } from '../report-document.ts';
import { type WrittenReport, writeReportFile } from '../write-report.ts';
import type { ReportOrder, Work } from './engine.ts';
import type { FindingsView } from './view.ts';

const ROWS_A_STEP = 1_000;

/** Writes the rows of a filter and sort as the window shows them. */
export function writeReport(
  view: FindingsView,
  order: ReportOrder,
  about: Pick<Report, 'company' | 'today' | 'unseen' | 'amazonUsersFrom'>,
  work: Work,
): Promise<WrittenReport> {
  const { order: rows } = view.select(order.filter, order.sort);
  const report: Report = {
    ...about,
    directory: view.directory,
    audit: view.audit,
    findings: findingsOf(view, rows, work),
    count: rows.length,
    language: order.language,
  };
  return writeReportFile(order.path, report, order, work.signal);
}

function* findingsOf(view: FindingsView, rows: Int32Array, work: Work): Generator<Finding> {
  for (let at = 0; at < rows.length; at++) {
    if (at % ROWS_A_STEP === 0) work.report({ phase: 'writing-report', done: at, total: rows.length });
    yield view.audit.findings[rows[at] as number] as Finding;
  }
}
