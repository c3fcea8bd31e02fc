import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { NOTICE_DAYS } from '#shared/domain/checkout/notices.ts';
import { RECORDED_WAIT_KINDS } from '#shared/domain/checkout/running-clocks.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { connectCompany } from '../support/connected-company.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

// Executes the whole manual in an empty company. After each step, the guide, the manual entry sheet, the readiness, the calendar, the
// digest and the handover book must agree.

/** Number of days ahead that the notices cover. */
const BELL_DAYS = 7;
const WINDOW = { offset: 0, limit: 200 } as const;
const STEP_OF: Readonly<Partial<Record<Section, SetupStepId>>> = {
  amazon_groups: 'group-add',
  routes: 'route',
  serials: 'serial',
  integration: 'integration-values',
  common_settings: 'common-settings',
  invoice_groups: 'invoice-code',
};
const DONE = new Set(['checked', 'recorded', 'declined', 'chosen']);

let client: HostClient;
afterEach(async () => {
  await client.close();
  removeFolder(client.folder);
});

const guideOf = async (): Promise<SetupGuide> => unwrapResult(await client.call('setup.guide', {}));
const kindOf = async (id: SetupStepId): Promise<string | undefined> => (await guideOf()).steps.find((step) => step.id === id)?.state.kind;

async function expectAgreement(isByHand: boolean): Promise<void> {
  const guide = await guideOf();
  const stateOf = (id: SetupStepId) => guide.steps.find((step) => step.id === id)?.state.kind ?? '';
  const counted = guide.steps.filter(({ optional, state }) => !optional && state.kind !== 'not-applicable');
  expect([guide.done, guide.total]).toEqual([counted.filter(({ state }) => DONE.has(state.kind)).length, counted.length]);

  // A value on the manual entry sheet is not done in the guide, and a completed step has no open values.
  const { tasks } = unwrapResult(await client.call('manualEntry.sheet', WINDOW));
  for (const { section, lines } of tasks) {
    const step = STEP_OF[section];
    const isOpen = section !== 'amazon_groups' ? isByHand : lines.some(({ id }) => id !== 'set address' && id !== 'set system');
    if (step !== undefined && isOpen) expect([section, DONE.has(stateOf(step))]).toEqual([section, false]);
  }
  for (const { id, state, check } of guide.steps)
    if (DONE.has(state.kind) && check !== null && check.people === null) expect([id, check.lacks]).toEqual([id, []]);

  const { clocks } = unwrapResult(await client.call('clocks.list', {}));
  const recorded = new Set<string>(RECORDED_WAIT_KINDS);
  const waiting = guide.steps.flatMap(({ state }) => (state.kind === 'waiting' ? [state.waiting.kind] : []));
  expect(clocks.map(({ kind }) => kind).filter((kind) => recorded.has(kind))).toHaveLength(
    waiting.filter((kind) => recorded.has(kind)).length,
  );
  expect(clocks.some(({ kind }) => kind === 'checkout-activation')).toBe(waiting.includes('checkout-activation'));
  const { deadlines } = unwrapResult(await client.call('notices.digest', { days: 60 }));
  for (const { kind, endsOn } of clocks) expect(deadlines.some((one) => one.kind === kind && one.day <= endsOn)).toBe(true);
  // The notices contain every deadline of their days once, and no other waiting step.
  const bell = unwrapResult(await client.call('notices.list', {}));
  const rung = [...bell.notices, ...bell.coming].map(({ deadline }) => `${deadline.kind} ${deadline.subject} ${deadline.day}`);
  const within = (days: number) =>
    deadlines.filter(({ daysLeft }) => daysLeft <= days).map(({ kind, subject, day }) => `${kind} ${subject} ${day}`);
  expect(new Set(rung).size).toBe(rung.length);
  expect(rung).toEqual(expect.arrayContaining(within(BELL_DAYS)));
  expect(within(NOTICE_DAYS)).toEqual(expect.arrayContaining(rung));

  const readiness = unwrapResult(await client.call('readiness.summary', {}));
  expect(guide.firstOrder.ready).toBe(readiness?.ready ?? null);
  expect(guide.left.people).toBe(readiness === null ? null : readiness.inScope - readiness.ready);
  const undecided = guide.steps.some(({ check }) => check?.lacks.some(({ key }) => key === 'allowed-undecided'));
  if (readiness !== null && stateOf('allowed-users') !== 'declined')
    expect(readiness.partial.some((part) => part === 'gate-2-allowed')).toBe(undecided);

  const job = await client.finish(client.call('handoverBook.write', { language: 'ja' }));
  expect(job.error).toBeNull();
  const page = readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
  expect(page).toContain(`${guide.total} 件のうち ${guide.done} 件が完了`);
}

