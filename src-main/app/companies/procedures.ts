import { POLICY_KEYS } from '../../company/policies.ts';
import { describeCompany } from '../../company/session.ts';
import type { CompanyContext, ConsoleContext } from '../context.ts';
import { rememberOpenedCompany } from '../last-company.ts';
import type { ConsoleProceduresOf, ProceduresOf } from '../procedures-of.ts';
import { requireUnlockedKeychain } from '../services/keychain-facts.ts';
import { createOwnSecretCheck, mayHaveKeychainEntries } from '../services/own-secrets.ts';
import { fillDemoCompany } from './demo-setup.ts';

/** Procedures for the list of companies. */
export const createCompanyListProcedures = ({
  companies,
  inCompany,
  settings,
  jobs,
  secrets,
  team,
}: ConsoleContext): ConsoleProceduresOf<'companies'> => ({
  'companies.list': () => companies.list(),
  'companies.overview': () => companies.overview(),
  async 'companies.create'(company) {
    const created = await companies.create(company);
    await rememberOpenedCompany(settings, created.id);
    return created;
  },
  'companies.openDemo': () => ({
    jobId: jobs.start('open-demo', null, async (work) => {
      const { id } = await companies.openDemo(fillDemoCompany, work);
      await rememberOpenedCompany(settings, id);
      return { companyId: id };
    }),
  }),
  async 'companies.open'({ id }) {
    const details = await inCompany(id, ({ session }) => describeCompany(session.file()));
    await rememberOpenedCompany(settings, id);
    return details;
  },
  'companies.rename': ({ id, name }) => companies.rename(id, name),
  'companies.changeKind': ({ id, kind, typedName }) => companies.changeKind(id, kind, typedName),
  'companies.setReadOnly': ({ id, readOnly, typedName }) => companies.setReadOnly(id, readOnly, typedName),
  async 'companies.delete'({ id, confirmName }) {
    const { isOwn, keeps } = await inCompany(id, ({ session }) => ({
      isOwn: createOwnSecretCheck(session.file()),
      keeps: mayHaveKeychainEntries(session.file()),
    }));
    // Require access to the keychain first: once the file is deleted, the company's secrets could no longer be found.
    if (keeps) await requireUnlockedKeychain(secrets);
    await companies.delete(id, confirmName);
    await secrets.deleteOwn(id, isOwn);
    await team?.deleteChecks(id);
    if (settings.get().lastCompanyId === id) await settings.change({ lastCompanyId: null });
    return {};
  },
});

/** Procedures for the properties of one company. */
export const createCompanyDetailProcedures = ({ session }: CompanyContext): ProceduresOf<'companies'> => {
  const file = session.file();
  return {
    'companies.current': () => describeCompany(file),
    'companies.changeDomains'({ companyDomains, aliasDomains }) {
      file.changeDomains(companyDomains, aliasDomains);
      return describeCompany(file);
    },
    'companies.changeMatchingPolicy'(policy) {
      file.changePolicy(POLICY_KEYS.matching, policy);
      return describeCompany(file);
    },
  };
};
