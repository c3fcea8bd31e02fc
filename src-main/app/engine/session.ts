import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Workspace } from '#shared/contract/profiles.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { audit } from '#shared/domain/readiness/audit.ts';
import { createExclusions } from '#shared/domain/readiness/exclusions.ts';
import { scopeOfProfile } from '#shared/domain/readiness/policy.ts';
import type { SnapshotInfo } from '../../storage/people-store.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { WorkspaceFolder } from '../../storage/workspace-folder.ts';
import { businessDay } from '../business-day.ts';
import type { ServerAccess } from './engine.ts';
import { exclusionsOf, hasGroups, matchingPolicyOf } from './policies.ts';
import { FindingsView } from './view.ts';

/** The demo company as the engine sees it: a groupware server that answers over HTTP, and a file exported from Amazon. */
export interface DemoCompany {
  readonly name: string;
  readonly access: ServerAccess;
  readonly amazonFile: { readonly path: string; readonly name: string };
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  close(): Promise<void>;
}

export interface EngineParts {
  readonly folder: WorkspaceFolder;
  readonly startDemo: () => Promise<DemoCompany>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who sits at this console, for whoever reads later who decided what; left out when nobody can tell. */
  readonly operator?: string;
}

/** What the engine's calls share: the one open workspace, its findings, and the demo company once it runs. */
export class EngineSession {
  readonly folder: WorkspaceFolder;
  readonly #startDemo: () => Promise<DemoCompany>;
  readonly operator: string;
  readonly #now: () => number;
  #workspace: WorkspaceFile | null = null;
  #view: { readonly today: string; readonly findings: FindingsView } | null = null;
  #directory: { readonly file: WorkspaceFile; readonly revision: number; readonly read: Directory } | null = null;
  #demo: Promise<DemoCompany> | null = null;

  constructor({ folder, startDemo, now, operator = '' }: EngineParts) {
    this.folder = folder;
    this.#startDemo = startDemo;
    this.#now = now;
    this.operator = operator;
  }

  /** Now, ISO 8601 UTC. */
  timestamp(): string {
    return new Date(this.#now()).toISOString();
  }

  /** The business day, `YYYY-MM-DD`. */
  today(): string {
    return businessDay(this.#now());
  }

  /** Throws `no-profile-open`. */
  workspace(): WorkspaceFile {
    if (this.#workspace === null) throw new ExpectedError('no-profile-open');
    return this.#workspace;
  }

  openWorkspace(): WorkspaceFile | null {
    return this.#workspace;
  }

  /** Makes this the open workspace and closes the former one. */
  use(file: WorkspaceFile): Workspace {
    this.#workspace?.close();
    this.#workspace = file;
    this.#view = null;
    return describeWorkspace(file);
  }

  closeWorkspace(): void {
    this.#workspace?.close();
    this.#workspace = null;
    this.#directory = null;
    this.#view = null;
  }

  /** Starts the demo company once. */
  demo(): Promise<DemoCompany> {
    this.#demo ??= this.#startDemo().catch((error: unknown) => {
      this.#demo = null;
      throw error;
    });
    return this.#demo;
  }

  /** The findings of the current revision and day, or `null` while one side has no list. */
  findings(): FindingsView | null {
    const file = this.workspace();
    const today = this.today();
    const revision = file.revision();
    if (this.#view === null || this.#view.today !== today || this.#view.findings.revision !== revision) {
      const findings = this.#audited(file, revision, today);
      if (findings === null) return null;
      this.#view = { today, findings };
      void findings.warmSearch(nextTurn);
    }
    const { findings } = this.#view;
    const version = file.triage.version();
    if (findings.triageVersion !== version)
      findings.lay({ version, triages: file.triage.current(), since: file.history.since(revision), today });
    return findings;
  }

  /** Audits everybody and follows what changed since the run before. */
  #audited(file: WorkspaceFile, revision: number, today: string): FindingsView | null {
    const sides = new Set(file.people.current().map(({ side }) => side));
    if (!sides.has('neo') || !sides.has('amazon')) return null;
    const directory = this.directory();
    const { companyDomains, aliasDomains } = file.domains();
    const { caseComparison, purchasingGroups } = matchingPolicyOf(file);
    const excludedBy = createExclusions(exclusionsOf(file));
    const result = audit(directory, {
      email: { companyDomains, aliasDomains, caseComparison },
      today,
      inScope: scopeOfProfile,
      excluded: (user) => excludedBy(user) >= 0,
      // Without a column of groups nothing can be said about anybody's.
      purchasingGroups: hasGroups(file) ? purchasingGroups : [],
    });
    const { users, inScope, ready, byCode } = result.summary;
    const findings = new FindingsView(revision, directory, result);
    file.recordRun({ revision, at: this.timestamp(), users, inScope, ready, byCode });
    file.history.follow(revision, findings.keys.names());
    return findings;
  }

  /** Everybody as currently published, read once a revision. */
  directory(): Directory {
    const file = this.workspace();
    const revision = file.revision();
    if (this.#directory?.file !== file || this.#directory.revision !== revision) this.#directory = { file, revision, read: file.people.directory() };
    return this.#directory.read;
  }

  /** Throws `run-not-found` while there are no findings. */
  requireFindings(): FindingsView {
    const current = this.findings();
    if (current === null) throw new ExpectedError('run-not-found');
    return current;
  }

  async close(): Promise<void> {
    this.closeWorkspace();
    const demo = await this.#demo;
    this.#demo = null;
    await demo?.close();
  }
}

/** The workspace as the contract tells it. */
export function describeWorkspace(file: WorkspaceFile): Workspace {
  const { companyDomains, aliasDomains } = file.domains();
  const ofSides = file.people
    .current()
    .filter((snapshot): snapshot is SnapshotInfo & { side: 'neo' | 'amazon' } => snapshot.side !== 'organizations');
  return {
    profile: file.profile(),
    revision: file.revision(),
    sources: ofSides.map(({ side, origin, label, takenAt, rows, missingFields }) => ({
      side,
      origin,
      label,
      takenAt,
      rows,
      missingFields: [...missingFields],
    })),
    companyDomains: [...companyDomains],
    aliasDomains: aliasDomains.map((alias) => ({ ...alias })),
    matchingPolicy: matchingPolicyOf(file),
  };
}
