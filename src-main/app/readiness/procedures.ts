import { getReadiness } from '../../company/readiness/readiness-summary.ts';
import { getStoredReadiness } from '../../company/readiness/stored-readiness.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const createReadinessProcedures = ({ session, checkFindings }: CompanyContext): ProceduresOf<'readiness'> => ({
  async 'readiness.summary'() {
    const kept = getStoredReadiness(session);
    if (kept !== null) {
      checkFindings();
      return kept;
    }
    await session.ready();
    const readiness = getReadiness(session);
    return readiness;
  },
});
