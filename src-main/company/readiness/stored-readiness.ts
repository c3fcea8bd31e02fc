import { readShape } from '#shared/contract/call/read-shape.ts';
import { type Readiness, readinessSchema } from '#shared/contract/readiness/readiness.ts';
import { type CompanySession, findingInputsOf, type LastAudit } from '../session.ts';
import { summaryOf } from './readiness-summary.ts';

/** Identifies the inputs of a result. The day is left out, because a stored result is shown only until the new one is ready. */
const stateOf = (revision: number, { drafts, orders, password }: Pick<LastAudit, 'drafts' | 'orders' | 'password'>): string =>
  JSON.stringify([revision, drafts, orders, password]);

/** Stores who can order for the next start. */
export function storeReadiness(session: CompanySession): void {
  const last = session.lastAudit();
  if (last === null) return;
  session.file().glance.keepReadiness(stateOf(last.findings.revision, last), summaryOf(session, last.findings, last.at));
}

/** The stored result for this state, marked as being verified; `null` once verified, or if nothing is stored. */
export function storedReadiness(session: CompanySession): Readiness | null {
  if (session.lastAudit() !== null) return null;
  const file = session.file();
  const kept = readShape(readinessSchema, file.glance.keptReadiness(stateOf(file.revision(), findingInputsOf(file))));
  return kept.success ? { ...kept.data, checking: true } : null;
}
