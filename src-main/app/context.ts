import type { Topic } from '#shared/contract/topics.ts';
import type { CompanySession } from '../company/session.ts';
import type { Publish } from './dispatcher.ts';
import type { ConsolePorts } from './ports.ts';
import type { CompanyJobs, Jobs } from './services/jobs.ts';
import type { NetworkService } from './services/network-service.ts';
import type { SecretService } from './services/secret-service.ts';
import type { ServerKind } from './services/server-kind.ts';

/** What procedures about the console can reach. */
export interface ConsoleContext extends ConsolePorts {
  readonly publish: Publish;
  readonly jobs: Jobs;
  /** Does something with one company. Throws as `Companies.within` does. */
  readonly inCompany: <T>(id: string, work: (context: CompanyContext) => T | Promise<T>) => Promise<T>;
}

/** What procedures about a company can reach: of that company alone. It lasts as long as the company's file is open. */
export interface CompanyContext extends Omit<ConsolePorts, 'companies'> {
  readonly companyId: string;
  readonly session: CompanySession;
  readonly jobs: CompanyJobs;
  readonly secretService: SecretService;
  /** How its servers are reached. */
  readonly networkService: NetworkService;
  readonly serverKind: ServerKind;
  /** Tells the windows what of the company is other, and the findings too where they were made anew meanwhile. */
  readonly changed: (topics: readonly Topic[]) => void;
  /** Looks at everybody again while other calls are answered, and tells the windows when that is done. */
  readonly checkFindings: () => void;
}
