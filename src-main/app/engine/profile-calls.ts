import { ExpectedError } from '#shared/contract/result.ts';
import type { Engine } from './engine.ts';
import { POLICY } from './policies.ts';
import { describeWorkspace, type EngineSession } from './session.ts';

type ProfileCalls = Pick<
  Engine,
  | 'listProfiles'
  | 'createProfile'
  | 'openProfile'
  | 'renameProfile'
  | 'deleteProfile'
  | 'current'
  | 'changeDomains'
  | 'changeMatchingPolicy'
>;

/** The engine's calls about profiles: one workspace file each. */
export const profileCalls = (session: EngineSession): ProfileCalls => ({
  async listProfiles() {
    const { profiles, unreadable } = session.folder.list();
    return { profiles: [...profiles], unreadable: [...unreadable] };
  },
  async createProfile({ name, kind }) {
    session.requireStill();
    return session.use(session.folder.create(name, kind, session.timestamp())).profile;
  },
  async openProfile(id) {
    const open = session.openWorkspace();
    return open?.profile().id === id ? describeWorkspace(open) : session.use(session.folder.open(id));
  },
  async renameProfile(id, name) {
    session.folder.requireFreeName(name, id);
    const open = session.openWorkspace();
    const file = open?.profile().id === id ? open : session.folder.open(id);
    file.rename(name);
    const profile = file.profile();
    if (file !== open) file.close();
    return profile;
  },
  async deleteProfile(id, confirmName) {
    const profile = session.folder.list().profiles.find((candidate) => candidate.id === id);
    if (profile === undefined) throw new ExpectedError('profile-not-found');
    if (profile.name !== confirmName) throw new ExpectedError('not-allowed', { reason: 'name-differs' });
    if (session.openWorkspace()?.profile().id === id) session.closeWorkspace();
    session.folder.delete(id);
  },
  async current() {
    const open = session.openWorkspace();
    return open === null ? null : describeWorkspace(open);
  },
  async changeDomains({ companyDomains, aliasDomains }) {
    session.workspace().changeDomains(companyDomains, aliasDomains);
    return describeWorkspace(session.workspace());
  },
  async changeMatchingPolicy(policy) {
    session.workspace().changePolicy(POLICY.matching, policy);
    return describeWorkspace(session.workspace());
  },
});
