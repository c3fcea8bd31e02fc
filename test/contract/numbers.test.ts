import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER_GROUP } from '#main/sandbox/company/amazon-accounts.ts';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { digestSchema } from '#shared/contract/orders/notices.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { FINDING_CODES, FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { CLI } from '../support/built.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;
const texts = createTexts('ja');
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

let client: HostClient;
beforeAll(async () => {
  client = await openHostClient('dispatcher');
  expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
});

async function readiness(): Promise<Readiness> {
  const summary = unwrapResult(await client.call('readiness.summary', {}));
  if (summary === null) throw new Error('no readiness');
  return summary;
}

const rows = async (filter: Partial<typeof EMPTY_FINDING_FILTER>) =>
  unwrapResult(
    await client.call('matching.rows', { filter: { ...EMPTY_FINDING_FILTER, ...filter }, sort: BY_SEVERITY, offset: 0, limit: 1 }),
  );

async function report(format: 'json' | 'html'): Promise<string> {
  const job = await client.finish(
    client.call('reports.write', { format, encoding: 'utf8', language: 'ja', filter: EMPTY_FINDING_FILTER, sort: BY_SEVERITY }),
  );
  expect(job.error).toBeNull();
  return readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
}

/** Compares all numbers of people with each other. */
async function everythingAgrees(): Promise<Readiness> {
  const summary = await readiness();
  const { users, inScope, ready, blocked, notChecked, excluded, matched, gates, reasons, organizations } = summary;

  // The four states count every person once.
  expect(ready + blocked + notChecked).toBe(inScope);
  expect(inScope + excluded).toBeLessThanOrEqual(users);
  expect(sum(reasons.map(({ people }) => people))).toBe(blocked);
  expect(sum(gates.map(({ stopsHere }) => stopsHere))).toBe(blocked);
  for (const gate of gates) expect(gate.passed + gate.blocked + gate.notChecked, `gate ${gate.gate}`).toBe(inScope);
  expect(matched).toBeGreaterThanOrEqual(ready);
  const tops = organizations.filter(({ parentId }) => parentId === null);
  for (const [field, total] of [
    ['inScope', inScope],
    ['ready', ready],
    ['blocked', blocked],
  ] as const)
    expect(sum(tops.map((line) => line[field]))).toBe(total);
  for (const { id, blocked: ofThem } of organizations)
    expect(sum(summary.organizationReasons.filter(({ organizationId }) => organizationId === id).map(({ people }) => people)), id).toBe(
      ofThem,
    );

  // On the matching screen, the people blocked at a gate are the same as in the summary.
  expect((await rows({ severities: ['block'], firstGateOnly: true })).people).toBeLessThanOrEqual(blocked);
  for (const { gate, stopsHere } of gates) {
    const codes = FINDING_CODES.filter((code) => FINDING_KINDS[code].gate === gate);
    const found = await rows({ codes, firstGateOnly: true });
    const ofAll = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, codes, firstGateOnly: true },
        sort: BY_SEVERITY,
        offset: 0,
        limit: 500,
      }),
    ).rows.some(({ neoUserId, amazonEmail }) => neoUserId === null && amazonEmail === null);
    // A finding about the whole company blocks people who have no row of their own.
    if (!ofAll) expect([gate, found.people]).toEqual([gate, stopsHere]);
  }

  // Numbers in the set-up guide, trend and history.
  const guide = unwrapResult(await client.call('setup.guide', {}));
  expect([guide.firstOrder.ready, guide.firstOrder.notChecked]).toEqual([ready, notChecked]);
  expect(summary.trend.at(-1)).toMatchObject({ inScope, ready, blocked });
  expect(unwrapResult(await client.call('triage.history', { limit: 1 })).runs.at(-1)).toMatchObject({ inScope, ready, blocked });

  // Invoice groups count exactly the people in scope.
  const coverage = unwrapResult(await client.call('drafts.coverage', { parentId: null }));
  expect(coverage.people).toBe(inScope);
  const none = unwrapResult(
    await client.call('invoicing.people', { which: { kind: 'none' }, organizationId: null, search: '', offset: 0, limit: 1 }),
  );
  expect(none.total).toBe(coverage.none);
  if (gates[4]?.notChecked !== inScope)
    expect(await rows({ codes: ['no-invoice-group'] })).toMatchObject({ people: coverage.none - coverage.byCodeAlone });

  // Numbers in JSON and in reports for people.
  const { summary: told } = JSON.parse(await report('json')) as { summary: Record<string, unknown> };
  expect(told).toMatchObject({ users, inScope, ready, blocked, notChecked, matched });
  expect((told['gates'] as Readiness['gates']).map(({ gate, stopsHere }) => [gate, stopsHere])).toEqual(
    gates.map(({ gate, stopsHere }) => [gate, stopsHere]),
  );
  const page = await report('html');
  expect(page).toContain(texts('reportDocument.facts.people', { value: blocked }));
  expect(page).toContain(texts('reportDocument.facts.people', { value: notChecked }));
  expect(page).toContain(texts('reportDocument.answer.of', { inScope }));

  // Numbers in the handover book.
  const job = await client.finish(client.call('handoverBook.write', { language: 'ja' }));
  expect(job.error).toBeNull();
  const book = readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
  expect(book).toContain(texts('book.answer.known', { ready, inScope, blocked, notChecked }));
  return summary;
}

