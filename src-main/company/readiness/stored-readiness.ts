import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { type Readiness, readinessSchema } from '#shared/contract/readiness/readiness.ts';
import { type CompanySession, getFindingInputs, type LastAudit } from '../session.ts';
import { buildReadiness } from './readiness-summary.ts';

/** Returns a key for the inputs of a result. It excludes the day, because a stored result is shown only until the new one is ready. */
const stateOf = (revision: number, { drafts, orders, password }: Pick<LastAudit, 'drafts' | 'orders' | 'password'>): string =>
  JSON.stringify([revision, drafts, orders, password]);

/** Stores the readiness for the next start of the console. */
export function storeReadiness(session: CompanySession): void {
  const last = session.lastAudit();
  if (last === null) return;
  session.file().glance.keepReadiness(stateOf(last.findings.revision, last), buildReadiness(session, last.findings, last.at));
}

/**
 * Returns the stored result for the current inputs, marked as not yet verified; `null` if an audit ran since, or nothing matching is
 * stored.
 */
export function getStoredReadiness(session: CompanySession): Readiness | null {
  if (session.lastAudit() !== null) return null;
  const file = session.file();
  const kept = safeParseUntrusted(readinessSchema, file.glance.keptReadiness(stateOf(file.revision(), getFindingInputs(file))));
  return kept.success ? { ...kept.data, checking: true } : null;
}
