import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoCompany, type DemoCompany } from '#main/sandbox/company/company.ts';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { formatDeadline } from '#shared/messages/digest-words.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TODAY = '2026-04-01';
const company = createDemoCompany();
const organization = (code: string): string => company.organizations.find((one) => one.code === code)?.id ?? '';
/** Returns the active people whose first organization has one of these codes. */
const active = (...codes: string[]): string[] =>
  company.users
    .filter(({ state, organizations }) => state === 'active' && codes.some((code) => organizations[0] === organization(code)))
    .map(({ id }) => id);
/**
 * Returns the company of the later day: people of a sales section and of an office belong to other organizations, and the head of
 * purchasing is suspended.
 */
function later(): DemoCompany {
  const head = company.users.find(({ organizations, title }) => organizations[0] === organization('1008') && title === '部長')?.id;
  const moves = new Map([
    [organization('101001'), organization('2301')],
    [organization('2091'), organization('2191')],
  ]);
  return {
    ...company,
    users: company.users.map((user) => {
      const to = moves.get(user.organizations[0] ?? '');
      const moved = to === undefined ? user : { ...user, organizations: [to] };
      return user.id === head ? { ...moved, state: 'suspended' } : moved;
    }),
  };
}
const BREAKING = { section: 'routes', objectId: 'demo-route-department', change: 'breaks' } as const;
const texts = createTexts('ja');

