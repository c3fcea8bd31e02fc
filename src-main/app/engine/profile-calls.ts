import type { Profile } from '#shared/contract/profiles.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { Engine } from './engine.ts';
import { POLICY } from './policies.ts';
import { describeWorkspace, type EngineSession } from './session.ts';

type ProfileCalls = Pick<
  Engine,
  | 'listProfiles'
  | 'createProfile'
  | 'openProfile'
  | 'renameProfile'
  | 'setReadOnly'
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
    return withProfile(session, id, (file) => {
      requireWritable(file.profile());
      file.rename(name);
    });
  },
  async setReadOnly(id, readOnly, company) {
    return withProfile(session, id, (file) => {
      const { name, kind } = file.profile();
      if (readOnly) session.requireStill();
      else if (kind === 'production' && company !== name) throw new ExpectedError('arm-name-differs');
      file.setReadOnly(readOnly);
      if (readOnly && session.openWorkspace() === file) session.plans.arm(false);
    });
  },
  async deleteProfile(id, confirmName) {
    const profile = session.folder.list().profiles.find((candidate) => candidate.id === id);
    if (profile === undefined) throw new ExpectedError('profile-not-found');
    requireWritable(profile);
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

/** Throws `profile-read-only`. */
function requireWritable({ readOnly, name }: Profile): void {
  if (readOnly) throw new ExpectedError('profile-read-only', { company: name });
}

/** Changes a company's file, whether it is the open one or not, and answers its profile afterwards. */
function withProfile(session: EngineSession, id: string, change: (file: WorkspaceFile) => void): Profile {
  const open = session.openWorkspace();
  const file = open?.profile().id === id ? open : session.folder.open(id);
  try {
    change(file);
    return file.profile();
  } finally {
    if (file !== open) file.close();
  }
}
