import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const handOverHandlers = ({ engine, planChanged }: Scene): HandlersOf<'handOver'> => {
  /** Answers and tells the windows. */
  const changed = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    await planChanged();
    return value;
  };
  return {
    'handOver.sheet': (window) => engine.handOverSheet(window),
    'handOver.entered': (window) => engine.handOverEntered(window),
    'handOver.tick': (order) => changed(engine.tickHandOver(order)),
    'handOver.finish': (at) => changed(engine.finishHandOver(at)),
    'handOver.reopen': (at) => changed(engine.reopenHandOver(at)),
  };
};
