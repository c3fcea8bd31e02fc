import { POLICY } from '../../company/policies.ts';
import { describeWorkspace } from '../../company/session.ts';
import type { CompanyContext, ConsoleContext } from '../context.ts';
import { rememberOpened } from '../last-profile.ts';
import type { ConsoleProceduresOf, ProceduresOf } from '../procedures-of.ts';
import { fillDemo } from './demo-setup.ts';

/** The list of companies. */
export const profileProcedures = ({
  companies,
  inCompany,
  settings,
  jobs,
  secrets,
  publish,
}: ConsoleContext): ConsoleProceduresOf<'profiles'> => ({
  'profiles.list': () => companies.list(),
  'profiles.overview': () => companies.overview(),
  async 'profiles.create'(profile) {
    const created = await companies.create(profile);
    await rememberOpened(settings, created.id);
    await inCompany(created.id, (company) => company.workspaceChanged());
    return created;
  },
  'profiles.openDemo': () => ({
    jobId: jobs.start('open-demo', null, async (work) => {
      const { id } = await companies.openDemo(fillDemo, work);
      await rememberOpened(settings, id);
      await inCompany(id, (company) => company.workspaceChanged());
      return { profileId: id };
    }),
  }),
  async 'profiles.open'({ id }) {
    const workspace = await inCompany(id, ({ session }) => describeWorkspace(session.workspace()));
    await rememberOpened(settings, id);
    return workspace;
  },
  async 'profiles.rename'({ id, name }) {
    const profile = await companies.rename(id, name);
    await inCompany(id, (company) => company.workspaceChanged());
    return profile;
  },
  async 'profiles.changeKind'({ id, kind, company }) {
    const profile = await companies.changeKind(id, kind, company);
    await inCompany(id, (company) => {
      company.workspaceChanged();
      company.planChanged();
    });
    return profile;
  },
  async 'profiles.setReadOnly'({ id, readOnly, company }) {
    const profile = await companies.setReadOnly(id, readOnly, company);
    await inCompany(id, (company) => {
      company.workspaceChanged();
      company.planChanged();
    });
    return profile;
  },
  async 'profiles.delete'({ id, confirmName }) {
    await companies.delete(id, confirmName);
    await secrets.deleteProfile(id);
    if (settings.get().lastProfileId === id) await settings.change({ lastProfileId: null });
    publish('workspace', { profileId: id, revision: 0 });
    return {};
  },
});

/** One company as a whole. */
export const companyProcedures = ({ session, workspaceChanged }: CompanyContext): ProceduresOf<'profiles'> => {
  const file = session.workspace();
  /** Tells the windows, and answers the company as it is now. */
  const changed = () => {
    workspaceChanged();
    return describeWorkspace(file);
  };
  return {
    'profiles.current': () => describeWorkspace(file),
    'profiles.changeDomains'({ companyDomains, aliasDomains }) {
      file.changeDomains(companyDomains, aliasDomains);
      return changed();
    },
    'profiles.changeMatchingPolicy'(policy) {
      file.changePolicy(POLICY.matching, policy);
      return changed();
    },
  };
};
