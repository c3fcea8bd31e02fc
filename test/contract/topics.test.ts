import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALL_NAMES, CALLS, type CallInput, type CallName, type CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FILTER } from '#shared/contract/finding-choices.ts';
import type { Result } from '#shared/contract/result.ts';
import type { Topic } from '#shared/contract/topics.ts';
import { type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';
import { sampleInput } from '../support/contract-samples.ts';

const QUERIES = CALL_NAMES.filter((name) => CALLS[name].kind === 'query');
const COMMANDS = CALL_NAMES.filter((name) => CALLS[name].kind === 'command');
const keysOf = (name: CallName): readonly string[] => Object.keys(('shape' in CALLS[name].output && CALLS[name].output.shape) || {});

describe('what the contract says of its calls', () => {
  it('a query changes nothing, and what it reads is told by some command or by the findings themselves', () => {
    const told = new Set<Topic>(['findings', ...COMMANDS.flatMap((name) => CALLS[name].changes)]);
    expect(QUERIES.filter((name) => CALLS[name].changes.length > 0)).toEqual([]);
    for (const name of QUERIES) for (const topic of CALLS[name].reads) expect([name, topic, told.has(topic)]).toEqual([name, topic, true]);
  });

  it('a command reads nothing, and what it changes is read by some query', () => {
    const read = new Set<Topic>(QUERIES.flatMap((name) => CALLS[name].reads));
    expect(COMMANDS.filter((name) => CALLS[name].reads.length > 0)).toEqual([]);
    for (const name of COMMANDS)
      for (const topic of CALLS[name].changes) expect([name, topic, read.has(topic)]).toEqual([name, topic, true]);
  });

  it('a command answers the id of a job where it says so, and nowhere else', () => {
    const byAnswer = COMMANDS.filter((name) => keysOf(name).includes('jobId'));
    expect(byAnswer.length).toBeGreaterThan(15);
    expect(COMMANDS.filter((name) => CALLS[name].job)).toEqual(byAnswer);
  });

  it('only what rests on the drafts waits for them to rest', () => {
    expect(QUERIES.filter((name) => CALLS[name].heavy && !CALLS[name].reads.includes('drafts'))).toEqual([]);
  });
});

const VIEW = { kind: 'matching', filter: EMPTY_FILTER, sort: { by: 'severity', direction: 'ascending' } } as const;
const SORT = { by: 'name', direction: 'ascending' } as const;
const ROUTE = { section: 'routes', id: 'demo-route-standard' } as const;
/** Inputs of queries that a made-up one would not get far with. */
const ASKED: { readonly [N in CallName]?: CallInput<N> } = {
  'drafts.list': { section: 'routes', sort: SORT, search: '', offset: 0, limit: 100 },
  'drafts.get': ROUTE,
  'drafts.impact': { targets: [{ kind: 'draft', ...ROUTE }] },
  'drafts.coverage': { parentId: null },
  'routes.health': { ids: [ROUTE.id] },
  'invoicing.people': { which: { kind: 'none' }, organizationId: null, search: '', offset: 0, limit: 50 },
  'matching.rows': { filter: EMPTY_FILTER, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 100 },
  'triage.ledger': { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 50 },
  'plan.items': { filter: { kinds: [], sections: [], risks: [], search: '', show: 'all' }, offset: 0, limit: 100 },
  'historyLog.list': {
    filter: { kinds: [], sections: [], search: '', runId: null, from: null, to: null },
    offset: 0,
    limit: 50,
  },
  'leavers.places': { id: '1048' },
  'calendar.get': { from: '2026-04-01', to: '2026-04-30' },
  'notices.digest': { days: 60 },
  'apply.state': { runId: null, states: [], offset: 0, limit: 10 },
};
/** Their answers tell of the machine, of files, or of work that goes on by itself. */
const LEFT_OUT: ReadonlySet<CallName> = new Set([
  'console.doctor',
  'people.askAmazon',
  'imports.compare',
  'imports.compareFormer',
  'jobs.list',
]);

/** Commands whose topics are not compared with what they change: nobody has written their line yet. Jobs tell at their end. */
const NOT_TRIED: ReadonlySet<CallName> = new Set<CallName>([
  'companies.create',
  'companies.open',
  'companies.changeKind',
  'companies.delete',
  'imports.takeFormer',
  'imports.removeDirectory',
  'server.connect',
  'server.signIn',
  'connections.changeSettings',
  'secrets.set',
  'secrets.replace',
  'secrets.test',
  'triage.undo',
  'views.rename',
  'views.delete',
  'fixes.adopt',
  'fixes.adoptMany',
  'fixes.adoptAccounts',
  'fixes.drop',
  'fixes.undo',
  'fixes.redo',
  'drafts.importFile',
  'companyRules.import',
  'leavers.take',
  'datedChanges.keep',
  'datedChanges.change',
  'datedChanges.withdraw',
  'datedChanges.take',
  'serials.enterLastIssued',
  'clocks.importHolidays',
  'clocks.forgetHolidays',
  'notices.see',
  'notices.putOff',
  'setup.mark',
  'setup.assign',
  'setup.branch',
  'plan.resolve',
  'plan.takeTheirs',
  'plan.unignore',
  'plan.arm',
  'plan.disarm',
  'apply.pause',
  'apply.cancel',
  'apply.undo',
  'approval.identity',
  'approval.import',
  'approval.trust',
  'approval.distrust',
  'manualEntry.tick',
  'manualEntry.finish',
  'manualEntry.reopen',
  'jobs.cancel',
]);

describe('what a command of the demo company says it changes', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoorBy('dispatcher');
    expect((await door.finish(door.call('companies.openDemo', {}))).error).toBeNull();
    expect((await door.finish(door.call('plan.readServer', {}))).error).toBeNull();
  }, 60_000);
  afterAll(async () => {
    await door.close();
    removeFolder(door.folder);
  });

  const valueIn = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };
  /** Every query's answer as a text, without the instants at which it was made. */
  async function answers(): Promise<ReadonlyMap<CallName, string>> {
    const known = { from: '2026-04-01', to: '2026-04-30', routeId: ROUTE.id, ids: [ROUTE.id] };
    const found = new Map<CallName, string>();
    for (const name of QUERIES) {
      if (LEFT_OUT.has(name)) continue;
      const answer = await door.callAnything(name, ASKED[name] ?? sampleInput(name, 0, known));
      found.set(name, JSON.stringify(answer).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|"at":\d{13}/g, 'instant'));
    }
    return found;
  }
  const drafted = (note: string) => door.call('drafts.apply', { command: { kind: 'note', ...ROUTE, note } });
  const group = (id: string, code: string) =>
    door.call('drafts.apply', {
      command: { kind: 'put', section: 'invoice_groups', id, body: { code, name: id, users: [], organizations: [] }, note: '' },
    });
  const anItem = async (): Promise<CallOutput<'plan.items'>['items'][number]> => {
    const item = valueIn(await door.call('plan.items', ASKED['plan.items'] as CallInput<'plan.items'>)).items[0];
    if (item === undefined) throw new Error('the plan is empty');
    return item;
  };
  const aRow = async (): Promise<{ readonly revision: number; readonly rows: number[] }> => {
    const { revision, rows } = valueIn(await door.call('matching.rows', ASKED['matching.rows'] as CallInput<'matching.rows'>));
    return { revision, rows: rows.slice(0, 2).map(({ row }) => row) };
  };
  const saidStep = async (): Promise<CallInput<'setup.unmark'>['step']> => {
    const step = valueIn(await door.call('setup.guide', {})).steps.find(({ mark }) => mark !== null);
    if (step === undefined) throw new Error('nothing is said of any step');
    return step.id;
  };
  const companyId = async (): Promise<string> => valueIn(await door.call('companies.current', {})).company.id;
  const deeds: { readonly [N in CallName]?: () => Promise<Result<unknown>> } = {
    'console.changeSettings': () => door.call('console.changeSettings', { theme: 'dark' }),
    'companies.rename': async () => door.call('companies.rename', { id: await companyId(), name: '別の名前' }),
    'companies.setReadOnly': async () => door.call('companies.setReadOnly', { id: await companyId(), readOnly: false, typedName: null }),
    'companies.changeDomains': () => door.call('companies.changeDomains', { companyDomains: ['example.co.jp'], aliasDomains: [] }),
    'companies.changeMatchingPolicy': () =>
      door.call('companies.changeMatchingPolicy', { purchasingGroups: ['購買'], caseComparison: 'exact', amazonUsersFrom: 'invitations' }),
    'triage.changeExclusions': () => door.call('triage.changeExclusions', { entries: [] }),
    'triage.change': async () => door.call('triage.change', { selection: await aRow(), change: { kind: 'note', text: '確認中' } }),
    'triage.redo': async () => {
      const { commandId } = valueIn(
        await door.call('triage.change', { selection: await aRow(), change: { kind: 'assign', side: 'neo', person: '' } }),
      );
      valueIn(await door.call('triage.undo', { commandId: commandId ?? -1 }));
      return door.call('triage.redo', { commandId: commandId ?? -1 });
    },
    'drafts.apply': () => drafted('覚え書き'),
    'drafts.rename': () => door.call('drafts.rename', { ...ROUTE, name: '別の経路' }),
    'drafts.undo': () => door.call('drafts.undo', {}),
    'drafts.redo': () => door.call('drafts.redo', {}),
    'drafts.duplicate': () => door.call('drafts.duplicate', { objects: [{ ...ROUTE, name: '写し' }] }),
    'drafts.create': () => door.call('drafts.create', { section: 'routes', name: '新しい経路', template: null }),
    'drafts.delete': () => door.call('drafts.delete', { objects: [ROUTE] }),
    'drafts.revert': () => door.call('drafts.revert', { objects: [ROUTE] }),
    'companyRules.change': () => door.call('companyRules.change', { rules: null }),
    'calendar.change': () => door.call('calendar.change', { change: null }),
    'clocks.changeLockPolicy': async () => {
      const policy = valueIn(await door.call('clocks.lockPolicy', {}));
      return door.call('clocks.changeLockPolicy', { ...policy, reading: policy.reading === 'hours' ? 'dates' : 'hours' });
    },
    'clocks.changeAccountReview': () => door.call('clocks.changeAccountReview', { startedOn: '2026-04-01' }),
    'setup.note': () => door.call('setup.note', { step: 'company-payment', text: '経理に確認' }),
    'setup.unmark': async () => door.call('setup.unmark', { step: await saidStep() }),
    'plan.ignore': async () => {
      const { key } = await anItem();
      return door.call('plan.ignore', { at: [{ key, path: '' }], until: '2999-01-01', because: '後で' });
    },
    'plan.select': async () => door.call('plan.select', { keys: [(await anItem()).key], chosen: false }),
    'plan.changePolicy': () => door.call('plan.changePolicy', { policy: null }),
    'secrets.useSession': () => door.call('secrets.useSession', { use: true }),
    'secrets.clear': () => door.call('secrets.clear', { name: 'access-key' }),
    'views.save': () => door.call('views.save', { id: null, name: '見方', content: VIEW }),
    'triage.changeRetention': () => door.call('triage.changeRetention', { months: 13 }),
    'imports.changeLimit': () => door.call('imports.changeLimit', { limit: { count: 1, percent: null, floor: 0 } }),
  };

  it('is compared for every command that is no job, but for those named', () => {
    const changing = COMMANDS.filter((name) => CALLS[name].job === null && CALLS[name].changes.length > 0);
    const tried = new Set(Object.keys(deeds));
    expect(changing.filter((name) => !tried.has(name))).toEqual(changing.filter((name) => NOT_TRIED.has(name)));
    expect([...NOT_TRIED].filter((name) => tried.has(name) || !changing.includes(name))).toEqual([]);
  });

  it('is all that is other for any query afterwards', async () => {
    expect((await group('tried', 'TRIED')).ok).toBe(true);
    await answers();
    let before = await answers();
    const again = await answers();
    // What differs without anything being done could not be told from what a command did.
    expect([...again].filter(([name, answer]) => before.get(name) !== answer)).toEqual([]);
    const refused: string[] = [];
    const untold: string[] = [];
    const seen = new Set<CallName>();
    for (const [command, deed] of Object.entries(deeds) as [CallName, () => Promise<Result<unknown>>][]) {
      const done = await deed();
      if (!done.ok) refused.push(`${command}: ${JSON.stringify(done.error)}`);
      // The findings tell of themselves.
      const told = new Set<Topic>(['findings', ...CALLS[command].changes]);
      await answers();
      const after = await answers();
      for (const [name, answer] of after) {
        if (before.get(name) === answer) continue;
        seen.add(command);
        if (!CALLS[name].reads.some((topic) => told.has(topic))) untold.push(`${command} changed ${name}`);
      }
      before = after;
    }
    expect(refused).toEqual([]);
    expect(untold).toEqual([]);
    expect(seen.size).toBeGreaterThan(Object.keys(deeds).length / 2);
  }, 120_000);
});
