import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const matchingHandlers = ({ engine, findingsOf }: CompanyContext): HandlersOf<'matching'> => ({
  async 'matching.rows'(window) {
    const rows = await engine.rows(window);
    await findingsOf(rows.revision);
    return rows;
  },
  'matching.finding': (at) => engine.finding(at),
});
