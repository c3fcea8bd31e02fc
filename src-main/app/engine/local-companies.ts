import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises';
import type { OverviewCompany, Profile } from '#shared/contract/profiles.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { WorkspaceFolder } from '../../storage/workspace-folder.ts';
import { businessDay } from '../business-day.ts';
import { personText } from '../operator.ts';
import { amazonCalls } from './amazon-calls.ts';
import { invoicingCalls } from './analysis-invoicing.ts';
import { routeCalls } from './analysis-routes.ts';
import { applyCalls } from './apply-calls.ts';
import { approvalCalls } from './approval-calls.ts';
import { bookCalls } from './book.ts';
import { bundleCalls, fillCarried } from './bundle-calls.ts';
import { calendarCalls } from './calendar-calls.ts';
import { clockCalls } from './clock-calls.ts';
import type { Companies, DemoCompany } from './companies.ts';
import { companyRulesCalls } from './company-rules-calls.ts';
import { connectionCalls } from './connection-calls.ts';
import { deadlineCalls } from './deadline-calls.ts';
import { fillDemo } from './demo-setup.ts';
import { draftCalls } from './draft-calls.ts';
import type { Engine, Work } from './engine.ts';
import { exclusionCalls } from './exclusion-calls.ts';
import { findingCalls } from './finding-calls.ts';
import { fixCalls } from './fix-calls.ts';
import { formerListCalls } from './former-list-calls.ts';
import { handOverCalls } from './hand-over-calls.ts';
import { historyCalls } from './history-calls.ts';
import { logCalls } from './log-calls.ts';
import { orderCalls } from './order-calls.ts';
import { keepGlance, overviewOf, unopened } from './overview.ts';
import { peopleCalls } from './people-calls.ts';
import { personCalls } from './person-calls.ts';
import { planCalls } from './plan-calls.ts';
import { planFileCalls } from './plan-file-calls.ts';
import { profileCalls } from './profile-calls.ts';
import { rehearsalCalls } from './rehearsal-calls.ts';
import { secretCalls } from './secret-calls.ts';
import { EngineSession, type SessionParts } from './session.ts';
import { setupCalls } from './setup-calls.ts';
import { supportCalls } from './support-calls.ts';
import { triageCalls } from './triage-calls.ts';
import { undoCalls } from './undo-calls.ts';
import { viewCalls } from './view-calls.ts';

export interface CompaniesParts {
  readonly folder: WorkspaceFolder;
  readonly startDemo: () => Promise<DemoCompany>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The account of who sits at this console; left out when nobody can tell. */
  readonly operator?: string;
  /** The name that they gave; `''` or left out = none. */
  readonly operatorName?: string;
  /** The name of this machine; left out when nobody can tell. */
  readonly machine?: string;
  /** How a moment passes before an unanswered call is made again; left out = by the clock. */
  readonly wait?: SessionParts['wait'];
}

/** Companies whose people stay in memory although nothing is asked about them. */
const KEPT_IDLE = 2;

const byTheClock: SessionParts['wait'] = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

/** A company's file while it is open, and what is being worked on in it. */
interface OpenCompany {
  readonly file: WorkspaceFile;
  readonly session: EngineSession;
  readonly calls: Engine;
  readonly running: Set<Promise<unknown>>;
  /** Fires when the company is deleted or the console ends. */
  readonly leave: AbortController;
  /** The audit of which the overview knows. */
  glanced: ReturnType<EngineSession['lastAudit']>;
}

const engineCalls = (session: EngineSession): Engine => ({
  ...profileCalls(session),
  ...connectionCalls(session),
  ...amazonCalls(session),
  ...peopleCalls(session),
  ...formerListCalls(session),
  ...findingCalls(session),
  ...triageCalls(session),
  ...fixCalls(session),
  ...historyCalls(session),
  ...exclusionCalls(session),
  ...viewCalls(session),
  ...companyRulesCalls(session),
  ...draftCalls(session),
  ...routeCalls(session),
  ...invoicingCalls(session),
  ...rehearsalCalls(session),
  ...calendarCalls(session),
  ...orderCalls(session),
  ...personCalls(session),
  ...clockCalls(session),
  ...deadlineCalls(session),
  ...bookCalls(session),
  ...supportCalls(session),
  ...secretCalls(session),
  ...bundleCalls(session),
  ...setupCalls(session),
  ...planCalls(session),
  ...applyCalls(session),
  ...approvalCalls(session),
  ...undoCalls(session),
  ...logCalls(session),
  ...handOverCalls(session),
  ...planFileCalls(session),
});

