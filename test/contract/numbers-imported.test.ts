import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEBHOOK_FORMS } from '#main/delivery/webhook-body.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import type { SheetCells } from '#main/files/xlsx/sheet-cells.ts';
import { XlsxWorkbook } from '#main/files/xlsx/xlsx-workbook.ts';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter } from '#shared/contract/readiness/matching.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { ReportFormat } from '#shared/contract/reports.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { CLI } from '../support/built.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { type ImportedLists, writeImportedLists } from '../support/imported-lists.ts';
import { partsOf, startMailServer } from '../support/mail-server.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const COMPANY = '一覧だけの会社';
const SEVERITY = { by: 'severity', direction: 'ascending' } as const;
const EVERYTHING = { ...EMPTY_FINDING_FILTER, triage: 'all' as const };
const texts = createTexts('ja');
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
type Kind = 'neo-users' | 'amazon-users' | 'directory-people' | 'organizations';

let client: HostClient;
let lists: ImportedLists;
beforeAll(async () => {
  client = await openHostClient('dispatcher');
  lists = writeImportedLists(join(client.folder, 'lists'), 200);
  unwrapResult(await client.call('companies.create', { name: COMPANY, kind: 'test' }));
  // Commands that read only files have no exclusion list, so it is cleared.
  unwrapResult(await client.call('triage.changeExclusions', { entries: [] }));
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
});

/** Imports a list and compares the numbers on the import screen before and after with the written ones. */
async function take(kind: Kind, path: string, rows: number, imported: number): Promise<void> {
  const { token } = await client.console.files.add({ path, origin: 'chosen' });
  const preview = unwrapResult(await client.call('imports.preview', { kind, token, reading: {} }));
  expect([kind, preview.rows, preview.badRows.rows]).toEqual([kind, rows, 0]);
  const job = await client.finish(client.call('imports.commit', { kind, token, reading: {} }));
  expect([kind, job.error, job.result?.['rows']]).toEqual([kind, null, imported]);
  const present = unwrapResult(await client.call('imports.present', {})).lists.find((list) => list.kind === kind);
  expect(present?.rows).toBe(imported);
}

/** Returns the JSON that the audit command writes. */
async function audited(...given: string[]): Promise<ReturnType<typeof auditSchema.parse>> {
  const out = join(client.folder, 'audit.json');
  expect(await runAudit([...given, '--out', out, '--quiet'])).toBe(1);
  return auditSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
}

async function report(format: ReportFormat): Promise<Buffer> {
  const order = { format, encoding: 'utf8', language: 'ja', filter: EVERYTHING, sort: SEVERITY } as const;
  const job = await client.finish(client.call('reports.write', order));
  expect(job.error).toBeNull();
  return readFileSync((await client.console.files.find(String(job.result?.['token']))).path);
}

/** Returns the texts of a sheet by row. */
function rowsOf({ texts: bytes, textEnds, rowCells, cellTexts }: SheetCells): string[][] {
  const textOf = (at: number): string => Buffer.from(bytes.subarray(at === 0 ? 0 : textEnds[at - 1], textEnds[at])).toString('utf8');
  return Array.from({ length: rowCells.length - 1 }, (_, row) => [...cellTexts.subarray(rowCells[row], rowCells[row + 1])].map(textOf));
}

