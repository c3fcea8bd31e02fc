import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { writeBook } from '#main/app/handover-book/book.ts';
import { recordSecretEvent } from '#main/app/services/note-secret.ts';
import { createTriageService } from '#main/app/triage/triage-service.ts';
import { computeTestedValuesFingerprint } from '#main/company/connections/connection-proof.ts';
import { DEFAULT_CONNECTION } from '#main/company/connections/stored-connection.ts';
import { CLOCK_POLICY_KEYS } from '#main/company/orders/clock-policies.ts';
import { POLICY_KEYS } from '#main/company/policies.ts';
import type { CompanySession } from '#main/company/session.ts';
import { createSetupService } from '#main/company/setup/setup-guide.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { createSilentJobContext } from './apply-company.ts';
import { CERTIFICATES } from './network/certificates.ts';
import { type OwnCompany, openOwnCompany } from './own-company.ts';
import { linesOf } from './page-lines.ts';

const ORGANIZATIONS = ['ID,組織名,親組織ID', '10,総務部,', '20,営業部,'];
const NEO = [
  'ID,氏名,ログインID,社員番号,職場用メールアドレス,使用停止フラグ,所属組織',
  '1,田中 太郎,tanaka,E1,tanaka@example.co.jp,0,総務部',
  '2,鈴木 花子,suzuki,E2,suzuki@example.co.jp,0,総務部',
  '3,佐藤 次郎,sato,E3,sato@example.co.jp,0,営業部',
];
const AMAZON = [
  'メールアドレス,氏名,役割,グループ,状態',
  'tanaka@example.co.jp,田中 太郎,パンチアウト,購買,有効',
  'suzuki@example.co.jp,鈴木 花子,パンチアウト,購買,有効',
];
const KEPT = { kind: 'set', keptIn: 'system', boundTo: 'amazon', mark: 'mark' } as const;

/** Saves a connection test in the company's file as the latest one. */
export const keepTest = (session: CompanySession, target: 'groupware' | 'amazon', layers: readonly object[]): void =>
  session.file().connection.keepTest(target, {
    values: computeTestedValuesFingerprint(session.file(), target),
    state: 'done',
    startedAt: session.timestamp(),
    current: null,
    layers: layers.map((layer) => ({ milliseconds: 1, reasons: [], facts: {}, ...layer })),
  });

function addDrafts({ draft }: OwnCompany): void {
  draft('integration', 'integration', {
    systemLogin: 'NEOcatalog',
    poRequestUrl: 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41?a',
    punchoutUrl: '',
  });
  const steps = [
    { ...createRouteStep('s1'), approvers: { kind: 'users', users: ['1', '2'] }, rule: 'all', expectedDays: 2 },
    {
      ...createRouteStep('s2'),
      role: 'decide',
      approvers: { kind: 'group', name: '決裁会', members: ['3', '99'], rule: 'over-half' },
      branch: { summary: '10万円以上', raw: null },
    },
    { ...createRouteStep('s3'), role: 'verify', approvers: { kind: 'applicant' }, branch: { summary: '', raw: null } },
    { ...createRouteStep('s4'), role: 'verify', approvers: { kind: 'users', users: ['1'] } },
  ];
  draft('routes', 'r1', { ...createRoute('r1', '経路10'), status: 'complete', applicantHandling: 'leave', steps });
  const principals = [
    { kind: 'user', id: '1' },
    { kind: 'organization', id: '10', descendants: true },
  ];
  draft('routes', 'r2', { ...createRoute('r2', '経路2'), access: { kind: 'listed', principals }, applicantHandling: null });
  draft('routes', 'r3', { ...createRoute('r3', ''), access: { kind: 'listed', principals: [] } });
  draft('serials', 'n1', createSerial('注文番号'));
  const short = [
    { kind: 'text', text: 'A' },
    { kind: 'counter', digits: 1, zeroPad: false },
  ];
  draft('serials', 'n2', { ...createSerial(''), parts: short, startValue: 8, reset: 'none' });
  draft('serials', 'n3', { ...createSerial('数のない連番'), parts: [{ kind: 'year4' }], fiscalStartMonth: 1, reset: 'none' });
  const organizations = [{ id: '10', descendants: true }];
  draft('invoice_groups', 'g1', { code: 'A1', name: '請求1', users: ['1', '99'], organizations });
  draft('invoice_groups', 'g2', { code: 'b2', name: '請求2', users: [], organizations: [] });
  draft('amazon_groups', 'a1', {
    ...createAmazonGroup('購買'),
    integrationOption: 'A1',
    paymentOption: 'administrator',
    addresses: 2,
    purchasingSystem: { state: 'active', registeredOn: '2026-11-02' },
    safeguards: { quantity: 'drop', amazonOnly: true, priceChangePercent: 5, shippingYen: null, deliveryDays: 0 },
  });
  draft('amazon_groups', 'a2', createAmazonGroup('未設定'));
  draft('common_settings', 'common_settings', { title: '購入申請', routeId: 'r1', serialId: 'gone' });
  const allowed = { everyone: false, users: ['1'], organizations: [{ id: '10', descendants: false }], roles: ['9'] };
  draft('allowed_users', 'allowed_users', allowed);
}

