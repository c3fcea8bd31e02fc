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
  /** Tells the windows that the company is another or has other people. */
  readonly workspaceChanged: () => void;
  /** Tells the windows that the drafts are others. */
  readonly draftsChanged: () => void;
  /** Tells the windows that something was said in the set-up guide. */
  readonly setupChanged: () => void;
  /** Tells the windows that the order requests, or what else is waited for, are others. */
  readonly ordersChanged: () => void;
  /** Tells the windows that the plan, or a run that sends it, is another. */
  readonly planChanged: () => void;
  /** Tells the windows when findings belong to a revision they have not heard of: other drafts found something else. */
  readonly findingsOf: (revision: number) => void;
}
