import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { HandlersOf } from './handlers.ts';

export const companyRulesHandlers = ({ engine, files, draftsChanged }: CompanyContext): HandlersOf<'companyRules'> => {
  /** Other rules find other problems in the same drafts. */
  const changed = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    await draftsChanged((await engine.draftSummary()).revision);
    return value;
  };
  return {
    'companyRules.get': () => engine.companyRules(),
    'companyRules.change': ({ rules }) => changed(engine.changeCompanyRules(rules)),
    async 'companyRules.import'({ token }) {
      const answer = await changed(engine.importCompanyRules(files.find(token)));
      await files.drop(token);
      return answer;
    },
    async 'companyRules.export'({ language }) {
      const path = files.temporaryPath();
      await engine.exportCompanyRules(path);
      const { profile } = await engine.current();
      const name = createTexts(language)('companyRules.fileName', { profile: profile.name });
      const { token, name: shown, bytes } = await files.add({ path, origin: 'report', name: exportName(name, 'json') });
      return { token, name: shown, bytes };
    },
  };
};