function addDecisions(session: CompanySession): void {
  const file = session.file();
  file.changeDomains(['example.co.jp'], [{ from: 'old.example', to: 'example.co.jp' }]);
  file.changePolicy(POLICY_KEYS.matching, { purchasingGroups: ['購買', '総務'], caseComparison: 'ignore', amazonUsersFrom: 'invitations' });
  file.changePolicy(CLOCK_POLICY_KEYS.lock, { reading: 'dates', afterLock: 'refused' });
  file.changePolicy(POLICY_KEYS.companyRules, {
    fewestApprovals: 2,
    mostSteps: 5,
    forbidSelfApproval: true,
    discourageNamedPeople: false,
    amountTiers: [{ from: 100_000, approvers: '部長', fewestApprovals: 2 }],
  });
  file.changePolicy(POLICY_KEYS.exclusions, [
    { field: 'login', value: 'test', note: '試験', on: true },
    { field: 'login', value: 'demo', note: '', on: true },
    { field: 'name-begins', value: '共有', note: '', on: true },
    { field: 'address', value: 'off@example.co.jp', note: '', on: false },
  ]);
  file.changePolicy(POLICY_KEYS.calendar, {
    weekend: [0, 6],
    yearlyClosures: [{ name: '夏季休業', from: '08-13', to: '08-15' }],
    companyDays: [{ date: '2026-12-25', name: '創立記念日' }],
    workingDays: ['2026-11-28', '2026-12-05'],
  });
  const holidays = { '2026-11-23': '勤労感謝の日' };
  file.changePolicy(CLOCK_POLICY_KEYS.holidays, { name: '祝日.csv', importedAt: '', firstYear: 2026, lastYear: 2028, holidays });
}

/** Creates a company with content for every chapter of the handover book. */
export async function openBookCompany(): Promise<OwnCompany> {
  const company = await openOwnCompany('production');
  const { session } = company;
  const file = session.file();
  await company.take('organizations', ORGANIZATIONS);
  await company.take('neo-users', NEO);
  await company.take('amazon-users', AMAZON);
  addDrafts(company);
  addDecisions(session);
  file.changeServer('https://neo.example.co.jp/dneo.cgi');
  file.connection.changeSettings({
    ...DEFAULT_CONNECTION,
    proxy: { kind: 'manual', url: 'http://proxy.example:8080', user: 'tsunagi', bypass: [] },
    basicUser: 'kanri',
    extraCa: [CERTIFICATES.ca.cert, CERTIFICATES.stranger.cert],
    plainHttp: 'http://neo.example.co.jp',
  });
  recordSecretEvent(session, 'catalog-password', KEPT);
  recordSecretEvent(session, 'access-key', { ...KEPT, keptIn: 'session' });
  recordSecretEvent(session, 'access-key', { kind: 'verified', generation: 1 });
  recordSecretEvent(session, 'proxy-password', KEPT);
  file.secrets.noteFound('proxy-password', 1, false);
  recordSecretEvent(session, 'http-basic-password', KEPT);
  recordSecretEvent(session, 'http-basic-password', { kind: 'cleared' });
  keepTest(session, 'groupware', [{ layer: 'groupware-address', state: 'passed' }]);
  keepTest(session, 'amazon', [
    { layer: 'amazon-settings', state: 'passed' },
    { layer: 'amazon-punchout-test', state: 'failed' },
  ]);
  const setup = createSetupService(session);
  await setup.chooseSetup({ account: 'new', otherIntegration: true });
  await setup.assignSetup({ step: 'route', person: '総務部 田中' });
  await setup.assignSetup({ step: 'serial', person: '総務部 田中' });
  await setup.noteSetup({ step: 'route', text: '来年に見直す' });
  await setup.markSetup({ step: 'administrators', kind: 'done', day: '2026-11-24', saidBy: '' });
  await setup.markSetup({ step: 'company-payment', kind: 'done', day: null, saidBy: '経理部' });
  await setup.markSetup({ step: 'support', kind: 'started', day: '2026-11-24', saidBy: '' });
  await session.ready();
  const { revision, audit } = session.requireFindings();
  const row = audit.findings.findIndex(({ neoIndex }) => neoIndex >= 0);
  const rows = [row];
  const change = { kind: 'accept', reason: '退職予定', until: '2026-12-01' } as const;
  await createTriageService(session).changeTriage({ selection: { revision, rows }, change, note: '' } as never);
  return company;
}

/** Returns the visible text of the book: the cover up to the contents, then each chapter by its title. */
export async function bookOf({ session, folder }: OwnCompany, language: 'ja' | 'en' = 'ja') {
  const path = join(folder, 'book.html');
  const told: unknown[] = [];
  const work = { ...createSilentJobContext(), report: (progress: unknown) => void told.push(progress) };
  const { bytes, chapters } = await writeBook(session, { path, language }, work);
  const page = readFileSync(path, 'utf8');
  expect(Buffer.byteLength(page)).toBe(bytes);
  expect(told).toEqual([{ phase: 'writing', done: 0, total: null }]);
  const [first = '', ...parts] = page.split('<section class="chapter');
  expect(parts.length).toBe(chapters);
  const cover = linesOf(first);
  const lines = parts.map((part) => linesOf(`<section${part}`));
  return {
    page,
    cover: cover.slice(3, cover.indexOf('目次')),
    of: Object.fromEntries(lines.map(([, title = '', ...rest]) => [title, rest])),
  };
}
