import type { Topic } from '#shared/contract/call/topics.ts';
import { explainByChangedContent } from '../company/explain-changed-content.ts';
import type { CompanySession } from '../company/session.ts';
import { toExpectedFailure } from '../storage/storage-failure.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import { listJobTopics } from './job-changes.ts';
import { createAmazonBusinessService } from './services/amazon-business-service.ts';
import { createDirectoryService } from './services/directory-service.ts';
import { createFixSources, type RetainedFixFiles } from './services/loaded-files.ts';
import { createNetworkService } from './services/network-service.ts';
import { createSecretService } from './services/secret-service.ts';
import type { ServerKindMemory } from './services/server-kind.ts';

/** State of a company that is kept when the company is closed and opened again. */
export interface RetainedCompanyState {
  readonly serverKind: ServerKindMemory;
  readonly files: RetainedFixFiles;
}

/** Creates the context of one open company. */
export function createCompanyContext(console: ConsoleContext, session: CompanySession, kept: RetainedCompanyState): CompanyContext {
  // Companies and other console-wide ports are left out, because procedures of a company must not access other companies.
  const { companies, inCompany: _inCompany, publish, jobs, ...ports } = console;
  const file = session.file();
  const companyId = file.company().id;
  let publishedRevision = file.revision();

  const changed = (topics: readonly Topic[]): void => {
    const revision = file.revision();
    const other = new Set(topics);
    if (revision !== publishedRevision) other.add('findings');
    publishedRevision = revision;
    if (other.size > 0) publish('changed', { companyId, topics: [...other], revision });
  };

  let checking = false;
  const checkFindings = (): void => {
    if (checking) return;
    checking = true;
    const looked = companies.within(companyId, async () => {
      await session.ready();
      changed(['findings']);
      await session.warmSearches();
    });
    void looked
      .catch((error) => {
        // An expected failure is ignored: the company was closed in the meantime, and no caller waits.
        if (toExpectedFailure(explainByChangedContent(error, session)) === null) ports.reportBug('looking at everybody again', error);
      })
      .finally(() => {
        checking = false;
      });
  };

  const secretService = createSecretService({
    ...ports,
    session,
    companyId,
    confirmPlaces: () => session.trust.confirm(console.confirmTrust),
    onFound(name, generation, isThere) {
      if (file.secrets.noteFound(name, generation, isThere)) changed(['secrets']);
    },
  });
  void secretService.lookForRemembered().catch((error) => {
    // An expected failure is ignored: the next call that needs secrets gets the same error.
    if (toExpectedFailure(explainByChangedContent(error, session)) === null) ports.reportBug('looking for what was remembered', error);
  });
  const networkService = createNetworkService({ ...ports, session, secretService, now: Date.now });
  return {
    ...ports,
    companyId,
    session,
    jobs: {
      // The company's file stays open until the job has ended; closing the company aborts the job.
      start: (kind, work) =>
        jobs.start(kind, companyId, ({ signal, report }) =>
          companies.within(companyId, async (_same, left) => {
            try {
              return await work({ report, signal: AbortSignal.any([signal, left]) });
            } catch (error) {
              throw explainByChangedContent(error, session);
            } finally {
              // A failed or canceled job may have changed something too. Publish before the job's end is announced.
              changed(listJobTopics(kind));
            }
          }),
        ),
    },
    secretService,
    networkService,
    directoryService: createDirectoryService({ ...ports, session, secretService, networkService }),
    amazonBusinessService: createAmazonBusinessService({ ...ports, session, secretService, networkService }),
    serverKind: kept.serverKind,
    fixSources: createFixSources(kept.files, ports.files, file.people),
    changed,
    checkFindings,
  };
}
