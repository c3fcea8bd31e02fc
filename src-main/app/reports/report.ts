import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import type { JobContext } from '../../company/job-context.ts';
import { getMatchingPolicy } from '../../company/policies.ts';
import { getMissingInLists } from '../../company/readiness/missing-in-lists.ts';
import type { CompanySession } from '../../company/session.ts';
import type { Report } from './report-document.ts';
import { writeReportFile } from './write-report.ts';
import type { WrittenReport } from './written-report.ts';

export interface ReportOptions {
  readonly path: string;
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
  readonly language: 'ja' | 'en';
  readonly filter: FindingFilter;
  readonly sort: FindingSort;
}

const ROWS_A_STEP = 1_000;

/** Writes the rows of a filter and sort order as displayed in the window. */
export function writeReport(session: CompanySession, order: ReportOptions, work: JobContext): Promise<WrittenReport> {
  const file = session.file();
  const view = session.requireFindings();
  const { order: rows } = view.select(order.filter, order.sort);
  const fixes = file.fixes.all();
  let done = 0;
  const report: Report = {
    company: file.company().name,
    today: session.today(),
    unseen: getMissingInLists(file),
    amazonUsersFrom: getMatchingPolicy(file).amazonUsersFrom,
    fixOf: (finding) => openFixOf(fixes.get(view.people[finding.neoIndex] ?? '')),
    directory: view.directory,
    audit: view.audit,
    findings: findingsOf(view, rows),
    count: rows.length,
    language: order.language,
    onLine() {
      if (done % ROWS_A_STEP === 0) work.report({ phase: 'writing-report', done, total: rows.length });
      done++;
    },
  };
  return writeReportFile(order.path, report, order, work.signal);
}

const openFixOf = (fix: Fix | undefined): Fix | null =>
  fix === undefined || (fix.state !== 'adopted' && fix.state !== 'written') ? null : fix;

function* findingsOf({ audit }: FindingsView, rows: Int32Array): Generator<Finding> {
  for (const row of rows) yield audit.findings[row] as Finding;
}
