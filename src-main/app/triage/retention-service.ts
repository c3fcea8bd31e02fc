import type { CallOutput } from '#shared/contract/calls.ts';
import { getRetentionStart, RETENTION_MONTHS, type RetentionMonths } from '#shared/domain/triage/retention.ts';
import { getBusinessDayStart } from '../../company/business-day.ts';
import { deleteOldRuns } from '../../company/findings/finding-history.ts';
import { getRetentionMonths, POLICY_KEYS } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';

/** The retention period of audit runs. */
export interface RetentionService {
  retention(): Promise<CallOutput<'triage.retention'>>;
  changeRetention(months: RetentionMonths | null): Promise<CallOutput<'triage.changeRetention'>>;
}

export const createRetentionService = (session: CompanySession): RetentionService => {
  const state = (): CallOutput<'triage.retention'> => {
    // Computing the findings records the current run.
    session.findings();
    const file = session.file();
    return {
      months: getRetentionMonths(file),
      ...file.history.kept(),
      choices: RETENTION_MONTHS.map((months) => ({
        months,
        forgets: file.history.countBefore(getBusinessDayStart(getRetentionStart(session.today(), months))),
      })),
    };
  };
  return {
    retention: async () => state(),
    async changeRetention(months) {
      const file = session.file();
      file.atOnce(() => {
        file.changePolicy(POLICY_KEYS.retention, months === null ? null : { months }, { isOfFindings: false });
        deleteOldRuns(file, session.today());
      });
      return state();
    },
  };
};
