import type { Engine } from './engine.ts';
import { POLICY } from './policies.ts';
import { describeWorkspace, type EngineSession } from './session.ts';

/** The engine's calls about a company as a whole. */
export const profileCalls = (session: EngineSession): Pick<Engine, 'current' | 'changeDomains' | 'changeMatchingPolicy'> => ({
  current: async () => describeWorkspace(session.workspace()),
  async changeDomains({ companyDomains, aliasDomains }) {
    session.workspace().changeDomains(companyDomains, aliasDomains);
    return describeWorkspace(session.workspace());
  },
  async changeMatchingPolicy(policy) {
    session.workspace().changePolicy(POLICY.matching, policy);
    return describeWorkspace(session.workspace());
  },
});
