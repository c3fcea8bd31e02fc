import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { exclusionService } from './exclusion-service.ts';
import { historyService } from './history-service.ts';
import { retentionService } from './retention-service.ts';
import { triageService } from './triage-service.ts';

export const triageProcedures = ({ session }: CompanyContext): ProceduresOf<'triage'> => {
  const triage = triageService(session);
  const history = historyService(session);
  const retention = retentionService(session);
  const exclusion = exclusionService(session);
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