const record = (id: SetupStepId, kind: 'done' | 'started' | 'declined' = 'done') =>
  client.call('setup.mark', { step: id, kind, day: null, saidBy: '総務部' });
async function create(section: Section, name: string, template: string | null = null): Promise<string> {
  return unwrapResult(await client.call('drafts.create', { section, name, template } as CallInput<'drafts.create'>)).changed[0]?.id ?? '';
}
async function set(section: Section, id: string, fields: object): Promise<void> {
  const command = { kind: 'edit', section, id, edit: { kind: 'set', fields } } as CallInput<'drafts.apply'>['command'];
  unwrapResult(await client.call('drafts.apply', { command }));
}
async function take(kind: 'neo-users' | 'amazon-users', lines: readonly string[]): Promise<void> {
  const path = join(client.folder, `${kind}.csv`);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  const { token } = await client.console.files.add({ path, origin: 'chosen' });
  const job = await client.finish(client.call('imports.commit', { token, kind, reading: {} }));
  expect(job.error).toBeNull();
}

/** Executes sections 0 to 2 of the manual and checks agreement after each step. Returns the group's ID. */
async function playAmazon(isByHand: boolean): Promise<string> {
  const agree = () => expectAgreement(isByHand);
  await agree();
  unwrapResult(await client.call('setup.branch', { account: 'new', otherIntegration: false }));
  for (const [id, kind] of [
    ['environment', 'done'],
    ['support', 'started'],
    ['register', 'done'],
    ['account-mail', 'done'],
    ['settings-page', 'done'],
    ['administrators', 'declined'],
    ['company-payment', 'done'],
    ['invoice-payment', 'started'],
  ] as const) {
    unwrapResult(await record(id, kind));
    await agree();
  }
  const group = await create('amazon_groups', 'NEOカタログ購買', 'amazon-manual');
  await agree();
  unwrapResult(await record('group-add'));
  unwrapResult(await record('group-payment'));
  await agree();
  await set('amazon_groups', group, { addresses: 1, purchasingSystem: { state: 'test', registeredOn: '2026-01-05' } });
  await agree();
  await set('amazon_groups', group, { purchasingSystem: { state: 'active', registeredOn: '2026-01-05' } });
  for (const id of ['group-add', 'group-page', 'group-address', 'purchasing-system', 'enhanced-checkout'] as const)
    expect([id, await kindOf(id)]).toEqual([id, 'recorded']);
  unwrapResult(await record('late-orders', 'declined'));
  await agree();
  return group;
}

