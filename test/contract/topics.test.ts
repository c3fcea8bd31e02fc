import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { Topic } from '#shared/contract/call/topics.ts';
import { CALLS, type CallInput, type CallName } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { CALL_NAMES } from '../support/call-names.ts';
import { sampleInput } from '../support/contract-samples.ts';
import { type CommandExample, listCommandExamples, ROUTE } from '../support/deeds.ts';
import { type HostClient, openHostClient, removeFolder } from '../support/host-clients.ts';
import { listServerCommandExamples, openServerCompany } from '../support/server-deeds.ts';

const QUERIES = CALL_NAMES.filter((name) => CALLS[name].kind === 'query');
const COMMANDS = CALL_NAMES.filter((name) => CALLS[name].kind === 'command');
const keysOf = (name: CallName): readonly string[] => Object.keys(('shape' in CALLS[name].output && CALLS[name].output.shape) || {});

describe('the properties of calls in the contract', () => {
  it('a query changes nothing, and each topic it reads is changed by a command or by the findings', () => {
    const told = new Set<Topic>(['findings', ...COMMANDS.flatMap((name) => CALLS[name].changes)]);
    expect(QUERIES.filter((name) => CALLS[name].changes.length > 0)).toEqual([]);
    for (const name of QUERIES) for (const topic of CALLS[name].reads) expect([name, topic, told.has(topic)]).toEqual([name, topic, true]);
  });

  it('a command reads no topics, and every topic that it changes is read by a query', () => {
    const read = new Set<Topic>(QUERIES.flatMap((name) => CALLS[name].reads));
    expect(COMMANDS.filter((name) => CALLS[name].reads.length > 0)).toEqual([]);
    for (const name of COMMANDS)
      for (const topic of CALLS[name].changes) expect([name, topic, read.has(topic)]).toEqual([name, topic, true]);
  });

  it('a command returns a job id if and only if the contract declares it', () => {
    const byAnswer = COMMANDS.filter((name) => keysOf(name).includes('jobId'));
    expect(byAnswer.length).toBeGreaterThan(15);
    expect(COMMANDS.filter((name) => CALLS[name].job)).toEqual(byAnswer);
  });

  it('only what rests on the drafts waits for them to rest', () => {
    expect(QUERIES.filter((name) => CALLS[name].heavy && !CALLS[name].reads.includes('drafts'))).toEqual([]);
  });
});

const SORT = { by: 'name', direction: 'ascending' } as const;
/** Inputs for queries that would fail with a generated one. */
const ASKED: { readonly [N in CallName]?: CallInput<N> } = {
  'drafts.list': { section: 'routes', sort: SORT, search: '', offset: 0, limit: 100 },
  'drafts.get': ROUTE,
  'drafts.impact': { targets: [{ kind: 'draft', ...ROUTE }] },
  'drafts.coverage': { parentId: null },
  'routes.health': { ids: [ROUTE.id] },
  'invoicing.people': { which: { kind: 'none' }, organizationId: null, search: '', offset: 0, limit: 50 },
  'matching.rows': { filter: EMPTY_FINDING_FILTER, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 100 },
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
/** Commands that leave the company, or need a standard NEO, a running apply or a running job. Their effects are not compared. */
const NOT_DONE: ReadonlySet<CallName> = new Set<CallName>([
  'companies.create',
  'companies.open',
  'companies.delete',
  'server.signIn',
  'plan.resolve',
  'apply.pause',
  'apply.cancel',
  'apply.undo',
  'approval.identity',
  'jobs.cancel',
  // Only the desktop knows team servers; see test/electron/team-servers.test.ts.
  'teamServers.connect',
  'teamServers.cancel',
  'teamServers.forget',
  // The weekly check changes the scheduler of the machine.
  'weeklyCheck.write',
  'weeklyCheck.remove',
  // Only a team server has a schedule of its own; see test/integration/team/scheduled-check.test.ts.
  'checkSchedule.save',
  'checkSchedule.remove',
  // Only a team server has people and requests; test/e2e/team.test.ts shows that their windows follow.
  'team.changeMember',
  'team.endSession',
  'approval.request',
  'approval.decide',
  // A person never sees itself; test/integration/team/presence.test.ts reads the list as another person.
  'presence.report',
]);
/** Queries whose response depends on the machine, on files, or on work that runs in the background. */
const LEFT_OUT: ReadonlySet<CallName> = new Set([
  'console.doctor',
  'people.askAmazon',
  'imports.compare',
  'imports.compareFormer',
  'jobs.list',
  'weeklyCheck.state',
  'checkSchedule.state',
]);

const KNOWN = { from: '2026-04-01', to: '2026-04-30', routeId: ROUTE.id, ids: [ROUTE.id] };
const INPUTS = new Map(QUERIES.filter((name) => !LEFT_OUT.has(name)).map((name) => [name, ASKED[name] ?? sampleInput(name, 0, KNOWN)]));

/** Runs the heavy queries, so that the console evaluates all people again and other queries use the result. */
async function evaluateEverybody(client: HostClient): Promise<void> {
  for (const [name, input] of INPUTS) if (CALLS[name].heavy) await client.callAnything(name, input);
}

/** Returns the response of every query as text, without timestamps. */
async function answersOf(client: HostClient): Promise<ReadonlyMap<CallName, string>> {
  const found = new Map<CallName, string>();
  for (const [name, input] of INPUTS) {
    const answer = await client.callAnything(name, input);
    found.set(name, JSON.stringify(answer).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|"at":\d{13}/g, 'instant'));
  }
  return found;
}

