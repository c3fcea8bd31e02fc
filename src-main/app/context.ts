import type { Topic } from '#shared/contract/call/topics.ts';
import type { CompanySession } from '../company/session.ts';
import type { Publish } from './dispatcher.ts';
import type { ConsolePorts } from './ports.ts';
import type { DirectoryService } from './services/directory-service.ts';
import type { CompanyJobs, Jobs } from './services/jobs.ts';
import type { LoadedFile } from './services/loaded-file.ts';
import type { NetworkService } from './services/network-service.ts';
import type { SecretService } from './services/secret-service.ts';
import type { ServerKind } from './services/server-kind.ts';

/** The context of procedures about the console. */
export interface ConsoleContext extends ConsolePorts {
  readonly publish: Publish;
  readonly jobs: Jobs;
  /** Runs work with one company. Throws as `Companies.within` does. */
  readonly inCompany: <T>(id: string, work: (context: CompanyContext) => T | Promise<T>) => Promise<T>;
}

/** The context of procedures about one company, with access to that company only. It exists while the company's file is open. */
export interface CompanyContext extends Omit<ConsolePorts, 'companies'> {
  readonly companyId: string;
  readonly session: CompanySession;
  readonly jobs: CompanyJobs;
  readonly secretService: SecretService;
  /** How its servers are reached. */
  readonly networkService: NetworkService;
  readonly directoryService: DirectoryService;
  readonly serverKind: ServerKind;
  readonly loadedFile: LoadedFile;
  /** Publishes the changed topics of the company to all windows, and `findings` if they were recomputed. */
  readonly changed: (topics: readonly Topic[]) => void;
  /** Recomputes the findings between other calls and notifies the windows at the end. */
  readonly checkFindings: () => void;
}