describe('what is drafted, tried through both hosts', () => {
  let client: HostClient;
  let lists: string;
  beforeAll(async () => {
    lists = temporaryFolder('later');
    await writeDemoFiles(lists, later());
    client = await openHostClient('both hosts');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });
  const apply = async (command: CallInput<'drafts.apply'>['command']): Promise<CallOutput<'drafts.apply'>> =>
    unwrapResult(await client.call('drafts.apply', { command }));
  const undo = async (): Promise<void> => void unwrapResult(await client.call('drafts.undo', {}));
  const readiness = async () => {
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    if (summary === null) throw new Error('no readiness');
    return summary;
  };

  it('starts with the demo company’s setup, unchanged and with nothing to undo', async () => {
    const { sections, steps } = unwrapResult(await client.call('drafts.summary', {}));
    expect(Object.fromEntries(sections.map(({ section, objects }) => [section, objects]))).toEqual({
      routes: 5,
      serials: 3,
      invoice_groups: 7,
      amazon_groups: 6,
      integration: 1,
      common_settings: 1,
      allowed_users: 1,
    });
    expect(sections.every(({ changed }) => changed === 0)).toBe(true);
    expect(steps).toEqual({ undo: null, redo: null });
  });

  it('counts readiness: most people can order, and every other person has a reason', async () => {
    const { ready, inScope, reasons, partial } = await readiness();
    expect(ready / inScope).toBeGreaterThan(0.85);
    expect(ready / inScope).toBeLessThan(0.93);
    expect(reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-invoice-group', 'invoice-code-near-miss', 'invoice-code-unmatched']),
    );
    // The code in NEO must equal the integration option in Amazon, so NEO's administrator has to act.
    const nearMiss = reasons.find(({ code }) => code === 'invoice-code-near-miss');
    expect(nearMiss?.owners).toEqual({ neo: nearMiss?.people, amazon: 0, both: 0 });
    // Advice names one side for most people of this reason; only those without advice concern both.
    const typos = reasons.find(({ code }) => code === 'email-differs-typo');
    expect(typos?.owners).toEqual({ neo: 6, amazon: 1, both: 2 });
    // Some accounts are in a group without recorded details.
    expect(partial).toEqual(['gate-4-group']);
  });

  it('starts a new audit run only if a draft change alters the findings', async () => {
    const before = await readiness();
    await apply({ kind: 'note', section: 'routes', id: 'demo-route-standard', note: '毎年 4 月に見直す' });
    expect(await readiness()).toMatchObject({ revision: before.revision, ready: before.ready });
    await apply({ kind: 'edit', section: 'common_settings', id: 'common_settings', edit: { kind: 'set', fields: { serialId: null } } });
    const closed = await readiness();
    expect(closed).toMatchObject({
      ready: 0,
      blocked: before.inScope,
      previous: { inScope: before.inScope, ready: before.ready, blocked: before.blocked },
    });
    expect(closed.revision).toBeGreaterThan(before.revision);
    expect(closed.reasons.find(({ code }) => code === 'serial-missing')?.people).toBe(before.ready + before.notChecked);
    const filter = {
      severities: [],
      codes: ['serial-missing' as const],
      organizationId: null,
      search: '',
      firstGateOnly: true,
      triage: 'all' as const,
      since: [],
    };
    const { rows, revision } = unwrapResult(
      await client.call('matching.rows', { filter, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 10 }),
    );
    expect(revision).toBe(closed.revision);
    expect(rows).toMatchObject([{ code: 'serial-missing', name: company.name, neoUserId: null, amazonEmail: null }]);
    // A row number of a former revision is refused.
    expect(failureCodeOf(await client.call('matching.finding', { revision: before.revision, row: 0 }))).toBe('run-not-found');
    await undo();
    await undo();
    expect(await readiness()).toMatchObject({ ready: before.ready, inScope: before.inScope });
  });

  it('asks about allowed people only', async () => {
    const before = await readiness();
    const people = active('1003');
    await apply({
      kind: 'edit',
      section: 'allowed_users',
      id: 'allowed_users',
      edit: { kind: 'set', fields: { everyone: false, users: people } },
    });
    expect((await readiness()).inScope).toBe(people.length);
    await undo();
    expect((await readiness()).inScope).toBe(before.inScope);
  });

  const question = (routeId: string, absences: CallInput<'routes.simulate'>['absences'] = []) => ({ routeId, date: TODAY, absences });

  it('shows who decides for one applicant, the deadline, and the step where the request stops', async () => {
    const [applicantId = ''] = active('100301');
    const good = unwrapResult(await client.call('routes.simulate', { ...question('demo-route-standard'), applicantId }));
    expect(good).toMatchObject({ open: true, ends: '2026-04-03', days: 2, reading: 'hours', lock: { hours: 'within', dates: 'within' } });
    expect(good.stages.map(({ outcome }) => outcome)).toEqual(['people', 'people']);
    expect(good.stages[1]).toMatchObject({ organization: { name: '購買部' } });
    expect(good.applicant?.organization).toBe('経理課');

    const [stuck = ''] = active('230101');
    const vacant = unwrapResult(await client.call('routes.simulate', { ...question('demo-route-department'), applicantId: stuck }));
    expect(vacant).toMatchObject({ open: true, ends: null, lock: null });
    expect(vacant.problems.map(({ text, params }) => texts.phrase(text, params))).toEqual([expect.stringContaining('営業部')]);
    expect(vacant.problems[0]).toMatchObject({ code: 'route-step-vacant', severity: 'block', organizationId: organization('2301') });
    expect(unwrapResult(await client.call('routes.simulate', { ...question('demo-route-department'), applicantId })).open).toBe(false);
  });

  it('takes absences into account', async () => {
    const [applicantId = ''] = active('101001');
    const before = unwrapResult(await client.call('routes.simulate', { ...question('demo-route-department'), applicantId }));
    const slot = before.stages[0]?.slots[0];
    const [deputy = ''] = active('1008');
    const away = { userId: slot?.userId ?? '', from: TODAY, to: '2026-04-30', action: { kind: 'delegate' as const, to: deputy } };
    const after = unwrapResult(await client.call('routes.simulate', { ...question('demo-route-department', [away]), applicantId }));
    expect(after.stages[0]?.slots[0]).toMatchObject({ userId: slot?.userId, byId: deputy, state: 'delegated' });
    const backwards = { ...away, from: '2026-05-01' };
    expect(failureCodeOf(await client.call('routes.simulate', { ...question('demo-route-department', [backwards]), applicantId }))).toBe(
      'invalid-input',
    );
  });

  it('lists the applicants for whom a route fails, up to the limit of the list', async () => {
    const all = unwrapResult(await client.call('routes.simulateAll', question('demo-route-department')));
    const stuck = active('2301', '230101', '230102');
    expect(all.failing).toBeGreaterThanOrEqual(stuck.length);
    for (const { key, people, organizations, problem } of all.groups) {
      expect(texts.phrase(problem.text, problem.params)).not.toContain('route.reason');
      expect(organizations.reduce((sum, one) => sum + one.people, 0)).toBe(people);
      const window = { ...question('demo-route-department'), key, organizationId: null, offset: 0, limit: 500 };
      expect(unwrapResult(await client.call('routes.affected', window)).total).toBe(people);
      const [first] = organizations;
      const here = unwrapResult(await client.call('routes.affected', { ...window, organizationId: first?.id ?? '', limit: 1 }));
      expect(here).toMatchObject({ total: first?.people, people: [{ organizationId: first?.id }] });
    }
    for (const { stepId, people } of all.stops) {
      const lines = all.stopGroups.filter(({ problem }) => problem.stepId === stepId);
      expect(lines.reduce((sum, one) => sum + one.people, 0)).toBe(people);
      for (const { key, people: there } of lines) {
        const window = { ...question('demo-route-department'), key, stopped: true, organizationId: null, offset: 0, limit: 1 };
        expect(unwrapResult(await client.call('routes.affected', window)).total).toBe(there);
      }
    }
    const vacant = all.groups.find(
      ({ problem }) => problem.code === 'route-step-vacant' && problem.organizationId === organization('2301'),
    );
    const listed = unwrapResult(
      await client.call('routes.affected', {
        ...question('demo-route-department'),
        key: vacant?.key ?? '',
        organizationId: null,
        offset: 0,
        limit: 500,
      }),
    );
    expect(listed.people.map(({ id }) => id)).toEqual(expect.arrayContaining(stuck));
  });

  it('tries what lets people pass a step, and changes nothing', async () => {
    const asked = question('demo-route-department');
    const { failing, revision, steps } = unwrapResult(await client.call('routes.remedies', asked));
    expect(unwrapResult(await client.call('routes.simulateAll', asked))).toMatchObject({ failing, revision });
    const [remedy] = steps.find(({ stepId }) => stepId === 'department-1')?.remedies ?? [];
    expect(remedy?.failing).toBeLessThan(failing);
    if (remedy === undefined) return;
    await apply({ kind: 'edit', section: 'routes', id: 'demo-route-department', edit: remedy.edit });
    expect(unwrapResult(await client.call('routes.simulateAll', asked)).failing).toBe(remedy.failing);
    await undo();
    const { stops } = unwrapResult(await client.call('routes.simulateAll', asked));
    expect(steps.map(({ stepId }) => stepId)).toEqual(stops.map(({ stepId }) => stepId));
  });

  it('weighs approvals against the lock, by the company’s calendar', async () => {
    const order = { routeId: 'demo-route-committee', from: TODAY, days: 90, assumptions: null, basis: 'steps' as const };
    const { estimate, assumptions } = unwrapResult(await client.call('routes.leadTime', order));
    expect(assumptions).toMatchObject({ deputyAfterDays: 2 });
    expect(estimate?.calendarDays.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(estimate?.outlives.hours).toBeGreaterThan(estimate?.outlivesWithDeputy.hours ?? 1);
    expect(estimate?.steps.map(({ source }) => source)).toEqual(['expected', 'expected', 'expected']);
    const [longHoliday] = ['2026-05-01'];
    expect(estimate?.byStart.find(({ date }) => date === longHoliday)?.outlives.hours).toBeGreaterThan(estimate?.outlives.hours ?? 1);

    const { settings } = unwrapResult(await client.call('calendar.get', { from: TODAY, to: '2026-05-31' }));
    for (const day of [6, 7, 8, 9, 10]) {
      const change = { kind: 'day-off', date: `2026-04-${String(day).padStart(2, '0')}`, name: '一斉休業' } as const;
      expect(unwrapResult(await client.call('calendar.change', { change })).standard).toBe(false);
    }
    const closed = unwrapResult(await client.call('routes.leadTime', { ...order, days: 2 }));
    expect(closed.estimate?.outlives.hours).toBeGreaterThan(
      unwrapResult(await client.call('routes.leadTime', order)).estimate?.outlives.hours ?? 1,
    );
    expect(unwrapResult(await client.call('calendar.change', { change: null }))).toMatchObject({ settings, standard: true });
  });

  it('includes the national holidays, and refuses a week without a working day', async () => {
    const { holidays, settings } = unwrapResult(await client.call('calendar.get', { from: '2026-05-01', to: '2026-05-06' }));
    expect(holidays.map(({ date }) => date)).toEqual(['2026-05-03', '2026-05-04', '2026-05-05', '2026-05-06']);
    expect(settings.yearlyClosures).toEqual([{ name: '年末年始', from: '12-29', to: '01-03' }]);
    const off = (weekday: number) => client.call('calendar.change', { change: { kind: 'weekday', weekday, off: true } });
    for (const weekday of [1, 2, 3, 4]) unwrapResult(await off(weekday));
    expect(failureCodeOf(await off(5))).toBe('calendar-change-refused');
    expect(unwrapResult(await client.call('calendar.change', { change: null })).settings).toEqual(settings);
  });

  it('keeps the changes that two windows make at the same time', async () => {
    const { settings } = unwrapResult(await client.call('calendar.get', { from: '2026-05-01', to: '2026-05-06' }));
    const changes = [
      { kind: 'day-off', date: '2026-06-01', name: '創立記念日' },
      { kind: 'weekday', weekday: 3, off: true },
      { kind: 'add-yearly', closure: { name: '夏季休業', from: '08-12', to: '08-14' } },
    ] as const;
    const done = await Promise.all(changes.map((change) => client.call('calendar.change', { change })));
    for (const each of done) unwrapResult(each);
    expect(unwrapResult(await client.call('calendar.get', { from: '2026-05-01', to: '2026-05-06' })).settings).toEqual({
      companyDays: [{ date: '2026-06-01', name: '創立記念日' }],
      workingDays: [],
      yearlyClosures: [...settings.yearlyClosures, { name: '夏季休業', from: '08-12', to: '08-14' }],
      weekend: [0, 3, 6],
    });
    unwrapResult(await client.call('calendar.change', { change: null }));
  });

  it('shows the health of routes: who stops at which step, and the evidence for the lock estimate', async () => {
    const ids = ['demo-route-department', 'demo-route-standard', 'no-such-route'];
    const { routes } = unwrapResult(await client.call('routes.health', { ids }));
    expect(routes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    for (const { id, people, lock } of routes) {
      const all = unwrapResult(
        await client.call('routes.simulateAll', { routeId: id, date: new Date().toISOString().slice(0, 10), absences: [] }),
      );
      expect(people).toMatchObject({ allowed: all.allowed, failing: all.failing, stops: all.stops });
      expect(lock?.ground).toBe('orders');
    }
    expect(routes[0]).toMatchObject({ verdict: 'some-stopped' });
  });

  it('lists the routes that apply in each organization', async () => {
    const { routes, organizations } = unwrapResult(await client.call('routes.reach', {}));
    const health = unwrapResult(await client.call('routes.health', { ids: routes.slice(0, 8).map(({ id }) => id) }));
    // All users are below the one top organization.
    const [top] = organizations;
    for (const [at, { people }] of health.routes.entries())
      expect(top?.routes.find(({ route }) => route === at)?.people ?? 0).toBe(people?.allowed);
    expect(organizations.some(({ routes: open }) => open.length < (top?.routes.length ?? 0))).toBe(true);
  });

  it('predicts the effect of opening a route to an organization, and the draft confirms it afterwards', async () => {
    const { routes, organizations } = unwrapResult(await client.call('routes.reach', {}));
    const [top, ...below] = organizations;
    const place = routes.findIndex((_, at) => (top?.routes.find(({ route }) => route === at)?.people ?? 0) < (top?.people ?? 0));
    const routeId = routes[place]?.id ?? '';
    const without = below.find(({ routes: open }) => open.every(({ route }) => route !== place));
    if (without === undefined) throw new Error('the route is used everywhere');
    const asked = { routeId, organizationId: without.id };
    const before = unwrapResult(await client.call('routes.assignment', asked));
    expect(before).toMatchObject({ route: routes[place], organization: { id: without.id } });
    expect(before.outcome).toMatchObject({ kind: 'adds', people: without.people, of: without.people });
    if (before.outcome.kind !== 'adds') return;
    const { access } = before.outcome;
    unwrapResult(
      await client.call('drafts.apply', {
        command: { section: 'routes', id: routeId, kind: 'edit', edit: { kind: 'set-access', access } },
      }),
    );
    const after = unwrapResult(await client.call('routes.assignment', asked));
    expect(after.outcome).toEqual({ kind: 'covered', by: before.organization });
    const reach = unwrapResult(await client.call('routes.reach', {})).organizations.find(({ id }) => id === without.id);
    expect(reach?.routes.find(({ route }) => route === place)?.people).toBe(without.people);
    unwrapResult(await client.call('drafts.undo', {}));
    expect((await client.call('routes.assignment', { ...asked, routeId: 'no-such-route' })).ok).toBe(false);
  });

  it('continues from the last number found in the orders or entered by an administrator', async () => {
    const { rows } = unwrapResult(
      await client.call('drafts.list', {
        section: 'serials',
        search: '',
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 10,
      }),
    );
    const lastOf = async (id: string) => {
      const { facts } = unwrapResult(await client.call('drafts.get', { section: 'serials', id }));
      return facts.kind === 'serial' ? facts.last : null;
    };
    const known = await Promise.all(rows.map(async ({ id }) => [id, await lastOf(id)] as const));
    // Only the serial number of the common settings is used for Amazon orders.
    expect(known.filter(([, last]) => last !== null)).toHaveLength(1);
    expect(known.find(([, last]) => last !== null)?.[1]).toMatchObject({ source: 'orders' });
    const [other] = known.find(([, last]) => last === null) ?? [''];
    unwrapResult(await client.call('serials.enterLastIssued', { id: other, value: 41 }));
    expect(await lastOf(other)).toMatchObject({ value: 41, source: 'entered' });
    unwrapResult(await client.call('serials.enterLastIssued', { id: other, value: null }));
    expect(await lastOf(other)).toBeNull();
    expect(failureCodeOf(await client.call('serials.enterLastIssued', { id: 'none', value: 1 }))).toBe('draft-not-found');
  });

  it('predicts the day the numbers of Amazon’s rule run out from the order volume, and for no other rule', async () => {
    const ends = async () => {
      const { deadlines } = unwrapResult(await client.call('notices.digest', { days: 366 }));
      return deadlines.filter(({ kind }) => kind === 'serial');
    };
    const factsOf = async (id: string) => {
      const { facts } = unwrapResult(await client.call('drafts.get', { section: 'serials', id }));
      if (facts.kind !== 'serial') throw new Error(facts.kind);
      return facts;
    };
    const { perMonth } = await factsOf('demo-serial-standard');
    // A branch numbers its own requests with this serial number, so their count is unknown.
    unwrapResult(await client.call('serials.enterLastIssued', { id: 'demo-serial-overflows', value: 990 }));
    expect((await ends()).map(({ subject }) => subject)).not.toContain('支店購入番号');
    unwrapResult(await client.call('serials.enterLastIssued', { id: 'demo-serial-standard', value: 99_990 }));
    const [end] = await ends();
    expect(end).toMatchObject({ subject: '購入申請番号', monthly: perMonth });
    expect(formatDeadline(end as NonNullable<typeof end>, Date.now(), texts).what).toContain(`月 ${perMonth} 件`);
    for (const id of ['demo-serial-overflows', 'demo-serial-standard'])
      unwrapResult(await client.call('serials.enterLastIssued', { id, value: null }));
  });

  it('rehearses a later organisation: what breaks for whom', async () => {
    expect(unwrapResult(await client.call('rehearsal.result', {}))).toBeNull();
    const add = async (file: string) => (await client.console.files.add({ path: join(lists, file), origin: 'chosen' })).token;
    const order = { users: await add('neo-users.csv'), organizations: await add('organizations.csv'), date: TODAY };
    const job = await client.finish(client.call('rehearsal.run', order));
    expect(job).toMatchObject({ state: 'done', error: null });
    const result = unwrapResult(await client.call('rehearsal.result', {}));
    const moving = active('101001', '2091');
    expect(result).toMatchObject({ stale: false, date: TODAY, users: 'neo-users.csv', joining: 0, leaving: 1, moving: moving.length });
    expect(job.result).toEqual({
      changes: result?.changes.length,
      breaks: result?.changes.filter(({ change }) => change === 'breaks').length,
    });

    for (const line of result?.changes ?? []) {
      expect(texts.phrase(line.text, line.params)).not.toMatch(/route\.reason|analysis\./);
      const { total, people } = unwrapResult(await client.call('rehearsal.rows', { key: line.key, offset: 0, limit: 500 }));
      expect([line.key, total]).toEqual([line.key, line.people]);
      expect(people.map(({ id }) => id)).toEqual(expect.arrayContaining(line.examples.map(({ id }) => id)));
    }
    const stranded = result?.changes.find(
      ({ section, objectId, change, text }) =>
        section === BREAKING.section && objectId === BREAKING.objectId && change === 'breaks' && text === 'route.reason.nobody-at-level',
    );
    const who = unwrapResult(await client.call('rehearsal.rows', { key: stranded?.key ?? '', offset: 0, limit: 500 }));
    expect(who.people.map(({ id }) => id).sort()).toEqual(active('101001').sort());
    expect(who.people[0]).toMatchObject({ organization: '営業部', before: '営業一課' });
    const without = result?.changes.find(({ section, change }) => section === 'invoice_groups' && change === 'breaks');
    expect(without).toMatchObject({ people: active('2091').length, organizations: [{ name: '青森営業所' }] });
    expect(result?.lost).toMatchObject([{ section: 'routes', objectId: 'demo-route-committee', kind: 'user', state: 'inactive' }]);

    expect(failureCodeOf(await client.call('rehearsal.rows', { key: 'nothing', offset: 0, limit: 1 }))).toBe('run-not-found');
    await apply({ kind: 'note', section: 'routes', id: 'demo-route-standard', note: 'シミュレーションのあと' });
    expect(unwrapResult(await client.call('rehearsal.result', {}))?.stale).toBe(true);
    await undo();
  });

  it('refuses missing objects and a company without people', async () => {
    expect(failureCodeOf(await client.call('routes.simulate', { ...question('nothing'), applicantId: '1' }))).toBe('draft-not-found');
    expect(failureCodeOf(await client.call('routes.leadTime', { routeId: 'nothing', from: TODAY, days: 30, assumptions: null }))).toBe(
      'draft-not-found',
    );
    const window = { organizationId: null, search: '', offset: 0, limit: 10 };
    expect(failureCodeOf(await client.call('invoicing.people', { ...window, which: { kind: 'group', groupId: 'nothing' } }))).toBe(
      'draft-not-found',
    );
    expect(failureCodeOf(await client.callAnything('rehearsal.run', { users: 'nothing', organizations: null, date: TODAY }))).toBe(
      'file-token-unknown',
    );
    unwrapResult(await client.call('companies.create', { name: '空', kind: 'test' }));
    expect(failureCodeOf(await client.call('routes.simulateAll', question('demo-route-standard')))).toBe('analysis-no-people');
    expect(failureCodeOf(await client.call('invoicing.people', { ...window, which: { kind: 'none' } }))).toBe('analysis-no-people');
    expect(unwrapResult(await client.call('invoicing.codes', {}))).toMatchObject({ amazonKnown: false, rows: [], unused: [] });
    expect(unwrapResult(await client.call('rehearsal.result', {}))).toBeNull();
  });
});
