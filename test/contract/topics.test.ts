import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLS, type CallInput, type CallName } from '#shared/contract/calls.ts';
import { EMPTY_FILTER } from '#shared/contract/finding-choices.ts';
import type { Topic } from '#shared/contract/topics.ts';
import { CALL_NAMES } from '../support/call-names.ts';
import { type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';
import { sampleInput } from '../support/contract-samples.ts';
import { type Deed, deedsOf, ROUTE } from '../support/deeds.ts';

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

const SORT = { by: 'name', direction: 'ascending' } as const;
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
/** Commands that need a second console, a server, a keychain or a job on its way, leave the company, or are refused to a demo company; none of them is compared with what it changes. */
const NOT_DONE: ReadonlySet<CallName> = new Set<CallName>([
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
  'secrets.clear',
  'secrets.test',
  'plan.resolve',
  'plan.arm',
  'plan.disarm',
  'apply.pause',
  'apply.cancel',
  'apply.undo',
  'approval.identity',
  'approval.import',
  'approval.trust',
  'approval.distrust',
  'jobs.cancel',
]);
/** Their answers tell of the machine, of files, or of work that goes on by itself. */
const LEFT_OUT: ReadonlySet<CallName> = new Set([
  'console.doctor',
  'people.askAmazon',
  'imports.compare',
  'imports.compareFormer',
  'jobs.list',
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

  const known = { from: '2026-04-01', to: '2026-04-30', routeId: ROUTE.id, ids: [ROUTE.id] };
  const inputs = new Map(QUERIES.filter((name) => !LEFT_OUT.has(name)).map((name) => [name, ASKED[name] ?? sampleInput(name, 0, known)]));

  /** Asks what makes the console look at everybody anew: what it then knows other queries tell. */
  async function lookAtEverybody(): Promise<void> {
    for (const [name, input] of inputs) if (CALLS[name].heavy) await door.callAnything(name, input);
  }

  /** Every query's answer as a text, without the instants at which it was made. */
  async function answers(): Promise<ReadonlyMap<CallName, string>> {
    const found = new Map<CallName, string>();
    for (const [name, input] of inputs) {
      const answer = await door.callAnything(name, input);
      found.set(name, JSON.stringify(answer).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|"at":\d{13}/g, 'instant'));
    }
    return found;
  }

  it('is compared for every command that is no job, but for those named', () => {
    const changing = COMMANDS.filter((name) => CALLS[name].job === null && CALLS[name].changes.length > 0);
    const done = new Set(Object.keys(deedsOf(door)));
    expect(changing.filter((name) => !done.has(name))).toEqual(changing.filter((name) => NOT_DONE.has(name)));
    expect([...NOT_DONE].filter((name) => done.has(name) || !changing.includes(name))).toEqual([]);
  });

  it('is all that is other for any query afterwards', async () => {
    const deeds = deedsOf(door);
    await answers();
    let before = await answers();
    const again = await answers();
    // What differs without anything being done could not be told from what a command did.
    expect([...again].filter(([name, answer]) => before.get(name) !== answer)).toEqual([]);
    const refused: string[] = [];
    const untold: string[] = [];
    const seen = new Set<CallName>();
    for (const [command, deed] of Object.entries(deeds) as [CallName, Deed][]) {
      if (deed.prepare !== undefined) {
        await deed.prepare();
        before = await answers();
      }
      const done = await deed.act();
      if (!done.ok) refused.push(`${command}: ${JSON.stringify(done.error)}`);
      // The findings tell of themselves.
      const told = new Set<Topic>(['findings', ...CALLS[command].changes]);
      await lookAtEverybody();
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
    expect(Object.keys(deeds).filter((name) => !seen.has(name as CallName))).toEqual([]);
  }, 120_000);
});
