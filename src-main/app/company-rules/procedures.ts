import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createCompanyRulesService } from './company-rules-service.ts';

export const createCompanyRulesProcedures = ({ session, files }: CompanyContext): ProceduresOf<'companyRules'> => {
  const service = createCompanyRulesService(session);

  return {
    'companyRules.get': service.companyRules,
    'companyRules.change': service.changeCompanyRules,
    async 'companyRules.import'({ token }) {
      const answer = await service.importCompanyRules(files.find(token));
      await files.drop(token);
      return answer;
    },
    async 'companyRules.export'({ language }) {
      const path = files.temporaryPath();
      await service.exportCompanyRules(path);
      const company = session.file().company();
      const name = createTexts(language)('companyRules.fileName', { company: company.name });
      const { token, name: shown, bytes } = await files.add({ path, origin: 'report', name: formatExportName(name, 'json') });
      return { token, name: shown, bytes };
    },
  };
};
