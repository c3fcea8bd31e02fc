import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { connectCompany } from '../support/connected-company.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

/** Revision of the drafts after the server was read, one route written and another deleted. */
const REVISION = 3;
const PEOPLE = [
  'ID,ログインID,氏名,役職,デフォルト組織,使用停止フラグ,職場用メールアドレス',
  '101,sato,佐藤 一,部長,営業部,0,',
  '102,tanaka,田中 二,,営業部,0,',
  '103,suzuki,鈴木 三,,製造部,0,',
  '104,ito,伊藤 四,,製造部,1,',
  '105,kato,加藤 五,,,0,',
];

describe('a route that is tried on everyone', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  const importList = async (kind: 'organizations' | 'neo-users', lines: readonly string[]): Promise<void> => {
    const path = join(client.folder, `${kind}.csv`);
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    const { token } = await client.console.files.add({ path, origin: 'chosen' });
    expect(await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).toMatchObject({ error: null });
  };
  const draft = async (command: object): Promise<void> => {
    unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
  };
  const step = (id: string, users: readonly string[], fields: object = {}) => ({
    id,
    role: 'approve',
    finalDecider: false,
    rule: 'one',
    expectedDays: null,
    branch: null,
    approvers: { kind: 'users', users },
    ...fields,
  });
  const put = (id: string, fields: object) =>
    draft({
      kind: 'put',
      section: 'routes',
      id,
      body: {
        id,
        name: `経路 ${id}`,
        status: 'complete',
        access: { kind: 'everyone' },
        applicantHandling: 'exclude',
        steps: [],
        ...fields,
      },
      note: '',
    });
  const question = { routeId: 'route', date: '2027-04-01', absences: [] };

  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    sandbox = await startSandbox();
    await connectCompany(client, sandbox);
    await importList('organizations', ['ID,組織名,親組織', '1,本社,', '2,営業部,1', '3,製造部,1']);
    await importList('neo-users', PEOPLE);
    const access = {
      kind: 'listed',
      principals: [
        { kind: 'organization', id: '2', descendants: true },
        { kind: 'user', id: '103' },
      ],
    };
    await put('route', { access, steps: [step('s1', ['102']), step('s2', ['101', '104'], { role: 'decide', finalDecider: true })] });
    await draft({ kind: 'delete', section: 'routes', id: 'demo-route-fukuoka' });
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
    removeFolder(client.folder);
  });

  const SALES = { id: '2', name: '営業部' };
  const SATO = { id: '101', name: '佐藤 一', organizationId: '2', organization: '営業部', title: '部長' };
  const TANAKA = { id: '102', name: '田中 二', organizationId: '2', organization: '営業部', title: '' };
  const SUZUKI = { id: '103', name: '鈴木 三', organizationId: '3', organization: '製造部', title: '' };
  /** Returns the effect of an inactive approver on the second step, for the applicants it blocks or for the others. */
  const inactive = (text: string, severity: string) => ({
    code: 'route-approver-inactive',
    severity,
    stepId: 's2',
    text: `route.reason.${text}`,
    params: { step: 2, level: 0, organization: '', count: 1, name: '伊藤 四', more: 0 },
    organizationId: null,
  });
  const trial = async () => unwrapResult(await client.call('routes.simulateAll', question));
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

  it('shows who stops where, and who else is affected by each problem', async () => {
    const { groups, stopGroups, ...rest } = await trial();
    expect(rest).toEqual({ revision: REVISION, allowed: 3, failing: 1, unchecked: 0, unknownAt: [], stops: [{ stepId: 's2', people: 1 }] });
    const stopped = {
      key: groups[1]?.key,
      problem: inactive('nobody-active', 'block'),
      people: 1,
      organizations: [{ ...SALES, people: 1 }],
      examples: [named(SATO)],
    };
    expect(groups).toEqual([
      {
        key: groups[0]?.key,
        problem: inactive('some-inactive', 'risk'),
        people: 2,
        organizations: [
          { ...SALES, people: 1 },
          { id: '3', name: '製造部', people: 1 },
        ],
        examples: [named(TANAKA), named(SUZUKI)],
      },
      stopped,
    ]);
    expect(stopGroups).toEqual([stopped]);
    expect(groups[0]?.key).not.toBe(groups[1]?.key);

    const met = async (at: number, window: object = {}) =>
      unwrapResult(
        await client.call('routes.affected', {
          ...question,
          key: groups[at]?.key ?? '',
          stopped: false,
          organizationId: null,
          offset: 0,
          limit: 10,
          ...window,
        }),
      );
    expect(await met(0)).toEqual({ revision: REVISION, total: 2, people: [TANAKA, SUZUKI] });
    expect(await met(0, { offset: 1 })).toEqual({ revision: REVISION, total: 2, people: [SUZUKI] });
    expect(await met(0, { limit: 1 })).toEqual({ revision: REVISION, total: 2, people: [TANAKA] });
    expect(await met(0, { organizationId: '3' })).toEqual({ revision: REVISION, total: 1, people: [SUZUKI] });
    // A risk blocks no one.
    expect(await met(0, { stopped: true })).toEqual({ revision: REVISION, total: 0, people: [] });
    expect(await met(1, { stopped: true })).toEqual({ revision: REVISION, total: 1, people: [SATO] });
  });

  it('shows every step for one person, with its approvers', async () => {
    const asked = (applicantId: string, absences: CallInput<'routes.simulate'>['absences'] = []) =>
      client.call('routes.simulate', { ...question, absences, applicantId });
    const { stages, ...rest } = unwrapResult(await asked('102'));
    expect(rest).toEqual({
      revision: REVISION,
      applicant: TANAKA,
      open: true,
      isOpenUnknown: false,
      problems: [inactive('some-inactive', 'risk')],
      repeated: [],
      ends: '2027-04-05',
      days: 4,
      least: 4,
      reading: 'hours',
      lock: { hours: 'within', dates: 'within' },
    });
    const slot = (who: { readonly id: string; readonly name: string }, state: string) => ({
      userId: who.id,
      name: who.name,
      byId: who.id,
      byName: who.name,
      state,
    });
    const stage = { level: null, organization: null, conditional: false };
    expect(stages).toEqual([
      {
        ...stage,
        stepId: 's1',
        stepAt: 0,
        outcome: 'skipped',
        needed: 0,
        counted: 0,
        slots: [slot(TANAKA, 'applicant-excluded')],
        slotCount: 1,
        arrives: '2027-04-01',
        leaves: '2027-04-02',
        problems: [],
      },
      {
        ...stage,
        stepId: 's2',
        stepAt: 1,
        outcome: 'people',
        needed: 1,
        counted: 2,
        slots: [slot(SATO, 'decides'), slot({ id: '104', name: '伊藤 四' }, 'inactive')],
        slotCount: 2,
        arrives: '2027-04-02',
        leaves: '2027-04-05',
        problems: [inactive('some-inactive', 'risk')],
      },
    ]);
    expect(unwrapResult(await asked('105'))).toMatchObject({ open: false, applicant: { id: '105', organizationId: '', organization: '' } });
    expect(unwrapResult(await asked('nobody')).applicant).toBeNull();
    const delegate = { kind: 'delegate', to: '103' } as const;
    const away = [{ userId: '101', from: '2027-04-01', to: '2027-04-30', action: delegate }];
    expect(unwrapResult(await asked('102', away)).stages[1]?.slots[0]).toMatchObject({ userId: '101', byId: '103', byName: '鈴木 三' });
    const without = unwrapResult(await client.call('routes.simulateAll', { ...question, absences: away }));
    // The substitute would decide on her own request.
    expect(without).toMatchObject({ allowed: 3, failing: 2, stops: [{ stepId: 's2', people: 2 }] });
    const own = without.groups.find(({ problem }) => problem.text === 'route.reason.only-the-applicant')?.key ?? '';
    const window = { ...question, absences: away, key: own, stopped: true, organizationId: null, offset: 0, limit: 10 };
    expect(unwrapResult(await client.call('routes.affected', window)).people).toEqual([SUZUKI]);
    expect(unwrapResult(await client.call('routes.affected', { ...window, absences: [] })).people).toEqual([]);
  });

  it('proposes remedies that work when they are applied', async () => {
    const { steps, ...rest } = unwrapResult(await client.call('routes.remedies', question));
    expect(rest).toEqual({ revision: REVISION, failing: 1 });
    expect(steps).toEqual([
      {
        stepId: 's2',
        tried: ['people'],
        withheld: false,
        next: 'choose',
        remedies: [
          {
            edit: { kind: 'set-step', stepId: 's2', changes: { approvers: { kind: 'users', users: ['101'] } } },
            stopping: 0,
            failing: 0,
            measure: 'end',
            mended: 1,
            changed: 0,
            stopped: { count: 0, examples: [] },
            asked: { count: 0, named: [], levels: null },
          },
        ],
      },
    ]);
  });

  it('shows its health, and omits a route that is to be deleted', async () => {
    expect(unwrapResult(await client.call('routes.health', { ids: ['demo-route-fukuoka', 'route', 'nowhere'] }))).toEqual({
      revision: REVISION,
      routes: [
        {
          id: 'route',
          verdict: 'some-stopped',
          written: { block: 0, risk: 1, note: 2 },
          people: { allowed: 3, failing: 1, risky: 2, unchecked: 0, unknownAt: [], stops: [{ stepId: 's2', people: 1 }] },
          lock: { outlives: expect.any(Number), ground: 'assumed' },
        },
      ],
    });
    expect(await client.call('routes.simulate', { ...question, routeId: 'demo-route-fukuoka', applicantId: '101' })).toMatchObject({
      error: { code: 'draft-not-found' },
    });
  });

  it('predicts the effect of opening it to an organization', async () => {
    const { routes, organizations } = unwrapResult(await client.call('routes.reach', {}));
    const at = routes.findIndex(({ id }) => id === 'route');
    expect(routes[at]).toEqual({ id: 'route', name: '経路 route' });
    expect(organizations.map(({ id, people, routes: open }) => [id, people, open.find(({ route }) => route === at)?.people])).toEqual([
      ['1', 3, 3],
      ['2', 2, 2],
      ['3', 1, 1],
    ]);
    const outcomeFor = async (organizationId: string) =>
      unwrapResult(await client.call('routes.assignment', { routeId: 'route', organizationId }));
    expect(await outcomeFor('2')).toEqual({
      revision: REVISION,
      route: { id: 'route', name: '経路 route' },
      organization: SALES,
      outcome: { kind: 'covered', by: SALES },
    });
    expect((await outcomeFor('3')).outcome).toMatchObject({ kind: 'adds', people: 0, seconds: 0, of: 1 });
    expect(await outcomeFor('9')).toMatchObject({ organization: { id: '9', name: '9' }, outcome: { kind: 'unknown' } });
  });

  it('estimates how long it takes, and names the basis of the estimate', async () => {
    const order = { routeId: 'route', from: '2027-04-01', days: 5, assumptions: null } as const;
    const standard = unwrapResult(await client.call('routes.leadTime', order));
    expect(standard).toMatchObject({
      revision: REVISION,
      assumptions: { absenceShare: 0.05, longestAbsenceDays: 5, deputyAfterDays: 2, fewestObservations: 10 },
      observations: 0,
      basis: 'steps',
      ground: 'assumed',
      reading: 'hours',
      estimate: { meanBusinessDays: 2.3, steps: [{ stepId: 's1' }, { stepId: 's2' }] },
    });
    expect(standard.estimate).not.toHaveProperty('basis');
    const assumptions = { ...standard.assumptions, absenceShare: 0 };
    expect(unwrapResult(await client.call('routes.leadTime', { ...order, assumptions }))).toMatchObject({
      assumptions,
      estimate: { meanBusinessDays: expect.closeTo(2) },
    });
  });

  it('is tried again when the route or the people change', async () => {
    expect((await trial()).failing).toBe(1);
    await draft({
      kind: 'edit',
      section: 'routes',
      id: 'route',
      edit: { kind: 'set-step', stepId: 's2', changes: { approvers: { kind: 'users', users: ['101', '103'] } } },
    });
    expect(await trial()).toMatchObject({ revision: REVISION + 1, failing: 0, stops: [] });
    await importList(
      'neo-users',
      PEOPLE.map((line) => line.replace('鈴木 三,,製造部,0', '鈴木 三,,製造部,1')),
    );
    expect(await trial()).toMatchObject({ allowed: 2, failing: 1 });
  });
});
