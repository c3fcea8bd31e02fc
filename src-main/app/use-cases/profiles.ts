import type { Scene } from '../console.ts';
import { rememberOpened } from '../last-profile.ts';
import type { HandlersOf } from './handlers.ts';

export const profileHandlers = ({
  engine,
  settings,
  jobs,
  turns,
  secrets,
  workspaceChanged,
  planChanged,
}: Scene): HandlersOf<'profiles'> => ({
  'profiles.list': () => engine.listProfiles(),
  async 'profiles.create'(profile) {
    const created = await engine.createProfile(profile);
    rememberOpened(settings, created.id);
    await workspaceChanged();
    return created;
  },
  'profiles.openDemo': () => ({
    jobId: jobs.start('open-demo', (work) =>
      turns.alone(async () => {
        const { profile } = await engine.openDemo(work);
        rememberOpened(settings, profile.id);
        await workspaceChanged();
        return { profileId: profile.id };
      }),
    ),
  }),
  async 'profiles.open'({ id }) {
    const workspace = await engine.openProfile(id);
    rememberOpened(settings, id);
    await workspaceChanged();
    return workspace;
  },
  async 'profiles.rename'({ id, name }) {
    const profile = await engine.renameProfile(id, name);
    await workspaceChanged();
    return profile;
  },
  async 'profiles.setReadOnly'({ id, readOnly, company }) {
    const profile = await engine.setReadOnly(id, readOnly, company);
    await workspaceChanged();
    await planChanged();
    return profile;
  },
  async 'profiles.delete'({ id, confirmName }) {
    await engine.deleteProfile(id, confirmName);
    await secrets.deleteProfile(id);
    if (settings.get().lastProfileId === id) settings.change({ lastProfileId: null });
    await workspaceChanged();
    return {};
  },
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
