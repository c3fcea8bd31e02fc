import { POLICY } from '../../company/policies.ts';
import { describeWorkspace } from '../../company/session.ts';
import type { CompanyContext, ConsoleContext } from '../context.ts';
import { rememberOpened } from '../last-company.ts';
import type { ConsoleProceduresOf, ProceduresOf } from '../procedures-of.ts';
import { fillDemo } from './demo-setup.ts';

/** The list of companies. */
export const companiesProcedures = ({
  companies,
  inCompany,
  settings,
  jobs,
  secrets,
  publish,
}: ConsoleContext): ConsoleProceduresOf<'companies'> => ({
  'companies.list': () => companies.list(),
  'companies.overview': () => companies.overview(),
  async 'companies.create'(asked) {
    const created = await companies.create(asked);
    await rememberOpened(settings, created.id);
    await inCompany(created.id, (company) => company.workspaceChanged());
    return created;
  },
  'companies.openDemo': () => ({
    jobId: jobs.start('open-demo', null, async (work) => {
      const { id } = await companies.openDemo(fillDemo, work);
      await rememberOpened(settings, id);
      await inCompany(id, (company) => company.workspaceChanged());
      return { companyId: id };
    }),
  }),
  async 'companies.open'({ id }) {
    const workspace = await inCompany(id, ({ session }) => describeWorkspace(session.workspace()));
    await rememberOpened(settings, id);
    return workspace;
  },
  async 'companies.rename'({ id, name }) {
    const renamed = await companies.rename(id, name);
    await inCompany(id, (company) => company.workspaceChanged());
    return renamed;
  },
  async 'companies.changeKind'({ id, kind, typedName }) {
    const changed = await companies.changeKind(id, kind, typedName);
    await inCompany(id, (company) => {
      company.workspaceChanged();
      company.planChanged();
    });
    return changed;
  },
  async 'companies.setReadOnly'({ id, readOnly, typedName }) {
    const changed = await companies.setReadOnly(id, readOnly, typedName);
    await inCompany(id, (company) => {
      company.workspaceChanged();
      company.planChanged();
    });
    return changed;
  },
  async 'companies.delete'({ id, confirmName }) {
    await companies.delete(id, confirmName);
    await secrets.deleteCompany(id);
    if (settings.get().lastCompanyId === id) await settings.change({ lastCompanyId: null });
    publish('workspace', { companyId: id, revision: 0 });
    return {};
  },
});

/** One company as a whole. */
export const companyProcedures = ({ session, workspaceChanged }: CompanyContext): ProceduresOf<'companies'> => {
  const file = session.workspace();
  /** Tells the windows, and answers the company as it is now. */
  const changed = () => {
    workspaceChanged();
    return describeWorkspace(file);
  };
  return {
    'companies.current': () => describeWorkspace(file),
    'companies.changeDomains'({ companyDomains, aliasDomains }) {
      file.changeDomains(companyDomains, aliasDomains);
      return changed();
    },
    'companies.changeMatchingPolicy'(policy) {
      file.changePolicy(POLICY.matching, policy);
      return changed();
    },
  };
};