describe('every number that counts people', () => {
  it('agrees with every other in the demo company', async () => {
    const { ready, notChecked, inScope } = await everythingAgrees();
    // Only people with undefined words in the export, or in a group without recorded details, are not checked.
    const { amazonUsers } = createDemoCompany();
    const words = amazonUsers.filter(({ unclear }) => unclear !== undefined);
    const elsewhere = amazonUsers.filter(({ groups }) => groups.includes(OTHER_GROUP));
    expect([ready > 0, elsewhere.length, notChecked]).toEqual([true, 3, words.length + elsewhere.length]);

    // The draft's own count of allowed users, without excluded people, equals the scope.
    const { facts } = unwrapResult(await client.call('drafts.get', { section: 'allowed_users', id: 'allowed_users' }));
    const { excluded } = await readiness();
    expect(facts).toMatchObject({ kind: 'allowed', active: inScope + excluded });

    // The plan counts the same people, because all drafts equal the server.
    const { effects } = unwrapResult(await client.call('plan.effects', {}));
    expect(effects).toMatchObject({ inScopeAfter: inScope, readyAfter: ready, notCheckedAfter: notChecked, readyBefore: ready });
  });

  it('agrees in the calendar, in the list of orders and in the digest as JSON, text and page', async () => {
    const { clocks } = unwrapResult(await client.call('clocks.list', {}));
    const { company } = unwrapResult(await client.call('companies.current', {}));
    const written = async (format: 'json' | 'text' | 'html'): Promise<string> => {
      const out = join(client.folder, `digest.${format}`);
      const args = ['digest', '--profile', company.id, '--data-dir', client.folder, '--days', '366', '--format', format, '--out', out];
      const [exit] = await once(spawn(process.execPath, [CLI, ...args], { env: { LANG: 'ja_JP.UTF-8' }, stdio: 'ignore' }), 'exit');
      expect(exit).toBe(1);
      return readFileSync(out, 'utf8');
    };
    const { company: _, ...json } = JSON.parse(await written('json')) as { company: unknown };
    const { deadlines, locksOver } = digestSchema.parse(json);
    for (const kind of ['order-lock', 'invitation', 'checkout-activation'] as const) {
      const of = <One extends { readonly kind: string; readonly count: number }>(all: readonly One[]): number =>
        sum(all.filter((one) => one.kind === kind).map(({ count }) => count));
      expect([kind, of(deadlines)]).toEqual([kind, of(clocks)]);
    }
    const { byDanger, pending } = unwrapResult(await client.call('orders.summary', {}));
    expect(byDanger.find(({ danger }) => danger === 'over')?.orders ?? 0).toBe(locksOver);
    expect(pending).toBeGreaterThan(0);
    expect(deadlines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['order-lock', 'invitation']));
    const [text, page] = [await written('text'), await written('html')];
    for (const { kind, count, subject } of deadlines) {
      if (kind !== 'order-lock' && kind !== 'invitation') continue;
      const what = texts(`digest.what.${kind}`, { count, subject: subject || 'none', past: 'no', monthly: 0 });
      expect(text).toContain(what);
      expect(page).toContain(what);
    }
    if (locksOver > 0) expect(text).toContain(texts('digest.locksOver', { count: locksOver }));
  });

  it('agrees with every other once fewer people may order, and the plan shows the change', async () => {
    const { ready, notChecked, inScope } = await readiness();
    const company = createDemoCompany();
    const users = company.users.slice(0, 200).map(({ id }) => id);
    const edit = { kind: 'set', fields: { everyone: false, users } } as const;
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'edit', section: 'allowed_users', id: 'allowed_users', edit } }));
    const fewer = await everythingAgrees();
    expect(fewer.inScope).toBeLessThan(inScope);
    expect(unwrapResult(await client.call('plan.effects', {})).effects).toMatchObject({
      inScopeBefore: inScope,
      readyBefore: ready,
      inScopeAfter: fewer.inScope,
      readyAfter: fewer.ready,
      lose: ready + notChecked - fewer.ready - fewer.notChecked,
    });
    unwrapResult(await client.call('drafts.undo', {}));
  });

  it('does not change when the copy of the catalog password is cleared, but that the first gate is no longer known', async () => {
    const before = await readiness();
    unwrapResult(await client.call('secrets.useSession', { use: true }));
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'a-catalog-password-9Xk' }));
    expect(await readiness()).toMatchObject({ ready: before.ready, blocked: before.blocked, notChecked: before.notChecked });
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
    const cleared = await everythingAgrees();
    // No person counts as unable to order: NEO has a password that this console does not know.
    expect(cleared).toMatchObject({ blocked: before.blocked, ready: 0, notChecked: before.ready + before.notChecked });
    expect(cleared.gates[0]).toMatchObject({ blocked: 0, notChecked: before.inScope, unseen: ['gate-1-password'] });
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'a-catalog-password-9Xk' }));
    expect(await readiness()).toMatchObject({ ready: before.ready, notChecked: before.notChecked });
  });

  it('agrees if only the two lists exist: matches are shown, and no one is counted as able to order', async () => {
    const folder = join(client.folder, 'lists');
    await writeDemoFiles(folder);
    unwrapResult(await client.call('companies.create', { name: '二つの一覧', kind: 'test' }));
    for (const [kind, path] of [
      ['neo-users', 'neo-users.csv'],
      ['amazon-users', 'amazon-users.csv'],
      ['organizations', 'organizations.csv'],
    ] as const)
      await take(kind, join(folder, path));
    const { ready, notChecked, blocked, matched, gates } = await everythingAgrees();
    expect([ready, notChecked]).toEqual([0, matched]);
    expect(blocked).toBeGreaterThan(0);
    expect(gates.map(({ unseen }) => unseen.length > 0)).toEqual([true, true, false, true, true, true, true, true]);
  });

  it('agrees in a company of allowed, excluded and unknown people', async () => {
    unwrapResult(await client.call('companies.create', { name: '一部の人だけ', kind: 'test' }));
    const neo = join(client.folder, 'neo.csv');
    const amazon = join(client.folder, 'amazon.csv');
    const people = Array.from({ length: 40 }, (_, at) => at + 1);
    writeFileSync(
      neo,
      ['ID,ログインID,氏名,職場用メールアドレス,使用停止フラグ']
        .concat(people.map((at) => `${at},u${at},${at === 39 ? '共有 受付' : `社員 ${at}`},u${at}@example.co.jp,${at === 40 ? '1' : '0'}`))
        .join('\n'),
    );
    writeFileSync(
      amazon,
      ['メールアドレス,氏名,ステータス,役割']
        .concat(people.filter((at) => at > 5).map((at) => `u${at}@example.co.jp,社員 ${at},${at % 10 === 0 ? '△' : '有効'},パンチアウト`))
        .join('\n'),
    );
    await take('neo-users', neo);
    await take('amazon-users', amazon);
    const body = { everyone: false, users: people.slice(0, 30).map(String).concat('39', '40'), organizations: [], roles: [] };
    unwrapResult(
      await client.call('drafts.apply', { command: { kind: 'put', section: 'allowed_users', id: 'allowed_users', body, note: '' } }),
    );
    const { users, inScope, blocked, notChecked, gates, excluded } = await everythingAgrees();
    expect([users, inScope + excluded, blocked]).toEqual([40, 31, 5]);
    expect(notChecked).toBe(inScope - 5);
    // An account with an unknown state leaves the gate not checked.
    expect(gates[3]).toMatchObject({ blocked: 5, notChecked: 3 });

    // A person excluded by login ID stays excluded after an import without login IDs, also in the map of invoice groups.
    const { entries } = unwrapResult(await client.call('triage.exclusions', {}));
    const excluding = [...entries.map(({ people: _, ...entry }) => entry), { field: 'login' as const, value: 'u7', note: '', on: true }];
    unwrapResult(await client.call('triage.changeExclusions', { entries: excluding }));
    expect((await everythingAgrees()).excluded).toBe(excluded + 1);
    writeFileSync(
      neo,
      ['ID,氏名,職場用メールアドレス,使用停止フラグ']
        .concat(people.map((at) => `${at},${at === 39 ? '共有 受付' : `社員 ${at}`},u${at}@example.co.jp,${at === 40 ? '1' : '0'}`))
        .join('\n'),
    );
    await take('neo-users', neo);
    expect((await everythingAgrees()).excluded).toBe(excluded + 1);
  });
});

async function take(kind: 'neo-users' | 'amazon-users' | 'organizations', path: string): Promise<void> {
  const { token } = await client.console.files.add({ path, origin: 'chosen' });
  const job = await client.finish(client.call('imports.commit', { kind, token, reading: {} }));
  expect(job.error).toBeNull();
}
