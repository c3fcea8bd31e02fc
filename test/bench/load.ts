import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeReport } from '#main/app/reports/report.ts';
import type { CompanySession } from '#main/company/session.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type Engine, engineOf, openCompanies } from '../support/engine.ts';
import { startHostProgram } from '../support/started-host.ts';
import { generateLists } from './generated-lists.ts';
import { longestTurn, type Measurement, residentMemory } from './measure.ts';

const PEOPLE = 200_000;
const BUDGET_MS = 300;
const BUDGET_MB = 800;
/** Percentages of people whose address differs: a usual company, and one whose lists do not belong together. */
const DIFFERING = [5, 100] as const;
/** Time until the program is at rest. */
const REST_MS = 30_000;

const ORDER = { filter: EMPTY_FINDING_FILTER, sort: { by: 'severity', direction: 'ascending' } } as const;

/** An invoice group of one person, so that each other person has one more finding. */
const GROUP = {
  kind: 'put',
  section: 'invoice_groups',
  id: 'g1',
  body: { code: 'G1', name: '請求', users: ['1000'], organizations: [] },
  note: '',
} satisfies CallInput<'drafts.apply'>['command'];

/** How long a call waits at most (CPU of the longest step), and how much memory the host keeps, in companies of 200,000 people. */
export async function measureLoad(folder: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const differing of DIFFERING) {
    const own = join(folder, `load-${differing}`);
    const about = `${PEOPLE} people of whom ${differing} % differ`;
    const id = await measureWaits(own, differing, async (name, run) => {
      const value = await longestTurn(run);
      measurements.push({ name: `longest that a call waits, ${about}: ${name}`, value, unit: 'ms', budget: BUDGET_MS, peer: null });
    });
    const value = await memoryAtRest(own, id);
    measurements.push({ name: `memory of the host at rest, ${about}`, value, unit: 'MB', budget: BUDGET_MB, peer: null });
  }
  return measurements;
}

/** Imports, audits, edits and reports a company in this process; returns its id. */
async function measureWaits(
  own: string,
  differing: number,
  measure: (name: string, run: () => Promise<unknown>) => Promise<void>,
): Promise<string> {
  const { neo, amazon } = generateLists(join(own, 'lists'), PEOPLE, differing);
  const companies = openCompanies(join(own, 'workspaces'));
  const { id } = await companies.create({ name: '二十万人', kind: 'test' });
  const engine = engineOf(companies, id);
  const work = { signal: new AbortController().signal, report: () => undefined };
  await measure('import of NEO', () => engine.importList({ path: neo, name: 'neo.csv', kind: 'neo-users', reading: {} }, work));
  await measure('import of Amazon', () => engine.importList({ path: amazon, name: 'amazon.csv', kind: 'amazon-users', reading: {} }, work));
  await companies.within(id, async (session) => {
    await measure('first readiness', () => session.ready());
    await measure('search texts', () => session.warmSearches());
    for (const [name, edit] of [
      ['an edit that changes a finding of each person', () => engine.applyDraft(GROUP)],
      ['its undo', () => engine.undoDraft()],
    ] as const) {
      await measure(name, edit);
      await measure(`queries after ${name}`, () => askAfterEdit(session, engine));
    }
    for (const format of ['csv', 'json', 'xlsx', 'html'] as const) {
      const order = { ...ORDER, encoding: 'utf8-bom', language: 'ja', format, path: join(own, `report.${format}`) } as const;
      await measure(`${format} report`, () => writeReport(session, order, work));
    }
  });
  await companies.close();
  return id;
}

/** The queries that a window repeats after an edit, each as the application runs it. */
async function askAfterEdit(session: CompanySession, engine: Engine): Promise<void> {
  await session.ready();
  for (const ask of [
    () => engine.readiness(),
    () => engine.setupGuide(),
    () => engine.draftSummary(),
    () => engine.notices(),
    () => engine.planState(),
    () => engine.rows({ ...ORDER, offset: 0, limit: 50 }),
  ]) {
    await ask();
    await setTimeout();
  }
  await session.warmSearches();
}

type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;

/** Opens the company in the built host, searches and edits it, and returns the host's resident memory after a rest, MB. */
async function memoryAtRest(dataFolder: string, company: string): Promise<number> {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ lastCompanyId: company, operatorName: '担当' }), { mode: 0o600 });
  await using host = startHostProgram(['--no-open', `--data-dir=${dataFolder}`]);
  const { origin, hash } = await host.address;
  const send = async (path: string, body: object, bearer = ''): Promise<unknown> => {
    const headers = { Origin: origin, 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` };
    return (await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const { bearer } = (await send('/session', { token: hash.slice('#token='.length) })) as { bearer: string };
  const call: Call = async <N extends CallName>(name: N, input: CallInput<N>) => {
    const result = (await send('/call', { name, input, company }, bearer)) as Result<CallOutput<N>>;
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  while ((await call('readiness.summary', {}))?.checking === true) await setTimeout(200);
  await call('matching.rows', { ...ORDER, filter: { ...EMPTY_FINDING_FILTER, search: '佐藤' }, offset: 0, limit: 50 });
  await call('drafts.people', { search: '鈴木', kinds: ['user'], limit: 20 });
  await call('drafts.apply', { command: GROUP });
  await call('readiness.summary', {});
  await call('setup.guide', {});
  await call('matching.rows', { ...ORDER, offset: 0, limit: 50 });
  await setTimeout(REST_MS);
  return residentMemory(host.child);
}
