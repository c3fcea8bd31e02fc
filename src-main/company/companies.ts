import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Company, OverviewCompany } from '#shared/contract/companies/companies.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { CompanyFolder } from '../storage/company-folder.ts';
import { getBusinessDay } from './business-day.ts';
import { formatCaller, isServerAdministrator, maySeeCompany } from './caller.ts';
import type { DemoCompany } from './demo-company.ts';
import type { JobContext } from './job-context.ts';
import { getCompanyOverview, getUnreadableCompanyOverview, storeGlance } from './readiness/overview.ts';
import { CompanySession, type SessionParts } from './session.ts';
import type { TrustKeys } from './trust/trust-seal.ts';

export interface CompaniesParts {
  readonly folder: CompanyFolder;
  readonly startDemo: () => Promise<DemoCompany>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The system account of this process; omitted if the system does not provide one. */
  readonly operator?: string;
  /** The name of this machine; omitted if unknown. */
  readonly machine?: string;
  /** Waits before a call without a response is repeated; omitted = real time. */
  readonly wait?: SessionParts['wait'];
  readonly trustKeys: TrustKeys;
}

/** Number of companies without running work that always stay open, with their people in memory. */
const MIN_IDLE = 2;
/** More of them stay open up to this number, and while they have at most so many people together. Opening one again reads its people again. */
const MAX_IDLE = 100;
const MAX_IDLE_PEOPLE = 100_000;

const byTheClock: SessionParts['wait'] = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

/** An open company file with its session and running work. */
interface OpenCompany {
  readonly file: CompanyFile;
  readonly session: CompanySession;
  readonly running: Set<Promise<unknown>>;
  /** Aborted when the company is deleted or the console ends. */
  readonly leave: AbortController;
  /** The last audit whose numbers were stored for the overview; `null` = none yet. */
  glanced: ReturnType<CompanySession['lastAudit']>;
}

/** The companies of a data folder. Foreseeable failures are thrown as `ExpectedError`. */
export interface Companies {
  list(): Promise<CallOutput<'companies.list'>>;
  /** Returns all companies with the numbers of their last audit. */
  overview(): Promise<CallOutput<'companies.overview'>>;
  create(company: { readonly name: string; readonly kind: Company['kind'] }): Promise<Company>;
  /** Creates a company and fills it; on failure the company is deleted again. */
  createFilled(
    company: { readonly name: string; readonly kind: Company['kind'] },
    fill: (file: CompanyFile, step: { readonly at: string; readonly by: string }) => void,
  ): Promise<Company>;
  rename(id: string, name: string): Promise<Company>;
  changeKind(id: string, kind: 'production' | 'test', company: string | null): Promise<Company>;
  setReadOnly(id: string, readOnly: boolean, company: string | null): Promise<Company>;
  /** Stops the company's work, then deletes it. Throws `apply-running` while something is being sent to a server. */
  delete(id: string, confirmName: string): Promise<void>;
  /** Starts the demo company and returns it after `fill`. `isNew` = it did not exist before, or was only partly filled. */
  openDemo(
    fill: (session: CompanySession, company: DemoCompany, isNew: boolean, work: JobContext) => Promise<void>,
    work: JobContext,
  ): Promise<Company>;
  /**
   * Runs work on one company; several may run concurrently. The file is opened on first use. `left` is aborted when the company is deleted
   * or the console ends. Throws `company-not-found`, `company-file-*`, and `cancelled` for work that was stopped for that reason.
   */
  within<T>(id: string, work: (session: CompanySession, left: AbortSignal) => Promise<T>): Promise<T>;
  /** Stops the work on all companies and closes their files. */
  close(): Promise<void>;
}

