import { readinessOf } from '../../company/readiness-summary.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const readinessProcedures = ({ session }: CompanyContext): ProceduresOf<'readiness'> => ({
  'readiness.summary'() {
    const readiness = readinessOf(session);
    return readiness;
  },
});
