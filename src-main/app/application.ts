import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Topic } from '#shared/contract/call/topics.ts';
import { CALLS, type CallName, type CompanyCallName } from '#shared/contract/calls.ts';
import type { NoticeView } from '#shared/contract/orders/notices.ts';
import { runForCaller } from '../company/caller.ts';
import { explainByChangedContent } from '../company/explain-changed-content.ts';
import { getOperatorName } from '../company/operator.ts';
import type { CompanySession } from '../company/session.ts';
import { toExpectedFailure } from '../storage/storage-failure.ts';
import { createCompanyContext, type RetainedCompanyState } from './company-context.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import {
  type CallHandler,
  type CompanyProcedures,
  createDispatcher,
  createEventBus,
  type Dispatcher,
  type ExplainError,
} from './dispatcher.ts';
import { listJobTopics } from './job-changes.ts';
import { takeNotices } from './notices/notice-service.ts';
import type { ConsolePorts } from './ports.ts';
import { createCompanyProcedures, createConsoleProcedures } from './router.ts';
import { createJobs } from './services/jobs.ts';
import { createRetainedFixFiles } from './services/loaded-files.ts';
import { createServerKindMemory } from './services/server-kind.ts';

/** An open company with the procedures for its calls. */
interface OpenCompany {
  readonly context: CompanyContext;
  readonly procedures: CompanyProcedures;
}

/** Notices that were not shown today, and the company they belong to. */
export interface UnshownNotices {
  readonly company: string;
  readonly notices: readonly NoticeView[];
}

/** The application, with the functions that its host calls directly. */
export interface Application extends Dispatcher {
  /** Runs work of the host on a company, outside of any call. Throws like `Companies.within`. */
  readonly inCompany: ConsoleContext['inCompany'];
  /** Returns the notices of the last displayed company that the desktop has not shown today, and marks them as shown. `null` = none. */
  takeNotices(): Promise<UnshownNotices | null>;
}

/** Connects the procedures with the dispatcher. Closing it ends jobs and companies; the host closes its own ports. */
export function createApplication(ports: ConsolePorts): Application {
  const { companies, settings } = ports;
  const bus = createEventBus(ports.reportBug);
  const jobs = createJobs(bus.publish, ports.reportBug, ports.redact, { eventIntervalMs: ports.jobEventIntervalMs });
  settings.onChange((changed, owner) => bus.publish('settings', changed, owner));

  const opened = new WeakMap<CompanySession, OpenCompany>();
  const keptStates = new Map<string, RetainedCompanyState>();
  function companyOf(session: CompanySession): OpenCompany {
    const known = opened.get(session);
    if (known !== undefined) return known;
    const { id } = session.file().company();
    const kept = keptStates.get(id) ?? { serverKind: createServerKindMemory(), files: createRetainedFixFiles() };
    keptStates.set(id, kept);
    const made = createCompanyContext(context, session, kept);
    const company = { context: made, procedures: createCompanyProcedures(made) };
    opened.set(session, company);
    return company;
  }
  /** Notifies all windows of changed topics that belong to no company; windows that display one of them repeat their queries. */
  const consoleChanged = (topics: readonly Topic[]): void => {
    if (topics.length > 0) bus.publish('changed', { companyId: null, topics: [...topics], revision: 0 });
  };
  const context: ConsoleContext = {
    ...ports,
    publish: bus.publish,
    jobs: {
      ...jobs,
      start: (kind, companyId, work) =>
        jobs.start(kind, companyId, async (progress) => {
          try {
            return await work(progress);
          } finally {
            if (companyId === null) consoleChanged(listJobTopics(kind));
          }
        }),
    },
    inCompany: (id, work) => companies.within(id, async (session) => work(companyOf(session).context)),
  };
  const procedures = createConsoleProcedures(context);

  const handle: CallHandler = (name, companyId, input, call) => {
    const caller = { ...call.caller, name: call.caller.name ?? getOperatorName(settings.get(), ports.env) };
    if (CALLS[name].recorded && caller.name === '') throw new ExpectedError('operator-unnamed');
    return runForCaller(caller, () => handleForCaller(name, companyId, input, call));
  };
  const handleForCaller: CallHandler = async (name, companyId, input, call) => {
    const { job, changes } = CALLS[name];
    // A job publishes its changes when it ends. A failed command may have changed something before it failed.
    const topics = job === null ? changes : [];
    if (companyId === null) {
      try {
        return await run(procedures, name, input, call);
      } finally {
        consoleChanged(topics);
      }
    }
    return companies.within(companyId, async (session) => {
      requireWritable(name, session);
      await whatIsAsked(name, session);
      const company = companyOf(session);
      try {
        return await run(company.procedures, name as CompanyCallName, input, call);
      } finally {
        company.context.changed(topics);
      }
    });
  };

  const explain: ExplainError = async (error, companyId) => {
    if (toExpectedFailure(error) !== null) return error;
    return companies.within(companyId, async (session) => explainByChangedContent(error, session)).catch(() => error);
  };
  const dispatcher = createDispatcher(handle, bus, ports.reportBug, ports.redact, explain);
  return {
    ...dispatcher,
    inCompany: context.inCompany,
    async takeNotices() {
      const { lastCompanyId } = settings.get();
      if (lastCompanyId === null) return null;
      return companies.within(lastCompanyId, async (session) => ({
        company: session.file().company().name,
        notices: takeNotices(session),
      }));
    },
    async close() {
      await jobs.close();
      await dispatcher.close();
      await companies.close();
    },
  };
}

/** Runs the procedure of a call. The input was already parsed with the schema of that call. */
const run = (
  procedures: object,
  name: CallName,
  ...args: Parameters<CallHandler> extends [unknown, unknown, ...infer Rest] ? Rest : never
): unknown => (procedures as Record<string, (...args: readonly unknown[]) => unknown>)[name]?.(...args);

/**
 * Prepares lists or findings in pieces before a query that needs them, because computing them in one step would block all other calls.
 * `readiness.summary` is excluded: it returns a stored result first and waits by itself.
 */
async function whatIsAsked(name: CallName, session: CompanySession): Promise<void> {
  const { heavy, reads } = CALLS[name];
  if (name === 'readiness.summary' || !reads.includes('lists')) return;
  if (heavy && reads.includes('findings')) await session.ready();
  else if (heavy && reads.includes('plan')) await session.planReady();
  else if (reads.includes('drafts')) await session.lists();
}

/**
 * Throws `company-read-only` for a call that would change a view-only company. Sending is also refused by the services of `app/apply`,
 * because `apply.file` is allowed until the server was read.
 */
function requireWritable(name: CallName, session: CompanySession): void {
  if (CALLS[name].whileReadOnly === 'allowed') return;
  const company = session.file().company();
  if (company.readOnly) throw new ExpectedError('company-read-only', { company: company.name });
}
