import { readShape } from '#shared/contract/read-shape.ts';
import { type Readiness, readinessSchema } from '#shared/contract/readiness.ts';
import { summaryOf } from './readiness-summary.ts';
import { type CompanySession, groundsOf, type LastAudit } from './session.ts';

/** What a result was worked out of. The day is left out: what was kept is shown only until it has been looked at again. */
const stateOf = (revision: number, { drafts, orders, password }: Pick<LastAudit, 'drafts' | 'orders' | 'password'>): string =>
  JSON.stringify([revision, drafts, orders, password]);

/** Keeps who can order, with the company, for its next start. */
export function keepReadiness(session: CompanySession): void {
  const last = session.lastAudit();
  if (last === null) return;
  session.file().glance.keepReadiness(stateOf(last.findings.revision, last), summaryOf(session, last.findings, last.at));
}

/** Who could order when this very state was last looked at, marked as not looked at again yet; `null` once it was, or where nothing is kept. */
export function keptReadiness(session: CompanySession): Readiness | null {
  if (session.lastAudit() !== null) return null;
  const file = session.file();
  const kept = readShape(readinessSchema, file.glance.keptReadiness(stateOf(file.revision(), groundsOf(file))));
  return kept.success ? { ...kept.data, checking: true } : null;
}
