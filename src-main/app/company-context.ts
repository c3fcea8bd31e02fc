import type { CompanySession } from '../company/session.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import { createNetworkService } from './services/network-service.ts';
import { createSecretService } from './services/secret-service.ts';
import type { ServerKind } from './services/server-kind.ts';

/** Makes the context of one open company. `serverKind` outlives it. */
export function createCompanyContext(console: ConsoleContext, session: CompanySession, serverKind: ServerKind): CompanyContext {
  // A company's procedures are given no way to another company.
  const { companies, inCompany: _inCompany, publish, jobs, ...ports } = console;
  const file = session.workspace();
  const companyId = file.company().id;
  let toldRevision = file.revision();

  const workspaceChanged = (): void => {
    toldRevision = file.revision();
    publish('workspace', { companyId: companyId, revision: toldRevision });
  };
  const draftsChanged = (): void => publish('drafts', { companyId: companyId, revision: file.drafts.state().revision });
  const setupChanged = (): void => publish('setup', { companyId: companyId });
  const ordersChanged = (): void => publish('orders', { companyId: companyId });
  const planChanged = (): void => publish('plan', { companyId: companyId, revision: session.plans.revision() });
  const findingsOf = (revision: number): void => {
    if (toldRevision !== revision) workspaceChanged();
    toldRevision = revision;
  };

  const secretService = createSecretService({
    ...ports,
    session,
    companyId,
    // Whether a secret is there, and which, is a fact of the guide and an item of the plan.
    changed: async () => {
      setupChanged();
      planChanged();
      // And without the catalog password nobody can order.
      const found = session.findings();
      if (found !== null) findingsOf(found.revision);
    },
  });
  return {
    ...ports,
    companyId,
    session,
    jobs: {
      // The company's file stays open until the job has ended, and the job ends with the company.
      start: (kind, work) =>
        jobs.start(kind, companyId, ({ signal, report }) =>
          companies.within(companyId, (_same, left) => work({ report, signal: AbortSignal.any([signal, left]) })),
        ),
    },
    secretService,
    networkService: createNetworkService({ ...ports, session, secretService, now: Date.now }),
    serverKind,
    workspaceChanged,
    draftsChanged,
    setupChanged,
    ordersChanged,
    planChanged,
    findingsOf,
  };
}
