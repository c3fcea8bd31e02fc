import type { CallOutput } from '#shared/contract/calls.ts';
import type { Workspace } from '#shared/contract/profiles.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { audit } from '#shared/domain/readiness/audit.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { scopeOfProfile } from '#shared/domain/readiness/policy.ts';
import { toHiragana } from 'wanakana';
import { connectGroupware } from '../../groupware/connect.ts';
import type { SnapshotInfo } from '../../storage/people-store.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { WorkspaceFolder } from '../../storage/workspace-folder.ts';
import { businessDay } from '../business-day.ts';
import type { Engine, ServerAccess, Work } from './engine.ts';
import { importList, previewList } from './list-import.ts';
import { summariseReadiness } from './readiness-summary.ts';
import { writeReport } from './report.ts';
import { readPeopleFromServer } from './server-read.ts';
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
}

const TREND_RUNS = 30;
/** The engine in this thread. */
export function createLocalEngine({ folder, startDemo, now }: EngineParts): Engine {
  let workspace: WorkspaceFile | null = null;
  let view: { readonly today: string; readonly findings: FindingsView } | null = null;
  let demo: DemoCompany | null = null;

  const timestamp = (): string => new Date(now()).toISOString();
  const opened = (): WorkspaceFile => {
    if (workspace === null) throw new ExpectedError('no-profile-open');
    return workspace;
  };
  const use = (file: WorkspaceFile): Workspace => {
    workspace?.close();
    workspace = file;
    view = null;
    return describe(file);
  };
  const startedDemo = async (): Promise<DemoCompany> => {
    demo ??= await startDemo();
    return demo;
  };

  /** The findings of the current revision and day, or `null` while one side is missing. */
  function findings(): FindingsView | null {
    const file = opened();
    const today = businessDay(now());
    const revision = file.revision();
    if (view !== null && view.today === today && view.findings.revision === revision) return view.findings;
    const sides = new Set(file.people.current().map(({ side }) => side));
    if (!sides.has('neo') || !sides.has('amazon')) return null;
    const directory = file.people.directory();
    const { companyDomains, aliasDomains } = file.domains();
    const result = audit(directory, { email: { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains }, today, inScope: scopeOfProfile });
    const { users, inScope, ready, byCode } = result.summary;
    file.recordRun({ revision, at: timestamp(), users, inScope, ready, byCode });
    view = { today, findings: new FindingsView(revision, directory, result) };
    return view.findings;
  }

  const requireFindings = (): FindingsView => {
    const current = findings();
    if (current === null) throw new ExpectedError('run-not-found');
    return current;
  };

  return {
    async listProfiles() {
      const { profiles, unreadable } = folder.list();
      return { profiles: [...profiles], unreadable: [...unreadable] };
    },
    async createProfile({ name, kind }) {
      const file = folder.create(name, kind, timestamp());
      return use(file).profile;
    },
    openProfile: async (id) => (workspace?.profile().id === id ? describe(workspace) : use(folder.open(id))),
    async renameProfile(id, name) {
      folder.requireFreeName(name, id);
      const open = workspace?.profile().id === id ? workspace : null;
      const file = open ?? folder.open(id);
      file.rename(name);
      const profile = file.profile();
      if (open === null) file.close();
      return profile;
    },
    async deleteProfile(id, confirmName) {
      const profile = folder.list().profiles.find((candidate) => candidate.id === id);
      if (profile === undefined) throw new ExpectedError('profile-not-found');
      if (profile.name !== confirmName) throw new ExpectedError('not-allowed', { reason: 'name-differs' });
      if (workspace?.profile().id === id) {
        workspace.close();
        workspace = null;
        view = null;
      }
      folder.delete(id);
    },
    current: async () => (workspace === null ? null : describe(workspace)),
    async changeDomains({ companyDomains, aliasDomains }) {
      opened().changeDomains(companyDomains, aliasDomains);
      return describe(opened());
    },

    async openDemo(work) {
      work.report({ phase: 'starting-demo', done: 0, total: null });
      const company = await startedDemo();
      const known = folder.list().profiles.find(({ kind }) => kind === 'demo');
      const file = known === undefined ? folder.create(company.name, 'demo', timestamp()) : folder.open(known.id);
      try {
        file.changeServer(company.access.address);
        if (known === undefined) file.changeDomains(company.companyDomains, company.aliasDomains);
        await readPeople(file, company.access, 'demo', work);
        await importList({ ...company.amazonFile, kind: 'amazon-users', reading: {} }, file, 'demo', timestamp(), work);
      } catch (error) {
        const { id } = file.profile();
        file.close();
        if (known === undefined) folder.delete(id);
        throw error;
      }
      return use(file);
    },
    previewList: (file) => previewList(file, opened()),
    importList: (file, work) => importList(file, opened(), 'file', timestamp(), work),
    async connectServer(access) {
      const groupware = await connectGroupware({ address: access.address, accessKey: access.accessKey });
      try {
        const { kind } = await groupware.describe();
        opened().changeServer(access.address);
        return { kind };
      } finally {
        await groupware.close();
      }
    },
    async readPeople(access, work) {
      const file = opened();
      if (file.profile().kind === 'demo') {
        const company = await startedDemo();
        file.changeServer(company.access.address);
        return readPeople(file, company.access, 'demo', work);
      }
      if (access === null) throw new ExpectedError('server-key-refused');
      return readPeople(file, access, 'server', work);
    },

    async readiness() {
      const file = opened();
      const current = findings();
      if (current === null) return null;
      const missing = new Set(file.people.current().flatMap((snapshot) => (snapshot.side === 'amazon' ? snapshot.missingFields : [])));
      return summariseReadiness(current, file.runs(TREND_RUNS), missing, timestamp());
    },
    async rows({ filter, sort, offset, limit }) {
      const current = requireFindings();
      const { order, counts } = current.select(filter, sort);
      return {
        revision: current.revision,
        total: order.length,
        rows: Array.from(order.subarray(offset, offset + limit), (at) => current.row(at)),
        codeCounts: FINDING_CODES.flatMap((code, at) => (counts[at] === 0 ? [] : [{ code, findings: counts[at] as number }])),
      };
    },
    async finding({ revision, row }) {
      const current = requireFindings();
      const finding = current.audit.findings[row];
      if (current.revision !== revision || finding === undefined) throw new ExpectedError('run-not-found');
      const others = finding.neoIndex < 0 ? [] : current.rowsOfPerson(finding.neoIndex).filter((other) => other !== row);
      return { row: current.row(row), person: plainPerson(current, row), account: plainAccount(current, row), others: others.map((other) => current.row(other)) };
    },
    async findPeople({ search, limit }) {
      const current = findings();
      return { people: current === null ? [] : searchPeople(current, search, limit) };
    },
    async writeReport(order, work) {
      return writeReport(requireFindings(), order, work);
    },
    async close() {
      workspace?.close();
      workspace = null;
      await demo?.close();
      demo = null;
    },
  };

  async function readPeople(file: WorkspaceFile, access: ServerAccess, origin: 'server' | 'demo', work: Work): Promise<{ users: number; organizations: number }> {
    const groupware = await connectGroupware({ address: access.address, accessKey: access.accessKey, signal: work.signal });
    try {
      return await readPeopleFromServer(groupware, file, { address: access.address, origin, takenAt: timestamp() }, work);
    } finally {
      await groupware.close();
    }
  }
}

