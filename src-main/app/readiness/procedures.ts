import { readinessOf } from '../../company/readiness-summary.ts';
import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from '../procedures-of.ts';

export const readinessHandlers = ({ session, findingsOf }: CompanyContext): HandlersOf<'readiness'> => ({
  'readiness.summary'() {
    const readiness = readinessOf(session);
    if (readiness !== null) findingsOf(readiness.revision);
    return readiness;
  },
});
