import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const readinessHandlers = ({ engine, findingsOf }: Scene): HandlersOf<'readiness'> => ({
  async 'readiness.summary'() {
    const readiness = await engine.readiness();
    if (readiness !== null) await findingsOf(readiness.revision);
    return readiness;
  },
});