/** The companies of a folder in this thread. Each one's file is opened with the first call about it, and any number work side by side. */
export function createLocalCompanies({
  folder,
  startDemo,
  now,
  operator = '',
  operatorName = '',
  machine = '',
  wait = byTheClock,
}: CompaniesParts): Companies {
  let named = operatorName;
  let demo: Promise<DemoCompany> | null = null;
  const parts: SessionParts = {
    now,
    account: operator,
    operatorName: () => named,
    machine,
    wait,
    demo() {
      demo ??= startDemo().catch((error: unknown) => {
        demo = null;
        throw error;
      });
      return demo;
    },
  };
  const timestamp = (): string => new Date(now()).toISOString();
  /** The one that was asked about last stands last. */
  const open = new Map<string, OpenCompany>();
  const leaving = new Set<string>();
  /** Made once for each company, as every call asks for one. */
  const engines = new Map<string, Engine>();

  function add(file: WorkspaceFile): OpenCompany {
    const session = new EngineSession(file, parts);
    const added = {
      file,
      session,
      calls: engineCalls(session),
      running: new Set<Promise<unknown>>(),
      leave: new AbortController(),
      glanced: null,
    };
    open.set(file.profile().id, added);
    return added;
  }

  function opened(id: string): OpenCompany {
    if (leaving.has(id)) throw new ExpectedError('profile-not-found');
    const known = open.get(id);
    if (known === undefined) return add(folder.open(id));
    open.delete(id);
    open.set(id, known);
    return known;
  }

  /** Closes those that nobody has asked about for longest. */
  function closeIdle(): void {
    const idle = [...open].filter(([, { running }]) => running.size === 0);
    for (const [id, { file }] of idle.slice(0, Math.max(0, idle.length - KEPT_IDLE))) {
      open.delete(id);
      file.close();
    }
  }

  /** Stops what is being done with a company, waits for it, and closes the file. */
  async function leave(id: string): Promise<void> {
    const company = open.get(id);
    if (company === undefined) return;
    leaving.add(id);
    try {
      company.leave.abort();
      await Promise.allSettled(company.running);
      glance(company);
    } finally {
      open.delete(id);
      company.file.close();
      leaving.delete(id);
    }
  }

  /** Keeps what the last audit found, where the overview does not know it yet: not with every audit, which an edit may wait for. */
  function glance(company: OpenCompany): void {
    const last = company.session.lastAudit();
    if (last === company.glanced) return;
    keepGlance(company.session);
    company.glanced = last;
  }

  /** Leaves the company and removes it. */
  async function remove(id: string): Promise<void> {
    await leave(id);
    folder.delete(id);
    engines.delete(id);
  }

  /** Keeps the company's file open until the work has ended. */
  async function within<T>(id: string, work: (company: OpenCompany) => Promise<T>): Promise<T> {
    const company = opened(id);
    const ended = work(company);
    company.running.add(ended);
    try {
      return await ended;
    } catch (error) {
      if (company.leave.signal.aborted && !(error instanceof ExpectedError)) throw new ExpectedError('cancelled');
      throw error;
    } finally {
      company.running.delete(ended);
      closeIdle();
    }
  }

  /** The call's last argument is long work: it stops with the company too. */
  const stopping = (args: readonly unknown[], { signal }: AbortController): readonly unknown[] => {
    const work = args.at(-1) as Work | null | undefined;
    if (typeof work !== 'object' || work === null || !('report' in work) || !(work.signal instanceof AbortSignal)) return args;
    return [...args.slice(0, -1), { report: work.report, signal: AbortSignal.any([work.signal, signal]) } satisfies Work];
  };

  return {
    async list() {
      const { profiles, unreadable } = folder.list();
      return { profiles: [...profiles], unreadable: [...unreadable] };
    },
    async overview() {
      const told: OverviewCompany[] = [];
      for (const id of folder.ids()) {
        const company = open.get(id);
        const known = company?.file;
        try {
          if (company !== undefined) glance(company);
          const file = known ?? folder.open(id);
          try {
            told.push(overviewOf(file));
          } finally {
            if (known === undefined) file.close();
          }
        } catch (error) {
          told.push(unopened(id, error));
        }
        await nextTurn();
      }
      const made = ({ profile }: OverviewCompany): string => profile?.createdAt ?? '\uffff';
      return { today: businessDay(now()), companies: told.sort((a, b) => (made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : 0)) };
    },
    async create({ name, kind }) {
      return add(folder.create(name, kind, timestamp())).file.profile();
    },
    rename: (id, name) =>
      within(id, async ({ file }) => {
        folder.requireFreeName(name, id);
        requireWritable(file.profile());
        file.rename(name);
        return file.profile();
      }),
    changeKind: (id, kind, company) =>
      within(id, async ({ file, session }) => {
        const profile = file.profile();
        requireWritable(profile);
        if (profile.kind === 'demo') throw new ExpectedError('not-allowed', { reason: 'demo' });
        session.requireStill();
        if (profile.kind === 'production' && kind === 'test' && company !== profile.name) throw new ExpectedError('arm-name-differs');
        file.changeKind(kind);
        session.plans.arm(false);
        return file.profile();
      }),
    setReadOnly: (id, readOnly, company) =>
      within(id, async ({ file, session }) => {
        const { name, kind } = file.profile();
        if (readOnly) session.requireStill();
        else if (kind === 'production' && company !== name) throw new ExpectedError('arm-name-differs');
        file.setReadOnly(readOnly);
        if (readOnly) session.plans.arm(false);
        return file.profile();
      }),
    async delete(id, confirmName) {
      const profile = folder.list().profiles.find((candidate) => candidate.id === id);
      if (profile === undefined) throw new ExpectedError('profile-not-found');
      requireWritable(profile);
      if (profile.name !== confirmName) throw new ExpectedError('not-allowed', { reason: 'name-differs' });
      open.get(id)?.session.requireStill();
      await remove(id);
    },
    async openDemo(work) {
      work.report({ phase: 'starting-demo', done: 0, total: null });
      const company = await parts.demo();
      const known = folder.list().profiles.find(({ kind }) => kind === 'demo');
      const id = known?.id ?? add(folder.create(company.name, 'demo', timestamp())).file.profile().id;
      try {
        return await within(id, async ({ file, session, leave: { signal } }) => {
          await fillDemo(session, company, known === undefined, { ...work, signal: AbortSignal.any([work.signal, signal]) });
          return file.profile();
        });
      } catch (error) {
        // A demo company that was never filled leaves nothing behind; one that was there before stays as it was.
        if (known === undefined) await remove(id);
        throw error;
      }
    },
    async take(name, company) {
      // The demo company is made anew on every machine: a copy of it is a test company.
      const kind = company.profile.kind === 'demo' ? 'test' : company.profile.kind;
      const by = personText(named, operator);
      return add(folder.create(name, kind, timestamp(), (file) => fillCarried(file, company, { at: timestamp(), by }))).file.profile();
    },
    async nameOperator(name) {
      named = name;
    },
    of(id) {
      const { calls } = opened(id);
      const known = engines.get(id);
      if (known !== undefined) return known;
      const names = Object.keys(calls) as (keyof Engine)[];
      const run = (name: keyof Engine, args: readonly unknown[]) =>
        within(id, (company) =>
          (company.calls[name] as (...args: readonly unknown[]) => Promise<unknown>)(...stopping(args, company.leave)),
        );
      const engine = Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => run(name, args)])) as unknown as Engine;
      engines.set(id, engine);
      return engine;
    },
    async close() {
      for (const id of [...open.keys()]) await leave(id);
      const running = await demo?.catch(() => null);
      demo = null;
      await running?.close();
    },
  };
}

/** Throws `profile-read-only`. */
function requireWritable({ readOnly, name }: Profile): void {
  if (readOnly) throw new ExpectedError('profile-read-only', { company: name });
}
