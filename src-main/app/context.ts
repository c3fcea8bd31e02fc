import type { Topic } from '#shared/contract/call/topics.ts';
import type { CompanySession } from '../company/session.ts';
import type { Publish } from './dispatcher.ts';
import type { ConsolePorts } from './ports.ts';
import type { AmazonBusinessService } from './services/amazon-business-service.ts';
import type { DirectoryService } from './services/directory-service.ts';
import type { CompanyJobs, Jobs } from './services/jobs.ts';
import type { FixSources } from './services/loaded-files.ts';
import type { NetworkService } from './services/network-service.ts';
import type { SecretService } from './services/secret-service.ts';
import type { ServerKindMemory } from './services/server-kind.ts';

/** Context of procedures that do not belong to a company. */
export interface ConsoleContext extends ConsolePorts {
  readonly publish: Publish;
  readonly jobs: Jobs;
  /** Runs work with the context of one company. Throws like `Companies.within`. */
  readonly inCompany: <T>(id: string, work: (context: CompanyContext) => T | Promise<T>) => Promise<T>;
}

/** Context of procedures of one company, without access to others. It exists while the company's file is open. */
export interface CompanyContext extends Omit<ConsolePorts, 'companies'> {
  readonly companyId: string;
  readonly session: CompanySession;
  readonly jobs: CompanyJobs;
  readonly secretService: SecretService;
  /** Network settings and connections of the company's servers. */
  readonly networkService: NetworkService;
  readonly directoryService: DirectoryService;
  readonly amazonBusinessService: AmazonBusinessService;
  readonly serverKind: ServerKindMemory;
  readonly fixSources: FixSources;
  /** Publishes changed topics of the company to all windows; adds `findings` if the revision changed since the last call. */
  readonly changed: (topics: readonly Topic[]) => void;
  /** Recomputes the findings in the background and notifies the windows when done. */
  readonly checkFindings: () => void;
}
