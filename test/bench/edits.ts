import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getStoredReadiness } from '#main/company/readiness/stored-readiness.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createDraftBody } from '#shared/domain/drafts/sections.ts';
import { TEMPLATES } from '#shared/domain/drafts/templates.ts';
import { type Engine, engineOf, openCompanies } from '../support/engine.ts';
import { generateLists } from './generated-lists.ts';
import { longestTurn, type Measurement, median } from './measure.ts';

const PEOPLE = 100_000;
const ORGANIZATIONS = 400;
const DRAFTS = 3_000;
const RUNS = 15;

/** Organisations of 250 people each, under ten above them. */
function writeOrganizations(folder: string): string {
  const path = join(folder, 'organizations.csv');
  const code = (i: number): string => `D${String(i).padStart(4, '0')}`;
  const lines = Array.from({ length: ORGANIZATIONS }, (_, i) => `${i + 1},第${i}課,${code(i)},${i < 10 ? '' : (i % 10) + 1}`);
  writeFileSync(path, `ID,組織名,組織コード,親組織ID\r\n${lines.join('\r\n')}\r\n`);
  return path;
}

/** A third routes, a third serial numbers, a third invoice groups, which together list all users except those of ten organizations. */
function commands(): DraftEdit[] {
  let step = 0;
  const objects = Array.from({ length: DRAFTS }, (_, i): DraftEdit => {
    const at = { kind: 'put', id: `d${i}`, note: '' } as const;
    if (i % 3 === 0) return { ...at, section: 'routes', body: TEMPLATES['route-purchasing'].make(at.id, `経路 ${i}`, () => `s${step++}`) };
    if (i % 3 === 1) return { ...at, section: 'serials', body: createDraftBody('serials', at.id, `連番 ${i}`) };
    const organizations = [{ id: String((Math.floor(i / 3) % (ORGANIZATIONS - 10)) + 11), descendants: false }];
    return {
      ...at,
      section: 'invoice_groups',
      body: { ...createDraftBody('invoice_groups', at.id, `請求 ${i}`), code: `G${i}`, organizations },
    };
  });
  const settings = { title: '購入', routeId: 'd0', serialId: 'd1' };
  return [...objects, { kind: 'put', section: 'common_settings', id: 'common_settings', body: settings, note: '' }];
}

/** The folder of a company of 100,000 people and 3,000 drafts, and its id. */
export async function fillLargeCompany(folder: string): Promise<{ readonly companiesFolder: string; readonly id: string }> {
  const lists = join(folder, 'lists');
  mkdirSync(lists, { recursive: true });
  const { neo, amazon } = generateLists(lists, PEOPLE);
  const companiesFolder = join(folder, 'workspaces');
  const companies = openCompanies(companiesFolder);
  const { id } = await companies.create({ name: '十万人', kind: 'test' });
  const engine = engineOf(companies, id);
  const work = { signal: new AbortController().signal, report: () => undefined };
  const read = (path: string, kind: 'neo-users' | 'organizations' | 'amazon-users') =>
    engine.importList({ path, name: `${kind}.csv`, kind, reading: {} }, work);
  await read(neo, 'neo-users');
  await read(writeOrganizations(lists), 'organizations');
  await read(amazon, 'amazon-users');
  await engine.applyDraft({ kind: 'sequence', commands: commands() });
  await engine.readiness();
  await companies.close();
  return { companiesFolder, id };
}

/** CPU of this process, ms. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const group = (organization: number): DraftEdit => ({
  kind: 'edit',
  section: 'invoice_groups',
  id: 'd8',
  edit: { kind: 'set', fields: { organizations: [{ id: String(organization), descendants: false }] } } as never,
});
const name = (text: string): DraftEdit => ({
  kind: 'edit',
  section: 'serials',
  id: 'd4',
  edit: { kind: 'set', fields: { name: text } } as never,
});

/** CPU of one edit and of what every window asks after it, and of the start of a company that is as it was left. */
export async function measureEdits(folder: string): Promise<Measurement[]> {
  const { companiesFolder, id } = await fillLargeCompany(join(folder, 'edits'));
  const start = openCompanies(companiesFolder);
  const shown = await cpuOf(() => start.within(id, async (session) => getStoredReadiness(session)));
  const engine = engineOf(start, id);
  let turn = 0;
  const started = await cpuOf(async () => {
    turn = await longestTurn(() => start.within(id, (session) => session.ready()));
    await engine.readiness();
  });
  /** Medians of the calls of `asked`, each after one more edit. */
  async function after(edit: (run: number) => DraftEdit, asked: Readonly<Record<string, () => Promise<unknown>>>) {
    const spent: Record<string, number[]> = {};
    for (let run = 0; run < RUNS; run++) {
      await engine.applyDraft(edit(run));
      for (const [name, call] of Object.entries(asked)) {
        spent[name] ??= [];
        spent[name].push(await cpuOf(call));
      }
    }
    return Object.fromEntries(Object.entries(spent).map(([name, times]) => [name, median(times)]));
  }
  const asked: Readonly<Record<string, (of: Engine) => Promise<unknown>>> = {
    readiness: (of) => of.readiness(),
    'setup.guide': (of) => of.setupGuide(),
    'drafts.summary': (of) => of.draftSummary(),
    'notices.list': (of) => of.notices(),
    'plan.state': (of) => of.planState(),
  };
  const calls = Object.fromEntries(Object.entries(asked).map(([name, call]) => [name, () => call(engine)]));
  const concerned = await after((run) => group(run % 2 === 0 ? 1 : 13), calls);
  const untouched = await after((run) => name(`連番 ${run}`), calls);
  await start.close();
  const line = (what: string, value: number, budget: number | null): Measurement => ({
    name: `${what}, ${PEOPLE} people, ${DRAFTS} drafts, CPU`,
    value,
    unit: 'ms',
    budget,
    peer: null,
  });
  return [
    line('last readiness of a company just opened', shown, 1_200),
    line('readiness of a company just opened, everybody looked at', started, null),
    line('longest that a call waits while everybody is looked at', turn, 100),
    ...Object.entries(concerned).map(([call, ms]) =>
      line(`${call} after an edit that concerns 250 people`, ms, call === 'readiness' ? 50 : null),
    ),
    ...Object.entries(untouched).map(([call, ms]) => line(`${call} after an edit that concerns nobody`, ms, null)),
    line(
      'everything that one pause in typing asks',
      Object.values(untouched).reduce((sum, ms) => sum + ms, 0),
      60,
    ),
  ];
}
