import { readinessOf } from '../../company/readiness-summary.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const readinessProcedures = ({ session, findingsOf }: CompanyContext): ProceduresOf<'readiness'> => ({
  'readiness.summary'() {
    const readiness = readinessOf(session);
    if (readiness !== null) findingsOf(readiness.revision);
    return readiness;
  },
});
