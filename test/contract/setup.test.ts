import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { EventData } from '#shared/contract/events.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { SETUP_STEP_IDS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import { connectCompany } from '../support/connected-company.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

/** A record of a step may also be one of the manual entry sheet. */
const RECORD_TOPICS = ['setup', 'plan', 'drafts', 'history'];
const guideOf = async (client: HostClient): Promise<SetupGuide> => unwrapResult(await client.call('setup.guide', {}));
const stepIn = (guide: SetupGuide, id: SetupStepId): SetupGuide['steps'][number] =>
  guide.steps.find((step) => step.id === id) as SetupGuide['steps'][number];
type Mark = CallInput<'setup.mark'>;
const mark = (step: SetupStepId, rest: Partial<Mark> = {}): Mark => ({
  step,
  kind: 'done',
  day: null,
  saidBy: '',
  ...rest,
});

describe('the set-up guide through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '新しい会社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('starts with every step open, and omits the steps that a branch does not need', async () => {
    const guide = await guideOf(client);
    expect(guide.steps.map(({ id }) => id)).toEqual(SETUP_STEP_IDS);
    expect([guide.done, guide.next, guide.firstOrder.possible]).toEqual([0, 'choose', false]);
    const chosen = unwrapResult(await client.call('setup.branch', { account: 'existing', otherIntegration: false }));
    expect(stepIn(chosen, 'choose').state.kind).toBe('chosen');
    expect(stepIn(chosen, 'register').state.kind).toBe('not-applicable');
    expect(chosen.total).toBeLessThan(guide.total);
    expect(await guideOf(client)).toEqual(chosen);
  });

  it('records a statement with its day and name, notifies every window, and takes the statement back', async () => {
    const told: EventData<'changed'>[] = [];
    const stop = client.console.dispatcher.on((event, data) => {
      if (event === 'changed') told.push(data as EventData<'changed'>);
    });
    const before = await guideOf(client);
    const marked = unwrapResult(await client.call('setup.mark', mark('company-payment', { day: '2026-01-05', saidBy: ' 経理 高橋 ' })));
    expect(stepIn(marked, 'company-payment')).toMatchObject({
      state: { kind: 'recorded', by: '経理 高橋', day: '2026-01-05' },
      mark: { kind: 'done', saidBy: '経理 高橋' },
      turn: null,
      blocksFirstOrder: false,
    });
    expect(marked.done).toBe(before.done + 1);
    const undone = unwrapResult(await client.call('setup.unmark', { step: 'company-payment' }));
    expect(undone).toEqual(before);
    stop();
    expect(told.map(({ topics }) => topics)).toEqual([RECORD_TOPICS, RECORD_TOPICS]);
    expect(failureCodeOf(await client.call('setup.unmark', { step: 'company-payment' }))).toBe('setup-nothing-said');
  });

  it('asks for the registration again if an account is registered again, and keeps its records', async () => {
    unwrapResult(await client.call('setup.branch', { account: 'new' }));
    unwrapResult(await client.call('setup.mark', mark('register', { day: '2026-01-05' })));
    const registered = unwrapResult(await client.call('setup.mark', mark('account-mail', { day: '2026-01-08' })));
    const said = (guide: SetupGuide) => (['register', 'account-mail'] as const).map((id) => stepIn(guide, id).mark?.day ?? null);
    expect(said(registered)).toEqual(['2026-01-05', '2026-01-08']);
    expect(said(unwrapResult(await client.call('setup.branch', { account: 'again' })))).toEqual([null, null]);
    unwrapResult(await client.call('setup.mark', mark('register', { day: '2026-02-02' })));
    expect(said(unwrapResult(await client.call('setup.branch', { account: 'again' })))).toEqual(['2026-02-02', null]);
    unwrapResult(await client.call('setup.unmark', { step: 'register' }));
    unwrapResult(await client.call('setup.branch', { account: 'existing' }));
  });

  it('waits for an answer from the day of the request, and undoes both records one after the other', async () => {
    const asked = unwrapResult(await client.call('setup.mark', mark('support', { kind: 'started', day: '2026-01-05' })));
    // Overdue: the response was due three business days after 5 January.
    expect(stepIn(asked, 'support')).toMatchObject({ state: { kind: 'todo' }, overdue: '2026-01-08' });
    const today = unwrapResult(await client.call('setup.mark', mark('invoice-payment', { kind: 'started' })));
    expect(stepIn(today, 'invoice-payment')).toMatchObject({ state: { kind: 'waiting', waiting: { until: null } }, turn: 'amazon' });
    unwrapResult(await client.call('setup.mark', mark('invoice-payment')));
    expect(stepIn(unwrapResult(await client.call('setup.unmark', { step: 'invoice-payment' })), 'invoice-payment').state.kind).toBe(
      'waiting',
    );
    expect(stepIn(unwrapResult(await client.call('setup.unmark', { step: 'invoice-payment' })), 'invoice-payment').state.kind).toBe('todo');
  });

  it('refuses a statement for a step that needs a check, a future day, and an unknown step', async () => {
    expect(failureCodeOf(await client.call('setup.mark', mark('group-add')))).toBe('setup-word-refused');
    expect(failureCodeOf(await client.call('setup.mark', mark('route')))).toBe('setup-word-refused');
    expect(failureCodeOf(await client.call('setup.mark', mark('company-payment', { kind: 'started' })))).toBe('setup-word-refused');
    expect(failureCodeOf(await client.call('setup.mark', mark('company-payment', { day: '2999-01-01' })))).toBe('setup-day-invalid');
    expect(failureCodeOf(await client.call('setup.mark', mark('company-payment', { day: '2026-02-30' })))).toBe('setup-day-invalid');
    expect(failureCodeOf(await client.callAnything('setup.mark', mark('no-such-step' as SetupStepId)))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('setup.note', { step: 'route', text: '', extra: 1 }))).toBe('invalid-input');
  });

  it('keeps who sees to a step and the note about it, each without the other', async () => {
    unwrapResult(await client.call('setup.assign', { step: 'route', person: ' 情報システム部 ' }));
    const noted = unwrapResult(await client.call('setup.note', { step: 'route', text: '部長に確認' }));
    expect(stepIn(noted, 'route')).toMatchObject({ responsible: '情報システム部', note: '部長に確認' });
    expect(stepIn(unwrapResult(await client.call('setup.assign', { step: 'route', person: '' })), 'route')).toMatchObject({
      responsible: '',
      note: '部長に確認',
    });
  });

  it('checks the drafts, and reopens the step with the reason once the check no longer passes', async () => {
    const created = unwrapResult(await client.call('drafts.create', { section: 'amazon_groups', name: 'NEOカタログ購買', template: null }));
    const id = created.changed[0]?.id ?? '';
    const set = async (fields: object): Promise<SetupGuide> => {
      unwrapResult(
        await client.call('drafts.apply', {
          command: { kind: 'edit', section: 'amazon_groups', id, edit: { kind: 'set', fields } } as CallInput<'drafts.apply'>['command'],
        }),
      );
      return guideOf(client);
    };
    expect(stepIn(await guideOf(client), 'group-add').check?.lacks.map(({ key }) => key)).toEqual([
      'group-option-missing',
      'group-payment-option',
    ]);
    const sound = await set({ integrationOption: 'NEOcatalog', paymentOption: 'administrator', addresses: 1 });
    // A drafted group may still be missing in Amazon.
    expect(stepIn(sound, 'group-add')).toMatchObject({
      state: { kind: 'todo' },
      check: { level: 'prepared', lacks: [{ key: 'not-in-amazon' }] },
    });
    const recorded = unwrapResult(await client.call('setup.mark', mark('group-add', { saidBy: '総務部' })));
    expect(stepIn(recorded, 'group-add').state).toMatchObject({ kind: 'recorded', by: '総務部' });
    expect(stepIn(sound, 'group-add').entries).toContainEqual({
      field: 'システム連携用オプション',
      value: 'NEOcatalog',
      kind: 'draft',
      of: 'NEOカタログ購買',
      instead: '',
    });
    const broken = await set({ integrationOption: 'ＮＥＯ' });
    expect(stepIn(broken, 'group-add').state).toMatchObject({
      kind: 'reopened',
      reason: { key: 'group-option-malformed', params: { names: 'NEOカタログ購買' } },
    });
    // A step that was reopened manually is a normal open step.
    expect(stepIn(unwrapResult(await client.call('setup.unmark', { step: 'group-add' })), 'group-add').state.kind).toBe('todo');
    expect(stepIn(await set({ integrationOption: 'NEOcatalog' }), 'group-add').check?.lacks).toMatchObject([{ key: 'not-in-amazon' }]);
  });

  it('shows the demo company in progress: most steps done, some people left, and the first order possible', async () => {
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    const guide = await guideOf(client);
    expect(guide.firstOrder.possible).toBe(true);
    expect(guide.firstOrder.ready).toBeGreaterThan(0);
    expect(guide.done).toBeGreaterThan(guide.total / 2);
    expect(stepIn(guide, 'route').state.kind).toBe('checked');
    expect(stepIn(guide, 'work-emails').check?.people?.done).toBeGreaterThan(0);
    expect(stepIn(guide, 'invoice-code').check?.lacks.map(({ params }) => params['name'])).toContain('技術研究所');
    expect(stepIn(guide, 'invitations').state.kind).toBe('waiting');
    // Recording the step accepts the remaining addresses and saves their number.
    const rest = unwrapResult(await client.call('setup.mark', mark('work-emails')));
    expect(stepIn(rest, 'work-emails').state.kind).toBe('recorded');
  });

  it('notifies every window when a connection test has ended, because the test proves a step', async () => {
    const lacks = async () => stepIn(await guideOf(client), 'connection-test').check?.lacks.map(({ key }) => key);
    expect(await lacks()).toEqual([expect.stringContaining('never-tested')]);
    const told: string[] = [];
    const stop = client.console.dispatcher.on((event, data) => {
      if (event === 'changed') told.push('changed');
      if (event === 'job') told.push((data as EventData<'job'>).state);
    });
    const job = await client.finish(client.call('connections.testAmazon', { testEmail: 'taichi.yoshida@demo-shoji.example', extras: [] }));
    stop();
    expect(job).toMatchObject({ state: 'done' });
    // Changes are reported before the end of the job, so that a client waiting for the end finds current data.
    expect(told.filter((word) => word !== 'running')).toEqual(['changed', 'done']);
    expect(await lacks()).toEqual([]);
  });
});

