import type { CallOutput } from '#shared/contract/calls.ts';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import { type AmazonGroup, createAmazonGroup } from '#shared/domain/integration/settings.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { ITEM_KINDS, RISKS } from '#shared/domain/sync/plan/item.ts';

type PersonPick = CallOutput<'drafts.names'>['picks'][number];
export const userNamed = (id: string, name: string): PersonPick => ({
  kind: 'user',
  id,
  name,
  detail: '',
  email: '',
  loginId: '',
  employeeCode: '',
  active: true,
});

export const companyDetails = (id: string): CompanyDetails => ({
  company: { id, name: `会社 ${id}`, kind: 'test', serverAddress: null, readOnly: false, createdAt: '2026-11-24T00:00:00.000Z' },
  revision: 1,
  sources: [],
  companyDomains: [],
  aliasDomains: [],
  matchingPolicy: { purchasingGroups: [], caseComparison: 'exact', amazonUsersFrom: 'invitations' },
});

export const draftStep = (id: number): NonNullable<CallOutput<'drafts.summary'>['steps']['undo']> => ({
  id,
  at: '2026-04-01T00:00:00.000Z',
  by: '山田',
  kind: 'edit',
  object: { section: 'amazon_groups', id: 'g1' },
  text: 'step',
  params: {},
});

export const draftsSummary = (revision: number, undo: number | null): CallOutput<'drafts.summary'> => ({
  revision,
  sections: [],
  steps: { undo: undo === null ? null : draftStep(undo), redo: null },
});

/** Returns the draft of an Amazon group. */
export const groupDraft = (id: string, revision: number, change: Partial<AmazonGroup> = {}): CallOutput<'drafts.get'> => {
  const body = { ...createAmazonGroup('総務'), ...change };
  return {
    revision,
    object: { section: 'amazon_groups', id, base: body, draft: body, note: '', state: 'same', updatedAt: '2026-04-01T00:00:00.000Z' },
    problems: [],
    facts: { kind: 'none' },
  };
};

/** Returns the response of a command that changed the draft of an Amazon group. */
export const groupChanged = (id: string, revision: number, change: Partial<AmazonGroup>): CallOutput<'drafts.apply'> => {
  const { revision: _revision, ...first } = groupDraft(id, revision, change);
  return { revision, changed: [{ section: 'amazon_groups', id }], first, steps: { undo: draftStep(revision), redo: null } };
};

export const jobOf = (id: string, change: Partial<Job> = {}): Job => ({
  id,
  kind: 'import',
  companyId: null,
  state: 'running',
  phase: 'reading-file',
  done: 0,
  total: 10,
  remainingMs: null,
  startedAt: '2026-11-24T00:00:00.000Z',
  error: null,
  result: null,
  ...change,
});

const zeros = <K extends string>(keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

export const planOutline = (digest: string, chosen = 2): Pick<CallOutput<'plan.items'>, 'revision' | 'digest' | 'totals'> => ({
  revision: 1,
  digest,
  totals: {
    byKind: zeros(ITEM_KINDS),
    bySection: zeros(GATEWAY_SECTIONS),
    byRisk: zeros(RISKS),
    chosen,
    undecided: 0,
    ignored: 0,
  },
});

/** Returns a selectable change of a route. */
export const planRow = (key: string, change: Partial<PlanRow> = {}): PlanRow => ({
  key,
  section: 'routes',
  id: key,
  name: key,
  kind: 'change',
  risk: 'low',
  risks: [],
  newlyStopped: 0,
  sentence: { key: 'plan.value.none', params: {} },
  changes: [],
  moreChanges: 0,
  fields: 1,
  undecided: 0,
  chosen: true,
  choosable: true,
  ignored: 0,
  server: null,
  ...change,
});

export const setupStep = (id: SetupStepId, change: Partial<SetupStepView> = {}): SetupStepView => ({
  id,
  section: '1',
  manual: null,
  side: 'amazon',
  optional: false,
  firstOrder: true,
  state: { kind: 'todo' },
  check: null,
  unmet: [],
  turn: null,
  blocksFirstOrder: false,
  may: { start: false, say: true, decline: false },
  mark: null,
  overdue: null,
  screens: [],
  menus: [],
  entries: [],
  links: [],
  readable: false,
  places: [],
  followUps: [],
  responsible: '',
  note: '',
  ...change,
});

export const setupGuide = (done: number, ...steps: readonly SetupStepView[]): SetupGuide => ({
  steps: [...steps],
  sections: [],
  done,
  total: 9,
  firstOrder: { possible: false, blockers: [], ready: null, notChecked: null },
  left: { waits: 0, people: null },
  next: steps[0]?.id ?? null,
  branches: { account: null, otherIntegration: null },
  today: '2026-11-24',
});
