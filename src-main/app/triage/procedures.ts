import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { exclusionService } from './exclusion-service.ts';
import { historyService } from './history-service.ts';
import { triageService } from './triage-service.ts';

export const triageProcedures = ({ session, workspaceChanged }: CompanyContext): ProceduresOf<'triage'> => {
  const triage = triageService(session);
  const history = historyService(session);
  const exclusion = exclusionService(session);
  return {
    async 'triage.change'(decision) {
      const answer = await triage.changeTriage(decision);
      workspaceChanged();
      return answer;
    },
    async 'triage.undo'({ commandId }) {
      const answer = await triage.undoTriage(commandId);
      workspaceChanged();
      return answer;
    },
    'triage.ledger': triage.ledger,
    'triage.history': ({ limit }) => history.history(limit),
    'triage.runChanges': history.runChanges,
    'triage.exclusions': exclusion.exclusions,
    'triage.previewExclusions': ({ entries }) => exclusion.previewExclusions(entries),
    async 'triage.changeExclusions'({ entries }) {
      const answer = await exclusion.changeExclusions(entries);
      workspaceChanged();
      return answer;
    },
  };
};
