import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createExclusionService } from './exclusion-service.ts';
import { createHistoryService } from './history-service.ts';
import { createRetentionService } from './retention-service.ts';
import { createTriageService } from './triage-service.ts';

export const createTriageProcedures = ({ session }: CompanyContext): ProceduresOf<'triage'> => {
  const triage = createTriageService(session);
  const history = createHistoryService(session);
  const retention = createRetentionService(session);
  const exclusion = createExclusionService(session);
  return {
    'triage.change': triage.changeTriage,
    'triage.undo': ({ commandId }) => triage.undoTriage(commandId),
    'triage.redo': ({ commandId }) => triage.redoTriage(commandId),
    'triage.ledger': triage.ledger,
    'triage.history': ({ limit }) => history.history(limit),
    'triage.retention': retention.retention,
    'triage.changeRetention': ({ months }) => retention.changeRetention(months),
    'triage.runChanges': history.runChanges,
    'triage.exclusions': exclusion.exclusions,
    'triage.previewExclusions': ({ entries }) => exclusion.previewExclusions(entries),
    'triage.changeExclusions': exclusion.changeExclusions,
  };
};
