import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const readinessHandlers = ({ engine, findingsOf }: CompanyContext): HandlersOf<'readiness'> => ({
  async 'readiness.summary'() {
    const readiness = await engine.readiness();
    if (readiness !== null) await findingsOf(readiness.revision);
    return readiness;
  },
});
