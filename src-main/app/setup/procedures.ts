import { createSetupService } from '../../company/setup/setup-guide.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const createSetupProcedures = ({ session }: CompanyContext): ProceduresOf<'setup'> => {
  const service = createSetupService(session);

  return {
    'setup.guide': service.setupGuide,
    'setup.mark': service.markSetup,
    'setup.unmark': service.unmarkSetup,
    'setup.assign': service.assignSetup,
    'setup.note': service.noteSetup,
    'setup.branch': service.chooseSetup,
  };
};
