import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stringify } from 'yaml';
import { DEMO_ROLES, startDemoProvider } from '#main/hosts/server/demo-provider.ts';
import { findFreePort } from '#main/hosts/server/free-port.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { CLI } from '../support/built.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { Browser } from '../support/team-server.ts';
import { generateLists } from './generated-lists.ts';
import { type Measurement, residentMemory } from './measure.ts';

const COMPANIES = 200;
const PEOPLE_PER_COMPANY = 1_000;
const ADMINISTRATORS = 20;
const DURATION_MS = 60_000;
/** Pause of an administrator between two actions, at random up to the double. */
const PAUSE_MS = 1_000;
const ACTIONS_PER_COMPANY = 8;

const ORDER = { sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 50 } as const;
const SEARCHES = ['佐藤', '鈴木', '田中', '山本'];

/** Durations of calls in milliseconds: the first of an administrator in a company, and all others. */
interface Durations {
  readonly first: number[];
  readonly others: number[];
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

/** A team server with 200 companies of 1,000 people, and 20 administrators who search and edit at once. */
export async function measureTeam(folder: string): Promise<Measurement[]> {
  const own = join(folder, 'team');
  const companies = await createCompanies(own);
  const port = await findFreePort();
  const publicUrl = `http://localhost:${port}`;
  const provider = await startDemoProvider({
    clientId: 'bench',
    redirectUri: `${publicUrl}/sign-in/callback`,
    postLogoutUri: `${publicUrl}/sign-in`,
    people: Array.from({ length: ADMINISTRATORS }, (_, at) => ({ subject: `a${at}`, name: `管理 ${at}`, roles: ['editor'] })),
  });
  const config = join(own, 'server.yaml');
  writeFileSync(join(own, 'master.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  const oidc = { issuer: provider.issuer, clientId: 'bench', roles: DEMO_ROLES };
  writeFileSync(config, stringify({ publicUrl, listen: { port }, dataFolder: 'data', masterKeyFile: 'master.key', oidc }));
  const start = performance.now();
  const server = spawn(process.execPath, [CLI, 'serve', '--config', config], { stdio: 'ignore' });
  try {
    await untilReady(publicUrl, server);
    const started = performance.now() - start;
    const durations: Durations = { first: [], others: [] };
    const browsers = await Promise.all(Array.from({ length: ADMINISTRATORS }, (_, at) => signIn(publicUrl, `a${at}`)));
    const end = performance.now() + DURATION_MS;
    await Promise.all(browsers.map((browser, at) => work(browser, at, companies, end, durations)));
    const about = `${COMPANIES} companies of ${PEOPLE_PER_COMPANY} people, ${ADMINISTRATORS} administrators at once`;
    const note = `${durations.first.length + durations.others.length} calls`;
    return [
      { name: `start of the team server, ${about}`, value: started, unit: 'ms', budget: 5_000, peer: null },
      { name: `95 % of calls, ${about}`, value: percentile(durations.others, 0.95), unit: 'ms', budget: 100, peer: null, note },
      {
        name: `95 % of first calls in a company, ${about}`,
        value: percentile(durations.first, 0.95),
        unit: 'ms',
        budget: 1_000,
        peer: null,
      },
      { name: `memory of the team server, ${about}`, value: residentMemory(server), unit: 'MB', budget: 1_500, peer: null },
    ];
  } finally {
    server.kill();
    await provider.close();
  }
}

/** Creates the companies with lists and returns their ids. */
async function createCompanies(own: string): Promise<readonly string[]> {
  mkdirSync(own, { recursive: true });
  const { neo, amazon } = generateLists(join(own, 'lists'), PEOPLE_PER_COMPANY, 5);
  const companies = openCompanies(join(own, 'data', 'workspaces'));
  const job = { signal: new AbortController().signal, report: () => undefined };
  const ids: string[] = [];
  for (let at = 0; at < COMPANIES; at++) {
    const { id } = await companies.create({ name: `第${at + 1}子会社`, kind: 'production' });
    const engine = engineOf(companies, id);
    await engine.importList({ path: neo, name: 'neo.csv', kind: 'neo-users', reading: {} }, job);
    await engine.importList({ path: amazon, name: 'amazon.csv', kind: 'amazon-users', reading: {} }, job);
    ids.push(id);
  }
  await companies.close();
  return ids;
}

async function untilReady(publicUrl: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const response = await fetch(`${publicUrl}/readyz`).catch(() => null);
    if (response?.ok === true) return;
    await setTimeout(20);
  }
}

async function signIn(publicUrl: string, subject: string): Promise<Browser> {
  const browser = new Browser(publicUrl);
  await browser.signInAs(subject);
  return browser;
}

/** One administrator: opens a company, searches and edits in it, and goes on to the next one. */
async function work(browser: Browser, at: number, companies: readonly string[], end: number, durations: Durations): Promise<void> {
  let company = '';
  for (let action = 0; performance.now() < end; action++) {
    const isFirst = action % ACTIONS_PER_COMPANY === 0;
    if (isFirst) company = companies[Math.floor(Math.random() * companies.length)] as string;
    const call = async <N extends CallName>(name: N, input: CallInput<N>, kept = durations.others): Promise<void> => {
      const start = performance.now();
      const result = await browser.call(name, input, company);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
      kept.push(performance.now() - start);
    };
    if (isFirst) await call('readiness.summary', {}, durations.first);
    else if (action % 4 === 1) {
      const body = { code: `G${at}`, name: `請求 ${action}`, users: [], organizations: [] };
      await call('drafts.apply', { command: { kind: 'put', section: 'invoice_groups', id: `g${at}`, body, note: '' } });
    }
    const search = SEARCHES[action % SEARCHES.length] as string;
    await Promise.all([
      call('readiness.summary', {}),
      call('drafts.summary', {}),
      call('matching.rows', { ...ORDER, filter: { ...EMPTY_FINDING_FILTER, search } }),
      call('presence.list', {}),
    ]);
    await setTimeout(Math.random() * 2 * PAUSE_MS);
  }
}
