import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const triageHandlers = ({ engine, workspaceChanged }: CompanyContext): HandlersOf<'triage'> => ({
  async 'triage.change'(decision) {
    const answer = await engine.changeTriage(decision);
    await workspaceChanged();
    return answer;
  },
  async 'triage.undo'({ commandId }) {
    const answer = await engine.undoTriage(commandId);
    await workspaceChanged();
    return answer;
  },
  'triage.ledger': (window) => engine.ledger(window),
  'triage.history': ({ limit }) => engine.history(limit),
  'triage.runChanges': (window) => engine.runChanges(window),
  'triage.exclusions': () => engine.exclusions(),
  'triage.previewExclusions': ({ entries }) => engine.previewExclusions(entries),
  async 'triage.changeExclusions'({ entries }) {
    const answer = await engine.changeExclusions(entries);
    await workspaceChanged();
    return answer;
  },
});
