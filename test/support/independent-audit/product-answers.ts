import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { prematchLists, readAmazonList, readNeoList, toAmazonUsers, toNeoUsers } from '#main/files/lists/directory-rows.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { Directory, Organization } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { groupByPurchasingSystem } from '#shared/domain/integration/amazon-groups.ts';
import { type AmazonGroup, createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { evaluateOrderGates } from '#shared/domain/readiness/gates/order-gates.ts';
import { getPersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import { auditWithoutPrematched } from '#shared/domain/readiness/prematched.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { configurationFor, EMPTY_SETUP, type SetUp } from '../configurations.ts';
import type { Answer, JudgedCompany } from './judge.ts';

const TODAY = '2026-11-24';
const HEAD: Organization = { id: 'o0', code: '0', name: '会社', parentId: null };
const ORGANIZATIONS: readonly Organization[] = [
  HEAD,
  ...['o1', 'o2', 'o3'].map((id) => ({ id, code: id, name: `組織 ${id}`, parentId: HEAD.id })),
];
/** The approver of every route step; this person is excluded from the comparison. */
const DECIDER = 'decider';

const csv = (header: readonly string[], rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from([header, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n'));

/** Writes both lists as CSV and parses them with the product's readers. */
function listsOf({ neo, amazon }: JudgedCompany) {
  const read = (kind: ListKind, bytes: Buffer) => {
    const table = readCsvTable(bytes, `${kind}.csv`);
    return [table, requireColumns(kind, matchColumns(kind, table.header), table.header, `${kind}.csv`), `${kind}.csv`] as const;
  };
  const people = neo.map(({ id, name, workEmail, state, organization }) => [id, name, `login${id}`, workEmail, state, organization]);
  const decider = [DECIDER, '決裁 一郎', DECIDER, 'decider@example.co.jp', '有効', 'o0'];
  const accounts = amazon.map(({ email, name, group, role, state }) => [email, name, group, role, state]);
  const ofDecider = ['decider@example.co.jp', '決裁 一郎', '購買', 'パンチアウト', 'アクティブ'];
  return {
    neo: read('neo-users', csv(['ID', '氏名', 'ログインID', '職場用メールアドレス', '状態', '所属組織'], [...people, decider])),
    amazon: read('amazon-users', csv(['Eメールアドレス', '氏名', 'グループ', '役割', 'ステータス'], [...accounts, ofDecider])),
  };
}

/** Returns a configuration that closes no gate, so that only the lists, the groups and the list of allowed users decide. */
function setUpOf({ purchasing, allowed }: JudgedCompany): SetUp {
  const group = (name: string, state: 'active' | 'none'): AmazonGroup => ({
    ...createAmazonGroup(name),
    integrationOption: state === 'active' ? 'HONSHA01' : '',
    purchasingSystem: { state, registeredOn: state === 'active' ? '2026-01-05' : null },
  });
  const named = allowed === undefined || allowed === 'everybody' ? { users: [], organizations: [] } : allowed;
  const step = {
    ...createRouteStep('s'),
    role: 'decide' as const,
    approvers: { kind: 'users' as const, users: [DECIDER] },
    expectedDays: 1,
  };
  return {
    ...EMPTY_SETUP,
    passwordSet: true,
    allowed: {
      everyone: allowed === 'everybody',
      users: [...named.users],
      organizations: named.organizations.map((id) => ({ id, descendants: false })),
      roles: [],
    },
    integration: {
      systemLogin: 'LOGIN',
      poRequestUrl: 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41',
      punchoutUrl: '',
    },
    amazonGroups: [...purchasing].map(([name, has]) => group(name, has ? 'active' : 'none')),
    commonSettings: { title: '購入', routeId: 'r', serialId: 'n' },
    routes: [{ ...createRoute('r', '購入'), status: 'complete', steps: [step] }],
    serials: [{ id: 'n', serial: createSerial('番号') }],
    invoiceGroups: [{ code: 'HONSHA01', name: '本社', users: [], organizations: [{ id: HEAD.id, descendants: true }] }],
  };
}

const ANSWERS: Readonly<Record<string, Answer | undefined>> = { open: 'open', risk: 'open', closed: 'closed', unseen: 'not-checked' };

/** The product's result for one person in the terms of `judge.ts`; `undefined` for a gate that was not evaluated. */
export interface ProductAnswer {
  readonly inScope: boolean;
  readonly isReady: boolean;
  readonly enrolment: Answer | undefined;
  readonly workEmail: Answer | undefined;
  readonly account: Answer | undefined;
}

export interface ProductAnswers {
  readonly directory: Directory;
  readonly audit: Audit;
  readonly people: ReadonlyMap<string, ProductAnswer>;
}

/** Audits the company with its groups and its list of allowed users. */
export function auditCompany(company: JudgedCompany): ProductAnswers {
  const lists = listsOf(company);
  const neoUsers = toNeoUsers(...lists.neo);
  const directory: Directory = { neoUsers, amazonUsers: toAmazonUsers(...lists.amazon), organizations: ORGANIZATIONS, approvers: [] };
  const setUp = setUpOf(company);
  const { active, without } = groupByPurchasingSystem(setUp.amazonGroups);
  const policy = { email: DEFAULT_EMAIL_POLICY, today: TODAY, purchasingGroups: active, groupsWithout: without };
  const found = auditDirectory(
    directory,
    policy,
    configurationFor(setUp, { neoUsers, organizations: ORGANIZATIONS, approvers: [], roles: [], workflowAdmins: [] }),
  );
  const people = new Map<string, ProductAnswer>();
  neoUsers.forEach(({ id, state }, at) => {
    if (id === DECIDER) return;
    const gates = evaluateOrderGates(found, at, { state, allowed: null, excluded: false });
    const answerOf = (gate: number): Answer | undefined => ANSWERS[gates[gate - 1]?.state ?? ''];
    people.set(id, {
      inScope: found.inScope[at] === 1,
      isReady: getPersonOrderState(found, at) === 'ready',
      enrolment: answerOf(2),
      workEmail: answerOf(3),
      account: answerOf(4),
    });
  });
  return { directory, audit: found, people };
}

/** Numbers of people in scope and matched, from two files only and with prematched rows; the decider is not counted. */
export function auditTwoFiles(company: JudgedCompany): { readonly inScope: number; readonly matched: number } {
  const { neo, amazon } = listsOf(company);
  const { prematched, ...users } = prematchLists(readNeoList(...neo), readAmazonList(...amazon), DEFAULT_EMAIL_POLICY);
  const directory: Directory = { ...users, organizations: [], approvers: [] };
  const { inScope, matched } = auditWithoutPrematched(directory, prematched, { email: DEFAULT_EMAIL_POLICY, today: TODAY }).summary;
  return { inScope: inScope - 1, matched: matched - 1 };
}
