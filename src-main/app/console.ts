import { CALLS, type CallName, type CompanyCallName } from '#shared/contract/calls.ts';
import type { NoticeView } from '#shared/contract/notices.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { createCompanyContext } from './company-context.ts';
import { createCompanyHandlers } from './company-handlers.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import {
  type CompanyHandlers,
  type ConsoleHandlers,
  createDispatcher,
  createEventBus,
  type Dispatcher,
  type Handle,
} from './dispatcher.ts';
import { createJobs } from './jobs.ts';
import { givenName, requireNamed } from './operator.ts';
import type { ConsolePorts } from './ports.ts';
import { consoleHandlers } from './use-cases/console.ts';
import { fileHandlers } from './use-cases/files.ts';
import { jobHandlers } from './use-cases/jobs.ts';
import { profileHandlers } from './use-cases/profiles.ts';
import { bundleHandlers } from './use-cases/secrets.ts';
import { supportHandlers } from './use-cases/support.ts';

/** A company that somebody has asked about since the console started. */
interface KnownCompany {
  readonly context: CompanyContext;
  readonly handlers: CompanyHandlers;
}

/** What has not been told of today, and of which company. */
export interface TakenNotices {
  readonly company: string;
  readonly notices: readonly NoticeView[];
}

/** The one door into the application, and what its host tells of without being asked by a window. */
export interface Application extends Dispatcher {
  /** What the desktop has not told of today, of the company that was shown last; it counts as told afterwards. `null` = there is none. */
  takeNotices(): Promise<TakenNotices | null>;
}

/** Puts the handlers together behind the dispatcher. Closing it ends the jobs and the companies; the other ports stay the host's. */
export function createConsole(ports: ConsolePorts): Application {
  const bus = createEventBus(ports.reportBug);
  const jobs = createJobs(bus.publish, ports.reportBug, ports.redact);
  ports.settings.onChange((settings) => bus.publish('settings', settings));

  const known = new Map<string, Promise<KnownCompany>>();
  const company = (id: string): Promise<KnownCompany> => {
    const there = known.get(id);
    if (there !== undefined) return there;
    const made = createCompanyContext(context, id).then((context) => ({ context, handlers: createCompanyHandlers(context) }));
    known.set(id, made);
    // An id that is none of a company leaves nothing behind.
    made.catch(() => known.delete(id));
    return made;
  };
  const context: ConsoleContext = {
    ...ports,
    publish: bus.publish,
    jobs,
    companyOf: async (id) => (await company(id)).context,
    forget: (id) => void known.delete(id),
  };
  const handlers: ConsoleHandlers = {
    ...consoleHandlers(context),
    ...profileHandlers(context),
    ...fileHandlers(context),
    ...bundleHandlers(context),
    ...jobHandlers(context),
    ...supportHandlers(context),
  };

  const operator = (): string => givenName(ports.settings.get(), ports.env);
  let named = ports.settings.get().operatorName;
  ports.settings.onChange(({ operatorName }) => {
    if (operatorName === named) return;
    named = operatorName;
    ports.companies.nameOperator(operator()).catch((error: unknown) => ports.reportBug('naming the operator', error));
  });

  const handle: Handle = async (name, companyId, input, call) => {
    requireNamed(name, operator());
    if (companyId === null) return run(handlers, name, input, call);
    const { context, handlers: own } = await company(companyId);
    await requireWritable(name, context);
    return run(own, name as CompanyCallName, input, call);
  };

  const dispatcher = createDispatcher(handle, bus, ports.reportBug, ports.redact);
  return {
    ...dispatcher,
    async takeNotices() {
      const { lastProfileId } = ports.settings.get();
      if (lastProfileId === null) return null;
      const { engine } = (await company(lastProfileId)).context;
      const notices = await engine.takeNotices();
      return { company: (await engine.current()).profile.name, notices };
    },
    async close() {
      await jobs.close();
      await dispatcher.close();
      await ports.companies.close();
    },
  };
}

/** The input was parsed by the schema of this very name. */
const run = (
  handlers: object,
  name: CallName,
  ...args: Parameters<Handle> extends [unknown, unknown, ...infer Rest] ? Rest : never
): unknown => (handlers as Record<string, (...args: readonly unknown[]) => unknown>)[name]?.(...args);

/** Refuses with `profile-read-only` what would change a company that is only looked at: the one place that does. */
async function requireWritable(name: CallName, { engine }: CompanyContext): Promise<void> {
  if (CALLS[name].whileReadOnly === 'allowed') return;
  const { profile } = await engine.current();
  if (profile.readOnly) throw new ExpectedError('profile-read-only', { company: profile.name });
}
