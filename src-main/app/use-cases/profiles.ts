import type { CompanyContext, ConsoleContext } from '../context.ts';
import { rememberOpened } from '../last-profile.ts';
import type { ConsoleHandlersOf, HandlersOf } from './handlers.ts';

/** The list of companies. */
export const profileHandlers = ({
  companies,
  companyOf,
  forget,
  settings,
  jobs,
  secrets,
  publish,
}: ConsoleContext): ConsoleHandlersOf<'profiles'> => ({
  'profiles.list': () => companies.list(),
  'profiles.overview': () => companies.overview(),
  async 'profiles.create'(profile) {
    const created = await companies.create(profile);
    await rememberOpened(settings, created.id);
    await (await companyOf(created.id)).workspaceChanged();
    return created;
  },
  'profiles.openDemo': () => ({
    jobId: jobs.start('open-demo', null, async (work) => {
      const { id } = await companies.openDemo(work);
      await rememberOpened(settings, id);
      await (await companyOf(id)).workspaceChanged();
      return { profileId: id };
    }),
  }),
  async 'profiles.open'({ id }) {
    const { engine } = await companyOf(id);
    const workspace = await engine.current();
    await rememberOpened(settings, id);
    return workspace;
  },
  async 'profiles.rename'({ id, name }) {
    const profile = await companies.rename(id, name);
    await (await companyOf(id)).workspaceChanged();
    return profile;
  },
  async 'profiles.changeKind'({ id, kind, company }) {
    const profile = await companies.changeKind(id, kind, company);
    const { workspaceChanged, planChanged } = await companyOf(id);
    await workspaceChanged();
    await planChanged();
    return profile;
  },
  async 'profiles.setReadOnly'({ id, readOnly, company }) {
    const profile = await companies.setReadOnly(id, readOnly, company);
    const { workspaceChanged, planChanged } = await companyOf(id);
    await workspaceChanged();
    await planChanged();
    return profile;
  },
  async 'profiles.delete'({ id, confirmName }) {
    await companies.delete(id, confirmName);
    forget(id);
    await secrets.deleteProfile(id);
    if (settings.get().lastProfileId === id) await settings.change({ lastProfileId: null });
    publish('workspace', { profileId: id, revision: 0 });
    return {};
  },
});

/** One company as a whole. */
export const companyHandlers = ({ engine, workspaceChanged }: CompanyContext): HandlersOf<'profiles'> => ({
  'profiles.current': () => engine.current(),
  async 'profiles.changeDomains'(domains) {
    const workspace = await engine.changeDomains(domains);
    await workspaceChanged();
    return workspace;
  },
  async 'profiles.changeMatchingPolicy'(policy) {
    const workspace = await engine.changeMatchingPolicy(policy);
    await workspaceChanged();
    return workspace;
  },
});
