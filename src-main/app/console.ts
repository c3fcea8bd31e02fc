import type { CallOutput } from '#shared/contract/calls.ts';
import { ExpectedError, type Result } from '#shared/contract/result.ts';
import type { ProxyResolver } from '../network/choose-route.ts';
import type { SettingsStore } from '../storage/settings.ts';
import { type CompanyTurns, createCompanyTurns, turnOf } from './company-turns.ts';
import { createDispatcher, createEventBus, type Dispatcher, type RedactText, type ReportBug } from './dispatcher.ts';
import type { Engine } from './engine/engine.ts';
import type { FileTokens } from './file-tokens.ts';
import { createJobs } from './jobs.ts';
import { meantForGate } from './meant-for.ts';
import { createNetworkDesk, type NetworkDesk } from './network-desk.ts';
import { givenName, operatorGate } from './operator.ts';
import { readOnlyGate } from './read-only.ts';
import { createSecretDesk, type SecretDesk } from './secret-desk.ts';
import type { Secrets } from './secrets.ts';
import { createServerKinds, type ServerKinds } from './server-kinds.ts';
import type { ConfirmTrust } from './trust-changes.ts';
import { analysisHandlers } from './use-cases/analysis.ts';
import { applyHandlers } from './use-cases/apply.ts';
import { approvalHandlers } from './use-cases/approval.ts';
import { clockHandlers } from './use-cases/clocks.ts';
import { companyRulesHandlers } from './use-cases/company-rules.ts';
import { connectionHandlers } from './use-cases/connections.ts';
import { consoleHandlers } from './use-cases/console.ts';
import { draftHandlers } from './use-cases/drafts.ts';
import { fileHandlers } from './use-cases/files.ts';
import { fixHandlers } from './use-cases/fixes.ts';
import { handOverHandlers } from './use-cases/hand-over.ts';
import { handoverHandlers } from './use-cases/handover.ts';
import { historyLogHandlers } from './use-cases/history-log.ts';
import { importHandlers } from './use-cases/imports.ts';
import { jobHandlers } from './use-cases/jobs.ts';
import { matchingHandlers } from './use-cases/matching.ts';
import { noticeHandlers } from './use-cases/notices.ts';
import { orderRehearsalHandlers } from './use-cases/order-rehearsal.ts';
import { orderHandlers } from './use-cases/orders.ts';
import { planHandlers } from './use-cases/plan.ts';
import { profileHandlers } from './use-cases/profiles.ts';
import { readinessHandlers } from './use-cases/readiness.ts';
import { reportHandlers } from './use-cases/reports.ts';
import { secretHandlers } from './use-cases/secrets.ts';
import { serverHandlers } from './use-cases/server.ts';
import { setupHandlers } from './use-cases/setup.ts';
import { supportHandlers } from './use-cases/support.ts';
import { triageHandlers } from './use-cases/triage.ts';
import { viewHandlers } from './use-cases/views.ts';

/** The system's file dialogs, where the host has them. */
export interface FileDialogs {
  /** `endings` without a dot; every kind of list where none are given. */
  choose(endings?: readonly string[]): Promise<{ readonly path: string; readonly name: string; readonly bytes: number } | null>;
  /** Answers the path, with the suggested name's ending. */
  save(suggestedName: string): Promise<string | null>;
  /** Shows a file in its folder. */
  show(file: string): void;
}

/** Makes a PDF of a page that the console wrote, on the paper that the page asks for. */
export interface PagePrinter {
  toPdf(html: string): Promise<Uint8Array>;
}

/** What a host brings to the application: everything that touches the machine, already made. */
export interface ConsoleParts {
  readonly info: CallOutput<'console.info'>;
  readonly engine: Engine;
  readonly settings: SettingsStore;
  readonly secrets: Secrets;
  readonly files: FileTokens;
  /** `null` in a browser, which has its own. */
  readonly dialogs: FileDialogs | null;
  /** `null` in a browser, which prints by itself. */
  readonly printer: PagePrinter | null;
  readonly openLink: (link: unknown, extraHosts: readonly string[]) => Promise<Result<Record<string, never>>>;
  /** Asks the person at this machine by the host's own means, where the page cannot answer. */
  readonly confirmTrust: ConfirmTrust;
  readonly doctor: () => Promise<CallOutput<'console.doctor'>>;
  readonly reportBug: ReportBug;
  /** Called with every secret that passes, so that no log line holds it. */
  readonly registerSecret: (value: string) => void;
  /** A desktop that knows its proxies; `null` where there is none, and the environment says. */
  readonly proxyResolver: ProxyResolver | null;
  readonly env: NodeJS.ProcessEnv;
  /** Masks every secret registered so far: nothing that tells of a failure leaves without it. */
  readonly redact: RedactText;
  /** The last lines of the log, oldest first. */
  readonly recentLog: (count: number) => readonly string[];
}

