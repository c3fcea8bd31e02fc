import type { SetupGuide } from '#shared/contract/setup.ts';
import { setupService } from '../../company/setup-guide.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const setupProcedures = ({ session, setupChanged }: CompanyContext): ProceduresOf<'setup'> => {
  const service = setupService(session);

  /** Answers and tells the other windows. */
  const changed = async (answer: Promise<SetupGuide>): Promise<SetupGuide> => {
    const guide = await answer;
    setupChanged();
    return guide;
  };
  return {
    'setup.guide': service.setupGuide,
    'setup.mark': (word) => changed(service.markSetup(word)),
    'setup.unmark': (at) => changed(service.unmarkSetup(at)),
    'setup.assign': (change) => changed(service.assignSetup(change)),
    'setup.note': (change) => changed(service.noteSetup(change)),
    'setup.branch': (branches) => changed(service.chooseSetup(branches)),
  };
};