interface Compared {
  readonly refused: readonly string[];
  /** Queries whose response changed although the command lists none of their topics. */
  readonly unannounced: readonly string[];
  readonly withoutEffect: readonly string[];
}

/** Runs every command and compares all responses before and after it. */
async function compareDeeds(client: HostClient, deeds: { readonly [N in CallName]?: CommandExample }): Promise<Compared> {
  await answersOf(client);
  let before = await answersOf(client);
  const again = await answersOf(client);
  // Responses must be stable, so that a difference shows the effect of a command.
  expect([...again].filter(([name, answer]) => before.get(name) !== answer)).toEqual([]);
  const refused: string[] = [];
  const unannounced: string[] = [];
  const seen = new Set<string>();
  for (const [command, deed] of Object.entries(deeds) as [CallName, CommandExample][]) {
    if (deed.prepare !== undefined) {
      await deed.prepare();
      before = await answersOf(client);
    }
    const done = await deed.act();
    if (!done.ok) refused.push(`${command}: ${JSON.stringify(done.error)}`);
    // Changes of the findings are announced separately.
    const announced = new Set<Topic>(['findings', ...CALLS[command].changes]);
    await evaluateEverybody(client);
    const after = await answersOf(client);
    for (const [name, answer] of after) {
      if (before.get(name) === answer) continue;
      seen.add(command);
      if (!CALLS[name].reads.some((topic) => announced.has(topic))) unannounced.push(`${command} changed ${name}`);
    }
    before = after;
  }
  return { refused, unannounced, withoutEffect: Object.keys(deeds).filter((name) => !seen.has(name)) };
}

const ALL_RIGHT: Compared = { refused: [], unannounced: [], withoutEffect: [] };

describe('what a command says it changes', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    client = await openHostClient('dispatcher');
  }, 60_000);
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    await sandbox.close();
  });

  it('is compared for every command that is no job, but for those named', () => {
    const changing = COMMANDS.filter((name) => CALLS[name].job === null && CALLS[name].changes.length > 0);
    const done = new Set([...Object.keys(listCommandExamples(client)), ...Object.keys(listServerCommandExamples(client, sandbox))]);
    expect(changing.filter((name) => !done.has(name))).toEqual(changing.filter((name) => NOT_DONE.has(name)));
    expect([...NOT_DONE].filter((name) => done.has(name) || !changing.includes(name))).toEqual([]);
  });

  it('is compared for every topic that a command without a job changes', () => {
    const done = [...Object.keys(listCommandExamples(client)), ...Object.keys(listServerCommandExamples(client, sandbox))] as CallName[];
    const compared = new Set(done.flatMap((name) => CALLS[name].changes));
    const changed = new Set(COMMANDS.filter((name) => CALLS[name].job === null).flatMap((name) => CALLS[name].changes));
    expect([...changed].filter((topic) => !compared.has(topic))).toEqual(['schedule', 'presence', 'team', 'teamServers', 'jobs']);
  });

  it('is all that changes for any query of the demo company', async () => {
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    expect((await client.finish(client.call('plan.readServer', {}))).error).toBeNull();
    expect(await compareDeeds(client, listCommandExamples(client))).toEqual(ALL_RIGHT);
  }, 240_000);

  it('covers every query whose answer changes, in a company with its own server', async () => {
    await openServerCompany(client);
    expect(await compareDeeds(client, listServerCommandExamples(client, sandbox))).toEqual(ALL_RIGHT);
  }, 240_000);
});
