import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { type AuditSnapshot, auditSnapshotSchema, type OverviewCompany } from '#shared/contract/companies/companies.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { toExpectedFailure } from '../../storage/storage-failure.ts';
import { getListTimes, listDeadlines } from '../deadlines.ts';
import { explainByChangedContent } from '../explain-changed-content.ts';
import type { CompanySession } from '../session.ts';
import { listBlockingReasons } from './report-numbers.ts';
import { storeReadiness } from './stored-readiness.ts';

/** Deadlines are stored for more days than the week shown, so that a later view still covers a full week. */
const KEPT_DAYS = 35;
const MAX_DEADLINES = 200;

/**
 * Stores the result of the last audit and the deadlines for the overview. A full disk or damaged file is ignored, because closing a
 * company must not fail. `isKept` = the audit is already stored, but decisions, dated changes or certificates may have changed deadlines.
 */
export function storeGlance(session: CompanySession, isKept: boolean): void {
  const last = session.lastAudit();
  if (last === null) return;
  const file = session.file();
  // If lists changed since the audit, do not load them just for the deadlines.
  if (isKept && last.findings.revision !== file.revision()) return;
  const { audit } = last.findings;
  const { inScope, ready, blocked, notChecked } = audit.summary;
  try {
    const glance: AuditSnapshot = {
      auditedAt: last.at,
      day: last.today,
      ...{ inScope, ready, blocked, notChecked },
      waiting: waitingFor(audit),
      endings: listDeadlines(session, KEPT_DAYS)
        .slice(0, MAX_DEADLINES)
        .map(({ kind, subject, count, day, lost }) => ({ kind, subject, count, day, lost })),
    };
    if (isKept && isSameJson(file.glance.kept(), glance)) return;
    file.glance.keep(glance);
    if (!isKept) storeReadiness(session);
  } catch (error) {
    if (toExpectedFailure(explainByChangedContent(error, session)) === null) throw error;
  }
}

/** Returns the number of people who cannot order by responsible party, as the sum of the reasons on the readiness screen. */
function waitingFor(audit: Audit): AuditSnapshot['waiting'] {
  const waiting = { neo: 0, amazon: 0, both: 0 };
  for (const { owners } of listBlockingReasons(audit)) {
    waiting.neo += owners.neo;
    waiting.amazon += owners.amazon;
    waiting.both += owners.both;
  }
  return waiting;
}

/** Returns the overview of a company from its file, without an audit. */
export function getCompanyOverview(file: CompanyFile): OverviewCompany {
  const company = file.company();
  const kept = safeParseUntrusted(auditSnapshotSchema, file.glance.kept());
  return {
    id: company.id,
    company,
    failure: null,
    sources: file.people.current().flatMap(({ side, takenAt, rows }) => (side === 'organizations' ? [] : [{ side, takenAt, rows }])),
    glance: kept.success ? kept.data : null,
    takenAt: getListTimes(file),
  };
}

/** Returns the overview entry of a company whose file cannot be opened, with the reason. */
export function getUnreadableCompanyOverview(id: string, error: unknown): OverviewCompany {
  const expected = toExpectedFailure(error) ?? new ExpectedError('storage-unusable', { reason: 'other' });
  return { id, company: null, failure: expected.failure, sources: [], glance: null, takenAt: { orders: null, accounts: null } };
}
