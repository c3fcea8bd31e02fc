import type { Publish } from './dispatcher.ts';
import type { Engine } from './engine/engine.ts';
import type { CompanyJobs, Jobs } from './jobs.ts';
import type { NetworkDesk } from './network-desk.ts';
import type { ConsolePorts } from './ports.ts';
import type { SecretDesk } from './secret-desk.ts';
import type { ServerKind } from './server-kind.ts';

/** What handlers of calls about the console can reach. */
export interface ConsoleContext extends ConsolePorts {
  readonly publish: Publish;
  readonly jobs: Jobs;
  /** The context of one company. Throws `profile-not-found` and `workspace-*`. */
  readonly companyOf: (id: string) => Promise<CompanyContext>;
  /** Drops what is known of a company that is deleted. */
  readonly forget: (id: string) => void;
}

/** What handlers of calls about a company can reach: of that company alone. */
export interface CompanyContext extends Omit<ConsolePorts, 'companies'> {
  readonly companyId: string;
  readonly engine: Engine;
  readonly jobs: CompanyJobs;
  readonly secretDesk: SecretDesk;
  /** How its servers are reached. */
  readonly networkDesk: NetworkDesk;
  readonly serverKind: ServerKind;
  /** Tells the windows that the company is another or has other people. */
  readonly workspaceChanged: () => Promise<void>;
  /** Tells the windows that the drafts are others. */
  readonly draftsChanged: (revision: number) => Promise<void>;
  /** Tells the windows that something was said in the set-up guide. */
  readonly setupChanged: () => Promise<void>;
  /** Tells the windows that the order requests, or what else is waited for, are others. */
  readonly ordersChanged: () => Promise<void>;
  /** Tells the windows that the plan, or a run that sends it, is another. */
  readonly planChanged: () => Promise<void>;
  /** Tells the windows when findings belong to a revision they have not heard of: other drafts found something else. */
  readonly findingsOf: (revision: number) => Promise<void>;
}
