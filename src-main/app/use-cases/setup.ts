import type { SetupGuide } from '#shared/contract/setup.ts';
import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const setupHandlers = ({ engine, setupChanged }: CompanyContext): HandlersOf<'setup'> => {
  /** Answers and tells the other windows. */
  const changed = async (answer: Promise<SetupGuide>): Promise<SetupGuide> => {
    const guide = await answer;
    await setupChanged();
    return guide;
  };
  return {
    'setup.guide': () => engine.setupGuide(),
    'setup.mark': (word) => changed(engine.markSetup(word)),
    'setup.unmark': (at) => changed(engine.unmarkSetup(at)),
    'setup.assign': (change) => changed(engine.assignSetup(change)),
    'setup.note': (change) => changed(engine.noteSetup(change)),
    'setup.branch': (branches) => changed(engine.chooseSetup(branches)),
  };
};