it('keeps recorded statements after a restart', async () => {
  const first = await openHostClient('dispatcher');
  unwrapResult(await first.call('companies.create', { name: '新しい会社', kind: 'test' }));
  unwrapResult(await first.call('setup.branch', { account: 'again', otherIntegration: true }));
  const said = unwrapResult(await first.call('setup.mark', mark('register', { saidBy: '総務部' })));
  await first.close();
  const second = await openHostClient('dispatcher', first.folder);
  expect(await guideOf(second)).toEqual(said);
  await second.close();
  removeFolder(first.folder);
});

it('has no guide without a company', async () => {
  const client = await openHostClient('dispatcher');
  expect(failureCodeOf(await client.call('setup.guide', {}))).toBe('invalid-input');
  await client.close();
  removeFolder(client.folder);
});

it('keeps two companies apart that are worked on at the same time', async () => {
  const client = await openHostClient('dispatcher');
  const made = async (name: string) => unwrapResult(await client.call('companies.create', { name, kind: 'test' })).id;
  const companies = [await made('左の会社'), await made('右の会社')];
  const texts = async (company: string) => {
    const guide = unwrapResult(await client.call('setup.guide', {}, company));
    const draft = unwrapResult(await client.call('drafts.get', { section: 'integration', id: 'integration' }, company));
    return [stepIn(guide, 'route').note, stepIn(guide, 'route').responsible, draft.object.note];
  };
  const typed = (company: string, text: string) => [
    client.call('setup.note', { step: 'route', text }, company),
    client.call('setup.assign', { step: 'route', person: text }, company),
    client.call('drafts.apply', { command: { kind: 'note', section: 'integration', id: 'integration', note: text } }, company),
  ];
  // Two windows save at the same time while a third one opens the first company.
  const saves = companies.flatMap((company, at) => typed(company, `${at}`));
  const opened = client.call('companies.open', { id: companies[0] ?? '' });
  for (const result of [await opened, ...(await Promise.all(saves))]) unwrapResult<unknown>(result);
  expect(await Promise.all(companies.map(texts))).toEqual([
    ['0', '0', '0'],
    ['1', '1', '1'],
  ]);
  await client.close();
  removeFolder(client.folder);
});

it('takes what one server has for nothing that another one has', async () => {
  const client = await openHostClient('dispatcher');
  const [trial, real] = [await startSandbox(), await startSandbox()];
  await connectCompany(client, trial);
  const entered = ['route', 'serial', 'allowed-users', 'common-settings'] as const;
  const kinds = async (): Promise<string[]> => {
    const guide = await guideOf(client);
    return entered.map((id) => stepIn(guide, id).state.kind);
  };
  const before = await kinds();
  expect(before).toEqual(entered.map(() => 'checked'));
  unwrapResult(await client.call('server.connect', { address: real.address, accessKey: real.accessKey }));
  expect(await kinds()).toEqual(entered.map(() => 'reopened'));
  expect(stepIn(await guideOf(client), 'route').check?.lacks.map(({ key }) => key)).toEqual(['not-in-neo']);
  expect((await client.finish(client.call('plan.readServer', {}))).error).toBeNull();
  expect(await kinds()).toEqual(before);
  await client.close();
  await Promise.all([trial.close(), real.close()]);
  removeFolder(client.folder);
});
