import type { CallOutput } from '#shared/contract/calls.ts';
import { keptFrom, RETENTION_MONTHS, type RetentionMonths } from '#shared/domain/triage/retention.ts';
import { startOfBusinessDay } from '../../company/business-day.ts';
import { forgetOldRuns } from '../../company/findings/finding-history.ts';
import { POLICY_KEYS, retentionOf } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';

/** The retention period of audit runs. */
export interface RetentionService {
  retention(): Promise<CallOutput<'triage.retention'>>;
  changeRetention(months: RetentionMonths | null): Promise<CallOutput<'triage.changeRetention'>>;
}

export const retentionService = (session: CompanySession): RetentionService => {
  const state = (): CallOutput<'triage.retention'> => {
    // Computing the findings records the current run.
    session.findings();
    const file = session.file();
    return {
      months: retentionOf(file),
      ...file.history.kept(),
      choices: RETENTION_MONTHS.map((months) => ({
        months,
        forgets: file.history.countBefore(startOfBusinessDay(keptFrom(session.today(), months))),
      })),
    };
  };
  return {
    retention: async () => state(),
    async changeRetention(months) {
      const file = session.file();
      file.atOnce(() => {
        file.changePolicy(POLICY_KEYS.retention, months === null ? null : { months }, { isOfFindings: false });
        forgetOldRuns(file, session.today());
      });
      return state();
    },
  };
};
