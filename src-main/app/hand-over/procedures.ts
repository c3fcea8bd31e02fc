import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { manualEntryService } from './manual-entry-service.ts';

export const handOverProcedures = ({ session, planChanged, draftsChanged }: CompanyContext): ProceduresOf<'handOver'> => {
  const service = manualEntryService(session);

  /** Answers and tells the windows. */
  const changed = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    planChanged();
    return value;
  };
  /** What is said to be entered is the draft's base: its state shows in every list of drafts. */
  const said = async <T extends { draftRevision: number }>(answer: Promise<T>): Promise<T> => {
    const value = await changed(answer);
    draftsChanged();
    return value;
  };
  return {
    'handOver.sheet': service.handOverSheet,
    'handOver.entered': service.handOverEntered,
    'handOver.tick': (order) => changed(service.tickHandOver(order)),
    'handOver.finish': (at) => said(service.finishHandOver(at)),
    'handOver.reopen': (at) => said(service.reopenHandOver(at)),
  };
};
