import type { Engine } from './engine.ts';
import { writeHistoryFile } from './history-file.ts';
import { writePlanFile } from './plan-file.ts';
import type { EngineSession } from './session.ts';

/** The engine's calls that write what is chosen, and the history, into files. */
export const planFileCalls = (session: EngineSession): Pick<Engine, 'exportPlan' | 'exportHistory'> => ({
  exportPlan: (order, work) => writePlanFile(session, order, work),
  exportHistory: (order, work) => writeHistoryFile(session, order, work),
});