/** Starts a chat webhook on this machine that records the received bodies. */
async function startWebhook(): Promise<{ readonly posted: readonly string[]; readonly address: string }> {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      posted.push(body);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  afterAll(() => server.close());
  await once(server, 'listening');
  return { posted, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook token` };
}

const gatesOf = (gates: Readiness['gates']) => gates.map(({ unseen: _, ...gate }) => gate);
const byCodeOf = ({ byCode }: Readiness) => Object.fromEntries(byCode.map(({ code, findings }) => [code, findings]));

/** Compares the numbers that all screens show about the lists. */
async function screensAgree(): Promise<Readiness> {
  const summary = unwrapResult(await client.call('readiness.summary', {})) as Readiness;
  const { users, inScope, ready, blocked, notChecked, excluded, reasons, gates, byCode } = summary;
  expect([users, inScope, excluded]).toEqual([lists.neoPeople, lists.active, 0]);
  expect(ready + blocked + notChecked).toBe(inScope);
  expect([sum(reasons.map(({ people }) => people)), sum(gates.map(({ stopsHere }) => stopsHere))]).toEqual([blocked, blocked]);
  for (const gate of gates) expect(gate.passed + gate.blocked + gate.notChecked).toBe(inScope);

  // The count in the navigation for the matching screen: people whose first closed gate is in its rows.
  const rows = async (filter: Partial<FindingFilter>): Promise<CallOutput<'matching.rows'>> =>
    unwrapResult(await client.call('matching.rows', { filter: { ...EVERYTHING, ...filter }, sort: SEVERITY, offset: 0, limit: 500 }));
  expect(await rows({ severities: ['block'], firstGateOnly: true })).toMatchObject({ people: blocked, total: blocked });
  const all = await rows({});
  expect(all).toMatchObject({ total: sum(byCode.map(({ findings }) => findings)), findings: all.total });
  expect(new Set(all.rows.flatMap(({ personId }) => personId ?? [])).size).toBe(all.people);
  expect(Object.fromEntries(all.codeCounts.map(({ code, findings }) => [code, findings]))).toEqual(byCodeOf(summary));
  const perPerson = await rows({ perPerson: true });
  expect([perPerson.people, perPerson.findings]).toEqual([all.people, all.findings]);
  for (const { code, people, owners } of reasons) {
    const stopped = await rows({ codes: [code], firstGateOnly: true });
    expect([code, stopped.people]).toEqual([code, people]);
    // The responsible party is the same in the table, in the list of reasons and on a person's page.
    for (const side of ['neo', 'amazon', 'both'] as const) {
      const own = await rows({ codes: [code], firstGateOnly: true, sides: [side] });
      expect([code, side, own.people]).toEqual([code, side, owners[side]]);
      expect(own.rows.every((row) => row.side === side)).toBe(true);
    }
  }

  // The list of users.
  const people = unwrapResult(
    await client.call('people.list', {
      filter: { search: '', states: [], organizationId: null },
      sort: { by: 'list', direction: 'ascending' },
      offset: 0,
      limit: 500,
    }),
  );
  expect(people.total).toBe(users);
  const states = Object.fromEntries(people.states.map((line) => [line.state, line.people]));
  expect(states).toEqual({ ready, blocked, 'not-checked': notChecked, outside: users - inScope });
  for (const { code, people: of, owners } of reasons) {
    const those = people.rows.filter((row) => row.code === code);
    expect([code, those.length]).toEqual([code, of]);
    for (const side of ['neo', 'amazon', 'both'] as const)
      expect([code, side, those.filter(({ move }) => move === side).length]).toEqual([code, side, owners[side]]);
  }

  // The overview of companies, the lists of this company, and its invoice groups.
  const { companies } = unwrapResult(await client.call('companies.overview', {}));
  const [mine] = companies;
  expect(mine?.glance).toMatchObject({ inScope, ready, blocked, notChecked });
  const waiting = { neo: 0, amazon: 0, both: 0 };
  for (const { owners } of reasons) for (const side of ['neo', 'amazon', 'both'] as const) waiting[side] += owners[side];
  expect(mine?.glance?.waiting).toEqual(waiting);
  const { sources } = unwrapResult(await client.call('companies.current', {}));
  expect(mine?.sources.map(({ side, rows: of }) => [side, of])).toEqual(sources.map(({ side, rows: of }) => [side, of]));
  expect(unwrapResult(await client.call('drafts.coverage', { parentId: null })).people).toBe(inScope);
  expect(unwrapResult(await client.call('setup.guide', {})).firstOrder).toMatchObject({ ready, notChecked });
  return summary;
}

/** Compares the numbers in reports of the window and of commands with the screens. */
async function reportsAgree(summary: Readiness, files: readonly string[]): Promise<void> {
  const { users, inScope, ready, blocked, notChecked, matched } = summary;
  const numbers = { users, inScope, ready, blocked, notChecked, matched, gates: gatesOf(summary.gates), byCode: byCodeOf(summary) };
  const found = sum(summary.byCode.map(({ findings }) => findings));
  for (const json of [
    auditSchema.parse(JSON.parse((await report('json')).toString('utf8'))),
    await audited('--profile', COMPANY, '--data-dir', client.folder),
    await audited(...files),
  ]) {
    expect(json.summary).toMatchObject(numbers);
    expect(json.findings).toHaveLength(found);
    expect(new Set(json.findings.map(({ code }) => code))).toEqual(new Set(Object.keys(numbers.byCode)));
  }
  expect(readCsvTable(await report('csv'), 'a.csv', {}).rowCount).toBe(found);

  const book = new XlsxWorkbook(await report('xlsx'), 'a.xlsx');
  const overview = new Map<string, string>();
  for (const [label = '', value = ''] of rowsOf(book.cells(0))) if (!overview.has(label)) overview.set(label, value);
  for (const [key, number] of [
    ['organizations.inScope', inScope],
    ['facts.blocked', blocked],
    ['facts.notChecked', notChecked],
    ['facts.outside', users - inScope],
    ['facts.users', users],
  ] as const)
    expect([key, overview.get(texts(`reportDocument.${key}`))]).toEqual([key, String(number)]);
  expect(rowsOf(book.cells(1))).toHaveLength(blocked + 1);
  expect(rowsOf(book.cells(2))).toHaveLength(found + 1);

  const page = (await report('html')).toString('utf8');
  for (const value of [blocked, notChecked, users - inScope, users])
    expect(page).toContain(texts('reportDocument.facts.people', { value }));
  expect(page).toContain(texts('reportDocument.answer.of', { inScope }));
  expect(page).toContain(texts('reportDocument.list.whole', { count: found }));
}

describe('numbers of imported lists', () => {
  it('give the number of rows of a file and of the people or accounts imported from it', async () => {
    await take('neo-users', lists.neo, lists.neoPeople, lists.neoPeople);
    // An account in several groups has several rows.
    expect(lists.amazonRows).toBeGreaterThan(lists.amazonAccounts);
    await take('amazon-users', lists.amazon, lists.amazonRows, lists.amazonAccounts);
  });

  it('agree on every screen, in every report and in both audits of two lists alone', async () => {
    const summary = await screensAgree();
    expect(summary.ready).toBe(0);
    expect(summary.byCode.find(({ code }) => code === 'amazon-user-of-suspended')?.findings).toBe(lists.neoPeople - lists.active);
    await reportsAgree(summary, ['--neo', lists.neo, '--amazon', lists.amazon]);
  });

  it('agree if organizations and the company directory are imported in addition to the two lists', async () => {
    await take('organizations', lists.organizations, 2, 2);
    await take('directory-people', lists.directory, lists.directoryPeople, lists.directoryPeople);
    const summary = await screensAgree();
    expect(summary.byCode.some(({ code }) => code === 'directory-disabled')).toBe(true);
    const given = ['--neo', lists.neo, '--amazon', lists.amazon, '--organizations', lists.organizations];
    await reportsAgree(summary, [...given, '--directory', lists.directory]);
  });

  it('agree in what watch finds, writes into its file and sends by mail and by webhook', async () => {
    const server = await startMailServer({});
    const { posted, address } = await startWebhook();
    const out = join(client.folder, 'watch.json');
    const files = ['--neo', lists.neo, '--amazon', lists.amazon, '--organizations', lists.organizations];
    const given = [
      '--profile',
      COMPANY,
      '--data-dir',
      client.folder,
      '--state',
      join(client.folder, 'watch-state'),
      '--format',
      'json',
      '--quiet',
    ];
    const mail = ['--smtp', `127.0.0.1:${server.port}`, '--mail-from', 'a@example.co.jp', '--mail-to', 'it@example.co.jp'];
    const watch = async (...ways: readonly string[]): Promise<void> => {
      const env = { TSUNAGI_WEBHOOK: address };
      const child = spawn(process.execPath, [CLI, 'watch', ...files, ...given, ...ways, '--out', out], { env, stdio: 'ignore' });
      expect(await once(child, 'exit')).toEqual([1, null]);
    };
    await watch(...mail);
    await server.close();
    const { summary, findings } = auditSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
    // A watched company is audited with its stored directory list.
    const byFiles = await audited(...files, '--directory', lists.directory);
    const { sinceLast, excluded, ...numbers } = summary;
    expect([numbers, excluded]).toEqual([byFiles.summary, 0]);
    expect(findings).toHaveLength(byFiles.findings.length);
    expect(sinceLast).toMatchObject({ run: 1, new: byFiles.findings.length, back: [], fixed: [] });
    const [sent] = server.received.map(partsOf);
    expect(sent?.subject).toContain(`${byFiles.findings.length} 件`);
    expect(sent?.text).toContain(texts('cli.since.first', { count: byFiles.findings.length }));
    const attached = auditSchema.parse(JSON.parse(String(sent?.attachments[0])));
    expect([attached.summary, attached.findings.length]).toEqual([summary, findings.length]);

    // The text for each service contains the same sentence and numbers.
    for (const [at, form] of WEBHOOK_FORMS.entries()) {
      given[given.indexOf('--state') + 1] = join(client.folder, `webhook-state-${form}`);
      await watch('--webhook', 'it', '--webhook-form', form);
      const body = posted[at] ?? '';
      const shown = form === 'chatwork' ? (new URLSearchParams(body).get('body') ?? '') : body;
      expect([form, shown]).toEqual([form, expect.stringContaining(`${findings.length} 件`)]);
      if (form === 'json') expect(JSON.parse(body)).toMatchObject({ numbers: { run: 1, new: findings.length, back: 0, fixed: 0 } });
    }
    expect(posted).toHaveLength(WEBHOOK_FORMS.length);
  });
});