/** Creates the companies of a folder; their files are opened on demand. */
export function createCompanies({
  folder,
  startDemo,
  now,
  operator = '',
  machine = '',
  wait = byTheClock,
  trustKeys,
}: CompaniesParts): Companies {
  let demo: Promise<DemoCompany> | null = null;
  const parts: SessionParts = {
    now,
    account: operator,
    machine,
    wait,
    trustKeys,
    demo() {
      demo ??= startDemo().catch((error: unknown) => {
        demo = null;
        throw error;
      });
      return demo;
    },
  };
  const timestamp = (): string => new Date(now()).toISOString();
  /** Ordered by last use, the most recent last. */
  const open = new Map<string, OpenCompany>();
  folder.useOpenFiles((id) => open.get(id)?.file);
  const leaving = new Set<string>();
  function add(file: CompanyFile): OpenCompany {
    const leave = new AbortController();
    const added = {
      file,
      session: new CompanySession(file, parts, leave.signal),
      running: new Set<Promise<unknown>>(),
      leave,
      glanced: null,
    };
    open.set(file.company().id, added);
    return added;
  }

  function opened(id: string): OpenCompany {
    if (leaving.has(id)) throw new ExpectedError('company-not-found');
    const known = open.get(id);
    if (known === undefined) return add(folder.open(id));
    open.delete(id);
    open.set(id, known);
    return known;
  }

  /** Closes the least recently used companies beyond the limits. */
  function closeIdle(): void {
    const idle = [...open].filter(([, { running }]) => running.size === 0).reverse();
    let people = 0;
    for (const [at, [id, company]] of idle.entries()) {
      people += company.session.lastAudit()?.findings.audit.inScope.length ?? 0;
      if (at < MIN_IDLE || (at < MAX_IDLE && people <= MAX_IDLE_PEOPLE)) continue;
      glance(company);
      open.delete(id);
      company.file.close();
    }
  }

  /** Stops the work on a company, waits for it, and closes the file. */
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

  /** Stores the numbers of the last audit for the overview. Not called during an edit, which must not wait for it. */
  function glance(company: OpenCompany): void {
    const last = company.session.lastAudit();
    storeGlance(company.session, last === company.glanced);
    company.glanced = last;
  }

  /** Closes the company and deletes it. */
  async function remove(id: string): Promise<void> {
    await leave(id);
    folder.delete(id);
  }

  /** Keeps the company's file open until the work ends. */
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

  return {
    async list() {
      const { companies, unreadable } = folder.list();
      return {
        companies: companies.filter(({ id }) => maySeeCompany(id)),
        unreadable: isServerAdministrator() ? [...unreadable] : [],
      };
    },
    async overview() {
      const overviews: OverviewCompany[] = [];
      for (const id of folder.ids().filter(maySeeCompany)) {
        const company = open.get(id);
        const known = company?.file;
        try {
          if (company !== undefined) glance(company);
          const file = known ?? folder.open(id);
          try {
            overviews.push(getCompanyOverview(file));
          } finally {
            if (known === undefined) file.close();
          }
        } catch (error) {
          overviews.push(getUnreadableCompanyOverview(id, error));
        }
        await nextTurn();
      }
      const made = ({ company }: OverviewCompany): string => company?.createdAt ?? '\uffff';
      return { today: getBusinessDay(now()), companies: overviews.sort((a, b) => (made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : 0)) };
    },
    async create({ name, kind }) {
      return add(folder.create(name, kind, timestamp())).file.company();
    },
    rename: (id, name) =>
      within(id, async ({ file }) => {
        folder.requireFreeName(name, id);
        requireWritable(file.company());
        file.rename(name);
        return file.company();
      }),
    changeKind: (id, kind, typedName) =>
      within(id, async ({ file, session }) => {
        const company = file.company();
        requireWritable(company);
        if (company.kind === 'demo') throw new ExpectedError('not-allowed', { reason: 'demo' });
        session.requireStill();
        if (company.kind === 'production' && kind === 'test' && typedName !== company.name) throw new ExpectedError('arm-name-differs');
        await session.trust.change(() => file.changeKind(kind));
        session.plans.disarmAll();
        return file.company();
      }),
    setReadOnly: (id, readOnly, typedName) =>
      within(id, async ({ file, session }) => {
        const { name, kind } = file.company();
        if (readOnly) session.requireStill();
        else if (kind === 'production' && typedName !== name) throw new ExpectedError('arm-name-differs');
        await session.trust.change(() => file.setReadOnly(readOnly));
        if (readOnly) session.plans.disarmAll();
        return file.company();
      }),
    async delete(id, confirmName) {
      const company = folder.list().companies.find((candidate) => candidate.id === id);
      if (company === undefined) throw new ExpectedError('company-not-found');
      requireWritable(company);
      if (company.name !== confirmName) throw new ExpectedError('not-allowed', { reason: 'name-differs' });
      open.get(id)?.session.requireStill();
      await remove(id);
    },
    async openDemo(fill, work) {
      work.report({ phase: 'starting-demo', done: 0, total: null });
      const company = await parts.demo();
      const known = folder.list().companies.find(({ kind }) => kind === 'demo');
      const id = known?.id ?? add(folder.create(company.name, 'demo', timestamp())).file.company().id;
      try {
        return await within(id, async ({ file, session, leave: { signal } }) => {
          // A demo company whose filling was interrupted has no drafts and was never used.
          const isNew = file.drafts.state().revision === 0;
          await fill(session, company, isNew, { ...work, signal: AbortSignal.any([work.signal, signal]) });
          return file.company();
        });
      } catch (error) {
        // A demo company that could not be filled is deleted; one that existed before stays.
        if (known === undefined) await remove(id);
        throw error;
      }
    },
    async createFilled({ name, kind }, fill) {
      const step = { at: timestamp(), by: formatCaller(operator) };
      return add(folder.create(name, kind, timestamp(), (file) => fill(file, step))).file.company();
    },
    within(id, work) {
      if (!maySeeCompany(id)) return Promise.reject(new ExpectedError('company-not-found'));
      return within(id, ({ session, leave: { signal } }) => work(session, signal));
    },
    async close() {
      for (const id of [...open.keys()]) await leave(id);
      const running = await demo?.catch(() => null);
      demo = null;
      await running?.close();
    },
  };
}

/** Throws `company-read-only`. */
function requireWritable({ readOnly, name }: Company): void {
  if (readOnly) throw new ExpectedError('company-read-only', { company: name });
}
