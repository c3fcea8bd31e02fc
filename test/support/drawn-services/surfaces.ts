import type { Topic } from '#shared/contract/call/topics.ts';
import { CALLS, type CallInput, type CallName } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { CALL_NAMES } from '../call-names.ts';
import { sampleInput } from '../contract-samples.ts';
import { people } from './lists.ts';
import type { OwnConsole } from './own-console.ts';

const ROUTE = { section: 'routes', id: 'demo-route-standard' } as const;
/** ID of a person in the generated lists. */
const PERSON = people[1]?.id ?? '';
const BY_NAME = { by: 'name', direction: 'ascending' } as const;
const EVERYTHING = { kinds: [], sections: [], risks: [], search: '', show: 'all' } satisfies CallInput<'plan.items'>['filter'];
const all = (section: CallInput<'drafts.list'>['section']) => ({ section, sort: BY_NAME, search: '', offset: 0, limit: 200 });

/** Inputs for queries that would fail with a generated one. */
const ASKED: { readonly [N in CallName]?: CallInput<N> } = {
  'drafts.list': all('routes'),
  'drafts.get': ROUTE,
  'drafts.impact': { targets: [{ kind: 'draft', ...ROUTE }] },
  'drafts.coverage': { parentId: null },
  'routes.health': { ids: [ROUTE.id] },
  'invoicing.people': { which: { kind: 'none' }, organizationId: null, search: '', offset: 0, limit: 50 },
  'matching.rows': { filter: EMPTY_FINDING_FILTER, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 200 },
  'triage.ledger': { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 50 },
  'fixes.list': { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 100 },
  'plan.items': { filter: EVERYTHING, offset: 0, limit: 500 },
  'plan.ignored': { offset: 0, limit: 100 },
  'historyLog.list': { filter: { kinds: [], sections: [], search: '', runId: null, from: null, to: null }, offset: 0, limit: 50 },
  'calendar.get': { from: '2026-04-01', to: '2026-04-30' },
  'notices.digest': { days: 60 },
  'apply.state': { runId: null, states: [], offset: 0, limit: 100 },
  'apply.runs': { offset: 0, limit: 100 },
  'drafts.names': { ids: [{ kind: 'user', id: PERSON }] },
  'leavers.plan': { chosen: [], also: [] },
  'people.look': { personId: PERSON },
  'plan.guards': { reason: '試験' },
};
const KNOWN = {
  from: '2026-04-01',
  to: '2026-04-30',
  date: '2026-04-10',
  firstDay: '2026-04-01',
  lastDay: '2026-04-30',
  routeId: ROUTE.id,
  ids: [ROUTE.id],
};
/** Queries whose response depends on the machine, on files, on another server, or on work that runs in the background. */
const EXCLUDED_CALLS: ReadonlySet<CallName> = new Set([
  'console.doctor',
  'console.info',
  'console.storage',
  'people.askAmazon',
  'imports.compare',
  'imports.compareFormer',
  'imports.preview',
  'imports.top',
  'imports.changes',
  'jobs.list',
  'files.recognize',
  'files.info',
  'secrets.previewBundle',
  'drafts.previewImport',
  'drafts.readAmazonGroups',
  'fixes.loadedFile',
  'fixes.previewNeoFile',
  'fixes.previewTemplate',
  'approval.review',
]);

/** A query with its input, as a window sends it. */
export interface Surface {
  readonly key: string;
  readonly name: CallName;
  readonly input: unknown;
  readonly reads: ReadonlySet<Topic>;
}

const surface = (name: CallName, input: unknown, more = ''): Surface => ({
  key: `${name}${more}`,
  name,
  input,
  reads: new Set(CALLS[name].reads),
});

/** All data shown about a company: every query of the contract once, and the drafts of every section. */
export const SURFACES: readonly Surface[] = [
  ...CALL_NAMES.filter((name) => CALLS[name].kind === 'query' && !EXCLUDED_CALLS.has(name)).map((name) =>
    surface(name, ASKED[name] ?? sampleInput(name, 0, KNOWN)),
  ),
  ...(['serials', 'invoice_groups', 'amazon_groups'] as const).map((section) => surface('drafts.list', all(section), ` ${section}`)),
  ...(['integration', 'common_settings', 'allowed_users'] as const).map((section) =>
    surface('drafts.get', { section, id: section }, ` ${section}`),
  ),
];

/** Returns the response as text, without timestamps and without counters that start when the file is opened. */
export const asText = (answer: unknown): string =>
  JSON.stringify(answer).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|"at":\d{13}|"triageVersion":\d+/g, 'instant');

/** Returns the current response of each surface. */
export async function answersOf(console: OwnConsole, surfaces: readonly Surface[] = SURFACES): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  // While the audit runs, queries return the stored result, so this call waits for the audit.
  await console.call('triage.history', { limit: 1 });
  for (const { key, name, input } of surfaces) found.set(key, asText(await console.callAnything(name, input)));
  return found;
}

/** A window that caches responses until it is notified that they may have changed. */
export class Window {
  readonly #kept = new Map<string, string>();
  readonly #stop: () => void;
  readonly #console: OwnConsole;

  constructor(console: OwnConsole, company: string) {
    this.#console = console;
    this.#stop = console.onChange(({ companyId, topics }) => {
      if (companyId !== null && companyId !== company) return;
      for (const { key, reads } of SURFACES) if (topics.some((topic) => reads.has(topic))) this.#kept.delete(key);
    });
  }

  async look(): Promise<void> {
    const missing = SURFACES.filter(({ key }) => !this.#kept.has(key));
    // A query may change other responses and notify the window; the affected surfaces are queried again.
    for (const one of missing) for (const [key, answer] of await answersOf(this.#console, [one])) this.#kept.set(key, answer);
  }

  /** Returns the cached responses that are outdated although the window was not notified. */
  async stale(): Promise<readonly string[]> {
    const kept = new Map(this.#kept);
    const now = await answersOf(
      this.#console,
      SURFACES.filter(({ key }) => kept.has(key)),
    );
    return [...kept].flatMap(([key, answer]) => {
      const other = now.get(key) ?? '';
      // If the window was notified during the query, it would have queried again.
      return other === answer || !this.#kept.has(key) ? [] : [`${key}: ${difference(answer, other)}`];
    });
  }

  forget(): void {
    this.#kept.clear();
  }

  close(): void {
    this.#stop();
  }
}

/** Shows the first difference between two texts. */
export function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const from = Math.max(0, at - 160);
  return `\n      was …${one.slice(from, at + 160)}…\n      is  …${other.slice(from, at + 160)}…`;
}