function describe(file: WorkspaceFile): Workspace {
  const { companyDomains, aliasDomains } = file.domains();
  const ofSides = file.people.current().filter((snapshot): snapshot is SnapshotInfo & { side: 'neo' | 'amazon' } => snapshot.side !== 'organizations');
  return {
    profile: file.profile(),
    revision: file.revision(),
    sources: ofSides.map(({ side, origin, label, takenAt, rows, missingFields }) => ({ side, origin, label, takenAt, rows, missingFields: [...missingFields] })),
    companyDomains: [...companyDomains],
    aliasDomains: aliasDomains.map((alias) => ({ ...alias })),
  };
}

function plainPerson(view: FindingsView, row: number): CallOutput<'matching.finding'>['person'] {
  const finding = view.audit.findings[row];
  const person = finding === undefined ? null : view.person(finding);
  return person === null ? null : { ...person, organizations: view.organizationNames(person) };
}

function plainAccount(view: FindingsView, row: number): CallOutput<'matching.finding'>['account'] {
  const finding = view.audit.findings[row];
  const account = finding === undefined ? null : view.account(finding);
  if (account === null) return null;
  const { email, name, state, punchout, groups, invitedOn } = account;
  return { email, name, state, punchout, groups: [...groups], invitedOn };
}

/** People whose name, kana, login id, employee code or address holds every word; romaji is also read as kana. */
function searchPeople(view: FindingsView, search: string, limit: number): CallOutput<'matching.findPeople'>['people'] {
  const words = foldForSearch(search).split(' ').filter((word) => word !== '');
  if (words.length === 0) return [];
  const spellings = words.map((word) => [word, toHiragana(word, { passRomaji: false })]);
  const people: CallOutput<'matching.findPeople'>['people'] = [];
  const { neoUsers } = view.directory;
  for (let i = 0; i < neoUsers.length && people.length < limit; i++) {
    const user = neoUsers[i];
    if (user === undefined) continue;
    const text = [user.name, user.name.replace(/\s/gu, ''), user.kana, user.loginId, user.employeeCode, user.workEmail].map(foldForSearch).join('\n');
    if (!spellings.every((forms) => forms.some((form) => text.includes(form)))) continue;
    people.push({
      name: user.name,
      loginId: user.loginId,
      organization: view.organizationName(user),
      workEmail: user.workEmail,
      firstRow: view.rowsOfPerson(i)[0] ?? null,
    });
  }
  return people;
}