it('agrees at every step of a set-up that is entered by hand', async () => {
  client = await openHostClient('dispatcher');
  unwrapResult(await client.call('companies.create', { name: '新しい会社', kind: 'test' }));
  const agree = () => expectAgreement(true);
  await playAmazon(true);
  await take('neo-users', [
    'ID,ログインID,氏名,職場用メールアドレス,組織',
    '1,sato,佐藤 一,sato@example.co.jp,営業部',
    '2,tanaka,田中 二,tanaka@example.co.jp,総務部',
  ]);
  await agree();
  const amazon = (state: string) => [
    'メールアドレス,氏名,役割,ステータス,グループ',
    'sato@example.co.jp,佐藤 一,パンチアウト,アクティブ,NEOカタログ購買',
    `tanaka@example.co.jp,田中 二,パンチアウト,${state},NEOカタログ購買`,
  ];
  // A list with only the administrator is enough to invite all users with Amazon's sheet.
  const [head = ''] = amazon('');
  await take('amazon-users', [head, 'kanri@example.co.jp,管理 一,管理者,アクティブ,NEOカタログ購買']);
  await agree();
  const { revision } = unwrapResult(await client.call('readiness.summary', {})) ?? { revision: 0 };
  const everybody = { revision, filter: EMPTY_FINDING_FILTER, except: [] };
  expect(unwrapResult(await client.call('fixes.adoptMany', { selection: everybody, ticked: [], invite: true })).adopted).toBe(2);
  await take('amazon-users', amazon('招待中'));
  await agree();
  const invitations = (await guideOf()).steps.find(({ id }) => id === 'invitations');
  expect(invitations?.check?.lacks).toContainEqual({ key: 'people-invited', params: { count: 1 } });

  const route = await create('routes', 'Amazon 購入', 'route-department');
  const serial = await create('serials', '購入番号', 'serial-fiscal-year');
  await agree();
  await set('integration', 'integration', {
    systemLogin: 'LOGIN',
    poRequestUrl: 'https://https-ats.amazonsedi.com/2b6f0cc9-04d1-4a3a-9f5b-3b6b1a3c0c11',
  });
  await agree();
  await set('common_settings', 'common_settings', { title: '購入申請', routeId: route, serialId: serial });
  const invoice = await create('invoice_groups', '本社');
  await set('invoice_groups', invoice, { code: 'NEOcatalog' });
  await agree();
  // Completes the tasks of the sheet one by one; each completes its step.
  for (;;) {
    const [task] = unwrapResult(await client.call('manualEntry.sheet', WINDOW)).tasks;
    if (task === undefined) break;
    unwrapResult(await client.call('manualEntry.tick', { key: task.key, lines: task.lines.map(({ id }) => id), ticked: true }));
    unwrapResult(await client.call('manualEntry.finish', { key: task.key }));
    await agree();
  }
  for (const id of ['serial', 'integration-values', 'invoice-code'] as const) expect([id, await kindOf(id)]).toEqual([id, 'recorded']);
  await take('amazon-users', amazon('アクティブ'));
  await agree();
  unwrapResult(await record('invoice-payment'));
  await agree();

  // The list of an abandoned account does not count in the readiness until the new registration and a later list.
  unwrapResult(await client.call('setup.branch', { account: 'again' }));
  expect(unwrapResult(await client.call('readiness.summary', {}))).toBeNull();
  expect(unwrapResult(await client.call('clocks.list', {})).clocks.map(({ kind }) => kind)).not.toContain('invitation');
  await agree();
  unwrapResult(await record('register'));
  // The registration was recorded on the day of the former account's list, so that list still belongs to the former account.
  expect(unwrapResult(await client.call('readiness.summary', {}))).toBeNull();
  await agree();
  await take('amazon-users', amazon('招待中'));
  expect(unwrapResult(await client.call('readiness.summary', {}))).not.toBeNull();
  await agree();
  unwrapResult(await client.call('setup.unmark', { step: 'register' }));
  expect(unwrapResult(await client.call('readiness.summary', {}))).toBeNull();
  await agree();
}, 120_000);

it('agrees at every step of a set-up whose server is read', async () => {
  client = await openHostClient('dispatcher');
  const sandbox = await startSandbox();
  try {
    await connectCompany(client, sandbox);
    await playAmazon(false);
    for (const id of ['route', 'serial', 'common-settings', 'allowed-users'] as const)
      expect([id, await kindOf(id)]).toEqual([id, 'checked']);
    await expectAgreement(false);
    unwrapResult(await record('invoice-payment'));
    await expectAgreement(false);
    unwrapResult(await client.call('setup.branch', { account: 'again' }));
    await expectAgreement(false);
  } finally {
    await sandbox.close();
  }
}, 120_000);
