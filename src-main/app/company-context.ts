import type { CompanyContext, ConsoleContext } from './context.ts';
import { createNetworkDesk } from './network-desk.ts';
import { createSecretDesk } from './secret-desk.ts';
import { createServerKind } from './server-kind.ts';

/** Makes the context of one company. Answers once its file could be opened: throws `profile-not-found` and `workspace-*`. */
export async function createCompanyContext(console: ConsoleContext, companyId: string): Promise<CompanyContext> {
  // A company's handlers are given no way to another company.
  const { companies, companyOf: _companyOf, forget: _forget, publish, jobs, ...ports } = console;
  const engine = companies.of(companyId);
  let toldRevision = (await engine.current()).revision;

  const workspaceChanged = async (): Promise<void> => {
    const { revision } = await engine.current();
    toldRevision = revision;
    publish('workspace', { profileId: companyId, revision });
  };
  const draftsChanged = async (revision: number): Promise<void> => publish('drafts', { profileId: companyId, revision });
  const setupChanged = async (): Promise<void> => publish('setup', { profileId: companyId });
  const ordersChanged = async (): Promise<void> => publish('orders', { profileId: companyId });
  const planChanged = async (): Promise<void> => publish('plan', { profileId: companyId, revision: (await engine.planState()).revision });
  const findingsOf = async (revision: number): Promise<void> => {
    if (toldRevision !== revision) await workspaceChanged();
    toldRevision = revision;
  };

  const secretDesk = createSecretDesk({
    ...ports,
    engine,
    companyId,
    // Whether a secret is there, and which, is a fact of the guide and an item of the plan.
    changed: async () => {
      await setupChanged();
      await planChanged();
      // And without the catalog password nobody can order.
      const found = await engine.readiness();
      if (found !== null) await findingsOf(found.revision);
    },
  });
  return {
    ...ports,
    companyId,
    engine,
    jobs: { start: (kind, work) => jobs.start(kind, companyId, work) },
    secretDesk,
    networkDesk: createNetworkDesk({ ...ports, engine, secretDesk, now: Date.now }),
    serverKind: createServerKind(),
    workspaceChanged,
    draftsChanged,
    setupChanged,
    ordersChanged,
    planChanged,
    findingsOf,
  };
}
