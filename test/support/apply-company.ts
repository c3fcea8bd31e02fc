import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TrustKeys } from '#main/company/trust/trust-seal.ts';
import type { ApplyJournal } from '#main/storage/apply/apply-journal.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { DEFAULT_GUARD_POLICY } from '#shared/domain/sync/guards/guard-answers.ts';
import { NO_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import type { ApplyOutcome } from '../../src-main/app/apply/apply-service.ts';
import type { JobContext } from '../../src-main/company/job-context.ts';
import type { ServerAccess } from '../../src-main/company/server/server-access.ts';
import { type Engine, engineOf, type OpenEngine, openCompanies, openEngine } from './engine.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const SECRETS = { 'catalog-password': 'catalog-pass-1' } as const;

/** Work without progress reports. */
export const createSilentJobContext = (signal: AbortSignal = new AbortController().signal): JobContext => ({
  signal,
  report: () => undefined,
});

/** Methods of the journal that write a line, in the order in which a run calls them. */
const LINES: ReadonlySet<string> = new Set(['begin', 'intend', 'withdraw', 'succeed', 'fail', 'reopen', 'goOn', 'pause', 'end', 'verify']);

/** Callbacks before and after each line that is written to the journal. */
export interface JournalLineCallbacks {
  before(line: string): void;
  after(line: string): void;
}

/** A company folder that calls `around` for every line that a journal writes. */
export class WatchedFolder extends CompanyFolder {
  readonly #around: JournalLineCallbacks;

  constructor(folder: string, around: JournalLineCallbacks) {
    super(folder);
    this.#around = around;
  }

  override open(id: string): CompanyFile {
    const file = super.open(id);
    const journal = new Proxy(file.journal, {
      get: (target, name) => {
        const found = Reflect.get(target, name) as unknown;
        if (typeof found !== 'function') return found;
        if (!LINES.has(String(name))) return found.bind(target);
        return (...args: unknown[]) => {
          this.#around.before(String(name));
          const answer: unknown = found.apply(target, args);
          this.#around.after(String(name));
          return answer;
        };
      },
    });
    Object.defineProperty(file, 'journal', { value: journal satisfies ApplyJournal });
    return file;
  }
}

export interface ConsoleOptions {
  /** If omitted, the keys outlive the console. */
  readonly trustKeys?: TrustKeys;
  readonly operator?: string;
  readonly around?: JournalLineCallbacks;
  readonly now?: () => number;
}

/** Opens a console on a folder of companies and opens the company. */
export const openConsoleOn = async (folder: string, companyId: string, options: ConsoleOptions = {}): Promise<OpenEngine> =>
  openEngine(options.around === undefined ? folder : new WatchedFolder(folder, options.around), companyId, {
    now: options.now ?? Date.now,
    operator: options.operator ?? 'tanaka',
    machine: 'PC01',
    wait: () => Promise.resolve(),
    ...(options.trustKeys !== undefined && { trustKeys: options.trustKeys }),
  });

export const accessOf = ({ address, accessKey }: Pick<Sandbox, 'address' | 'accessKey'>): ServerAccess => ({ address, accessKey });

/** Creates a company that has read the server. Its apply rules set no limits that require a list of people. */
export async function newCompany(folder: string, access: ServerAccess, name: string): Promise<string> {
  const companies = openCompanies(folder, { operator: 'tanaka', machine: 'PC01' });
  try {
    const { id } = await companies.create({ name, kind: 'test' });
    const engine = engineOf(companies, id);
    await engine.changeGuardPolicy(
      structuredClone({ ...DEFAULT_GUARD_POLICY, people: NO_LIMIT }) as Parameters<Engine['changeGuardPolicy']>[0],
    );
    await engine.readServer(access, createSilentJobContext());
    return id;
  } finally {
    await companies.close();
  }
}

/** Number of new objects to send, by kind. */
interface NewObjects {
  readonly groups: number;
  readonly serials: number;
  readonly routes: number;
}
const MANY: NewObjects = { groups: 30, serials: 6, routes: 4 };
/** For each kind, at least one object that follows another of its kind, and for one kind an object between two others. */
const FEW: NewObjects = { groups: 3, serials: 2, routes: 2 };

/** Drafts one change of every kind that a plan supports: more than 40 objects and a secret. */
export const draftManyChanges = (engine: Engine, _companyId: string): Promise<void> => draftChanges(engine, MANY);

/** Drafts changes of every kind, but only a few, for tests that repeat the run at every line of the journal. */
export const draftFewChanges = (engine: Engine): Promise<void> => draftChanges(engine, FEW);

async function draftChanges(engine: Engine, { groups: newGroups, serials, routes }: NewObjects): Promise<void> {
  const put = (edit: object): DraftEdit => ({ kind: 'put', note: '', ...edit }) as unknown as DraftEdit;
  const edits: DraftEdit[] = [];
  for (let i = 1; i <= newGroups; i++)
    edits.push(
      put({
        section: 'invoice_groups',
        id: `new-group-${i}`,
        body: { code: `NEW${i}`, name: `新しいグループ${i}`, users: [], organizations: [] },
      }),
    );
  for (let i = 1; i <= serials; i++)
    edits.push(put({ section: 'serials', id: `new-serial-${i}`, body: { ...createSerial(`新しい連番${i}`), startValue: i } }));
  for (let i = 1; i <= routes; i++) {
    const id = `new-route-${i}`;
    const step = { ...createRouteStep('s1'), role: 'decide', finalDecider: true, approvers: { kind: 'applicant' } };
    edits.push(put({ section: 'routes', id, body: { ...createRoute(id, `新しい経路${i}`), status: 'complete', steps: [step] } }));
  }
  const set = (section: string, id: string, fields: object): DraftEdit =>
    ({ kind: 'edit', section, id, edit: { kind: 'set', fields } }) as unknown as DraftEdit;
  edits.push(set('common_settings', 'common_settings', { routeId: 'new-route-1', serialId: 'new-serial-1' }));
  const groups = await engine.drafts({
    section: 'invoice_groups',
    search: '',
    sort: { by: 'code', direction: 'ascending' },
    offset: 0,
    limit: 500,
  });
  const [changed, gone] = groups.rows;
  if (changed === undefined || gone === undefined) throw new Error('the demo company has no invoice groups');
  edits.push(set('invoice_groups', changed.id, { name: '名前を変えたグループ' }), {
    kind: 'delete',
    section: 'invoice_groups',
    id: gone.id,
  });
  await engine.applyDraft({ kind: 'sequence', commands: edits });
  await engine.noteSecret('catalog-password', { kind: 'set', keptIn: 'system', boundTo: 'amazon', mark: 'mark' });
}

/** Applies all selected changes. */
export async function applyAll(
  engine: Engine,
  access: ServerAccess,
  order: Partial<Parameters<Engine['apply']>[0]> = {},
  work: JobContext = createSilentJobContext(),
): Promise<ApplyOutcome> {
  const { digest } = await engine.planState();
  return engine.apply(
    { runId: randomUUID(), keys: null, digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop', secrets: SECRETS, ...order },
    access,
    work,
  );
}

export const EVERYTHING = { kinds: [], sections: [], risks: [], search: '', show: 'all' } as const;

export async function planOf(engine: Engine): Promise<CallOutput<'plan.items'>['items']> {
  const { items } = await engine.planItems({ filter: { ...EVERYTHING, kinds: [], sections: [], risks: [] }, offset: 0, limit: 500 });
  return items;
}

/** Creates copies of a folder of companies, so that each test can damage its own copy. */
export function createCopies(folder: string): { copy(): string; close(): void } {
  const home = temporaryFolder('copies');
  return {
    copy() {
      const to = mkdtempSync(join(home, 'copy-'));
      for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(to, name));
      return to;
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}
