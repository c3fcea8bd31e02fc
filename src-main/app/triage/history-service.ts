import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { parseFindingCode } from '#shared/domain/triage/triage-identity.ts';
import { toReadinessChanges } from '../../company/readiness/readiness-summary.ts';
import type { CompanySession } from '../../company/session.ts';

/** The runs of the audit, and the changes between them. */
export interface HistoryService {
  history(limit: number): Promise<CallOutput<'triage.history'>>;
  runChanges(window: CallParsedInput<'triage.runChanges'>): Promise<CallOutput<'triage.runChanges'>>;
}

export const createHistoryService = (session: CompanySession): HistoryService => ({
  async history(limit) {
    // Computing the findings records the current run.
    session.findings();
    const runs = session.file().history.runs(limit);
    return {
      runs: runs.map(({ revision, at, inScope, ready, blocked, changes }) => ({
        revision,
        at,
        inScope,
        ready,
        blocked,
        changes: toReadinessChanges(changes),
      })),
    };
  },
  async runChanges({ revision, change, codes, offset, limit }) {
    const view = session.findings();
    const changed = session.file().history.changesOf(revision, change);
    if (changed === null) throw new ExpectedError('run-not-found');
    const wanted = codes.length === 0 ? changed : changed.filter(({ key }) => codes.includes(parseFindingCode(key)));
    const findings = wanted.slice(offset, offset + limit);
    return {
      total: wanted.length,
      findings: findings.map(({ key, name }) => ({ key, name, code: parseFindingCode(key), place: view?.placeOf(key) ?? null })),
    };
  },
});