/** Puts the use cases together behind the dispatcher. Closing it ends the jobs and the engine; the parts stay the host's. */
export function createConsole(parts: ConsoleParts): Dispatcher {
  const bus = createEventBus(parts.reportBug);
  const jobs = createJobs(bus.publish, parts.reportBug, parts.redact);
  parts.settings.onChange((settings) => bus.publish('settings', settings));

  let toldRevision: number | null = null;
  const workspaceChanged = async (): Promise<void> => {
    const workspace = await parts.engine.current();
    toldRevision = workspace?.revision ?? null;
    bus.publish('workspace', { profileId: workspace?.profile.id ?? null, revision: workspace?.revision ?? 0 });
  };
  const draftsChanged = async (revision: number): Promise<void> => {
    const workspace = await parts.engine.current();
    bus.publish('drafts', { profileId: workspace?.profile.id ?? null, revision });
  };
  const setupChanged = async (): Promise<void> => {
    const workspace = await parts.engine.current();
    bus.publish('setup', { profileId: workspace?.profile.id ?? null });
  };
  const ordersChanged = async (): Promise<void> => {
    const workspace = await parts.engine.current();
    bus.publish('orders', { profileId: workspace?.profile.id ?? null });
  };
  const planChanged = async (): Promise<void> => {
    const workspace = await parts.engine.current();
    if (workspace === null) return;
    bus.publish('plan', { profileId: workspace.profile.id, revision: (await parts.engine.planState()).revision });
  };
  const findingsOf = async (revision: number): Promise<void> => {
    if (toldRevision !== null && toldRevision !== revision) await workspaceChanged();
    toldRevision = revision;
  };
  const openProfileId = async (): Promise<string> => {
    const workspace = await parts.engine.current();
    if (workspace === null) throw new ExpectedError('no-profile-open');
    return workspace.profile.id;
  };
  const secretDesk = createSecretDesk({
    ...parts,
    openProfileId,
    // Whether a secret is there, and which, is a fact of the guide and an item of the plan.
    changed: async () => {
      await setupChanged();
      await planChanged();
      // And without the catalog password nobody can order.
      const found = await parts.engine.readiness();
      if (found !== null) await findingsOf(found.revision);
    },
  });
  const networkDesk = createNetworkDesk({ ...parts, secretDesk, openProfileId, now: Date.now });
  const serverKinds = createServerKinds();
  const turns = createCompanyTurns();
  const requireWritable = readOnlyGate(parts.engine);
  const requireNamed = operatorGate(() => givenName(parts.settings.get(), parts.env));
  let named = parts.settings.get().operatorName;
  parts.settings.onChange(({ operatorName }) => {
    if (operatorName === named) return;
    named = operatorName;
    parts.engine
      .nameOperator(givenName({ operatorName }, parts.env))
      .catch((error: unknown) => parts.reportBug('naming the operator', error));
  });
  const requireMeant = meantForGate(parts.engine);
  const scene = {
    ...parts,
    jobs,
    turns,
    secretDesk,
    networkDesk,
    serverKinds,
    workspaceChanged,
    draftsChanged,
    ordersChanged,
    setupChanged,
    planChanged,
    findingsOf,
    openProfileId,
  };

  /** The engine works its calls off in order, so whatever a window asks first comes after this. */
  function reopenLastProfile(): void {
    const { lastProfileId } = parts.settings.get();
    if (lastProfileId === null) return;
    parts.engine.openProfile(lastProfileId).then(workspaceChanged, (error: unknown) => {
      if (!(error instanceof ExpectedError)) parts.reportBug('reopening the last profile', error);
    });
  }

  const dispatcher = createDispatcher(
    {
      ...consoleHandlers(scene),
      ...profileHandlers(scene),
      ...fileHandlers(scene),
      ...importHandlers(scene),
      ...serverHandlers(scene),
      ...secretHandlers(scene),
      ...connectionHandlers(scene),
      ...readinessHandlers(scene),
      ...matchingHandlers(scene),
      ...triageHandlers(scene),
      ...reportHandlers(scene),
      ...viewHandlers(scene),
      ...fixHandlers(scene),
      ...draftHandlers(scene),
      ...companyRulesHandlers(scene),
      ...analysisHandlers(scene),
      ...orderHandlers(scene),
      ...orderRehearsalHandlers(scene),
      ...clockHandlers(scene),
      ...noticeHandlers(scene),
      ...setupHandlers(scene),
      ...planHandlers(scene),
      ...applyHandlers(scene),
      ...approvalHandlers(scene),
      ...historyLogHandlers(scene),
      ...handOverHandlers(scene),
      ...handoverHandlers(scene),
      ...supportHandlers(scene),
      ...jobHandlers(scene),
    },
    bus,
    parts.reportBug,
    parts.redact,
    (name, input, handle) => {
      const admitted = async () => {
        await requireWritable(name);
        await requireMeant(input);
        requireNamed(name);
        return handle();
      };
      const turn = turnOf(name);
      return turn === 'at-once' ? admitted() : turns[turn](admitted);
    },
  );
  reopenLastProfile();
  return {
    ...dispatcher,
    async close() {
      await jobs.close();
      await dispatcher.close();
      await parts.engine.close();
    },
  };
}

/** What every use case can reach. */
export interface Scene extends ConsoleParts {
  readonly jobs: ReturnType<typeof createJobs>;
  /** For work in the background that opens another company, or must not meet one that is. */
  readonly turns: CompanyTurns;
  /** The open profile's secrets. */
  readonly secretDesk: SecretDesk;
  /** How the open company's servers are reached. */
  readonly networkDesk: NetworkDesk;
  readonly serverKinds: ServerKinds;
  /** Tells the windows that the open workspace is another or has other people. */
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
  /** Throws `no-profile-open`. */
  readonly openProfileId: () => Promise<string>;
}
