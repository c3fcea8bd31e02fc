import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const handOverHandlers = ({ engine, planChanged, draftsChanged }: CompanyContext): HandlersOf<'handOver'> => {
  /** Answers and tells the windows. */
  const changed = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    await planChanged();
    return value;
  };
  /** What is said to be entered is the draft's base: its state shows in every list of drafts. */
  const said = async <T extends { draftRevision: number }>(answer: Promise<T>): Promise<T> => {
    const value = await changed(answer);
    await draftsChanged(value.draftRevision);
    return value;
  };
  return {
    'handOver.sheet': (window) => engine.handOverSheet(window),
    'handOver.entered': (window) => engine.handOverEntered(window),
    'handOver.tick': (order) => changed(engine.tickHandOver(order)),
    'handOver.finish': (at) => said(engine.finishHandOver(at)),
    'handOver.reopen': (at) => said(engine.reopenHandOver(at)),
  };
};
