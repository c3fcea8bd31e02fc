import { readinessOf } from '../../company/readiness/readiness-summary.ts';
import { storedReadiness } from '../../company/readiness/stored-readiness.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const readinessProcedures = ({ session, checkFindings }: CompanyContext): ProceduresOf<'readiness'> => ({
  async 'readiness.summary'() {
    const kept = storedReadiness(session);
    if (kept !== null) {
      checkFindings();
      return kept;
    }
    await session.ready();
    const readiness = readinessOf(session);
    return readiness;
  },
});
