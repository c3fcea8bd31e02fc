import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { planDocumentSchema } from '#shared/contract/plan/plan-document.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';

const ALL = { kinds: [], sections: [], risks: [], search: '', show: 'all' } as const;
const EVERY_ENTRY = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };
const SECRET = 'catalog-secret-value';
const routeBody = (id: string) => ({
  id,
  name: '計画の経路',
  status: 'incomplete' as const,
  access: { kind: 'everyone' as const },
  applicantHandling: 'exclude' as const,
  steps: [],
});
const inJapanese = createTexts('ja');

describe('plan, apply and history through both hosts', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
    removeFolder(client.folder);
  });

  const items = async (filter: Partial<CallOutputFilter> = {}): Promise<CallOutput<'plan.items'>> =>
    unwrapResult(
      await client.call('plan.items', { filter: { ...ALL, kinds: [], sections: [], risks: [], ...filter }, offset: 0, limit: 100 }),
    );
  const state = async (): Promise<CallOutput<'plan.state'>> => unwrapResult(await client.call('plan.state', {}));
  const invoiceGroup = (id: string, code: string, label: string) =>
    client.call('drafts.apply', {
      command: { kind: 'put', section: 'invoice_groups', id, body: { code, name: label, users: [], organizations: [] }, note: '' },
    });
  async function start(order: object = {}): Promise<Job> {
    const { digest } = await state();
    return client.finish(client.call('apply.start', { digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop', ...order }));
  }

  it('report that the server has not been read yet', async () => {
    expect(await state()).toMatchObject({ server: null, read: null, run: null, lease: null, digest: '', totals: { chosen: 0 } });
    expect(await items()).toMatchObject({ total: 0, items: [] });
    expect(failureCodeOf(await client.call('plan.item', { key: 'routes x' }))).toBe('plan-not-read');
    expect((await client.finish(client.call('plan.export', { format: 'csv', encoding: 'utf8', language: 'ja' }))).error?.code).toBe(
      'plan-not-read',
    );
    expect((await client.finish(client.call('plan.readServer', {}))).error?.code).toBe('server-address-unset');
    expect((await client.finish(client.call('server.readPeople', {}))).error?.code).toBe('server-address-unset');
    expect((await start()).error?.code).toBe('plan-not-read');
    expect(unwrapResult(await client.call('apply.state', { runId: null, states: [], offset: 0, limit: 10 }))).toMatchObject({ run: null });
    expect(unwrapResult(await client.call('historyLog.verify', {}))).toEqual({ state: 'intact', entries: 0, head: '', broken: null });
  });

  it('read the server: unknown objects become drafts, and nothing differs', async () => {
    unwrapResult(await client.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey }));
    const job = await client.finish(client.call('plan.readServer', {}));
    expect(job).toMatchObject({ error: null, result: { changed: 0, unreadable: 0 } });
    expect(job.result?.['adopted']).toBe(job.result?.['objects']);
    expect(Number(job.result?.['objects'])).toBeGreaterThan(10);
    expect(await state()).toMatchObject({ server: 'gateway', read: { complete: { length: 6 } }, totals: { chosen: 0 }, refused: [] });
    expect(await items()).toMatchObject({ total: 0 });
    const summary = unwrapResult(await client.call('drafts.summary', {}));
    expect(summary.sections.reduce((sum, { changed }) => sum + changed, 0)).toBe(0);
  });

  it('rate a route that no one can choose, or that was never tried, as more than a low risk', async () => {
    const at = { section: 'routes', id: 'plan-route' } as const;
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'put', ...at, body: routeBody(at.id), note: '' } }));
    expect((await items()).items).toMatchObject([
      { key: 'routes plan-route', kind: 'create', risk: 'medium', risks: ['route-written-wrong', 'route-not-tried'] },
    ]);
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'delete', ...at } }));
    expect(await items()).toMatchObject({ total: 0 });
  });

  it('plan the drafts item by item, and select prerequisites together with an item', async () => {
    unwrapResult(await invoiceGroup('plan-group', 'PLANGROUP', '計画のグループ'));
    unwrapResult(
      await client.call('drafts.apply', {
        command: {
          kind: 'put',
          section: 'serials',
          id: 'plan-serial',
          body: {
            name: '計画の連番',
            parts: [{ kind: 'counter', digits: 5, zeroPad: true }],
            reset: 'none',
            fiscalStartMonth: 4,
            startValue: 1,
          },
          note: '',
        },
      }),
    );
    unwrapResult(
      await client.call('drafts.apply', {
        command: {
          kind: 'edit',
          section: 'common_settings',
          id: 'common_settings',
          edit: { kind: 'set', fields: { serialId: 'plan-serial' } },
        },
      }),
    );
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: SECRET }));
    const { items: rows, totals } = await items();
    expect(rows.map(({ key, kind }) => `${kind} ${key}`)).toEqual([
      // Sorted by kind and then by section, as in the list.
      'create serials plan-serial',
      'create invoice_groups plan-group',
      'change common_settings common_settings',
      'secret secret catalog-password',
    ]);
    expect(totals).toMatchObject({ chosen: 4, byKind: { create: 2, change: 1, secret: 1 } });
    for (const { sentence } of rows) expect(formatPhrase(sentence, inJapanese)).not.toMatch(/plan\.|[{}]/);
    expect(formatPhrase(rows[1]?.sentence ?? { key: '', params: {} }, inJapanese)).toContain('計画のグループ');
    expect(await items({ search: 'ＰＬＡＮＧＲＯＵＰ' })).toMatchObject({ total: 1 });
    expect(await items({ sections: ['serials'] })).toMatchObject({ total: 1 });

    const detail = unwrapResult(await client.call('plan.item', { key: 'common_settings common_settings' }));
    expect(detail.fields).toMatchObject([{ path: '/serialId', origin: 'ours', conflict: false, resolution: null, after: 'plan-serial' }]);
    expect(detail.needs).toMatchObject([{ key: 'serials plan-serial', because: 'uses-serial' }]);
    const added = unwrapResult(await client.call('plan.item', { key: 'serials plan-serial' }));
    expect(added.neededBy).toMatchObject([{ key: 'common_settings common_settings' }]);
    // A new object lists its contents, one line each.
    expect(added.lines.length).toBeGreaterThan(1);
    expect(added.lines.map(({ sentence }) => sentence.key)).not.toContain('plan.sentence.create');

    const left = unwrapResult(await client.call('plan.select', { keys: ['serials plan-serial'], chosen: false }));
    expect(left.along).toMatchObject([
      { key: 'common_settings common_settings', chosen: false, for: 'serials plan-serial', because: 'uses-serial' },
    ]);
    expect(left.totals.chosen).toBe(2);
    const back = unwrapResult(await client.call('plan.select', { keys: ['common_settings common_settings'], chosen: true }));
    expect(back.along).toMatchObject([{ key: 'serials plan-serial', chosen: true }]);
    expect(back.totals.chosen).toBe(4);
    expect(failureCodeOf(await client.call('plan.select', { keys: ['routes nowhere'], chosen: true }))).toBe('plan-item-not-found');
  });

  it('export the plan as the document that can be applied, as a table and as a page', async () => {
    const job = await client.finish(client.call('plan.export', { format: 'json', encoding: 'utf8', language: 'ja' }));
    const document = planDocumentSchema.parse(JSON.parse(readFileSync(await pathOf(job), 'utf8')));
    expect(document.calls.map(({ write, id }) => `${write} ${id}`)).toContain('secret catalog-password');
    expect(JSON.stringify(document)).not.toContain(SECRET);
    const csv = await client.finish(client.call('plan.export', { format: 'csv', encoding: 'utf8-bom', language: 'ja' }));
    expect(readFileSync(await pathOf(csv), 'utf8')).toContain('計画のグループ');
    const page = await client.finish(client.call('plan.export', { format: 'html', encoding: 'utf8', language: 'en' }));
    expect(readFileSync(await pathOf(page), 'utf8')).toContain('計画のグループ');
  });
  const pathOf = async (job: Job): Promise<string> => (await client.console.files.find(String(job.result?.['token']))).path;

  it('check a plan against the company’s own guards', async () => {
    const { guards, passed } = unwrapResult(await client.call('plan.guards', { reason: '' }));
    expect(passed).toBe(false);
    expect(guards.filter(({ state: of }) => of === 'blocked' || of === 'needs').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['people', 'reason']),
    );
    expect((await start()).error).toMatchObject({ code: 'plan-guarded' });
    const { policy, standard } = unwrapResult(await client.call('plan.policy', {}));
    expect(standard).toBe(true);
    const people = { count: null, percent: null, floor: 0 };
    expect(unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, people } }))).toMatchObject({ standard: false });
    // Another window that started from the standard rules keeps this change. A change of the same rule is refused.
    const theirs = { ...policy, deletions: { ...policy.deletions, serials: people } };
    const both = unwrapResult(await client.call('plan.changePolicy', { policy: theirs, began: policy })).policy;
    expect(both).toEqual({ ...theirs, people });
    const other = await client.call('plan.changePolicy', { policy: { ...policy, people: { ...people, count: 1 } }, began: policy });
    expect(other).toMatchObject({ ok: false, error: { code: 'rules-changed-elsewhere' } });
    expect(unwrapResult(await client.call('plan.policy', {})).policy).toEqual(both);
    expect(unwrapResult(await client.call('plan.guards', { reason: '試験のため' }))).toMatchObject({ passed: true });
    expect(unwrapResult(await client.call('plan.effects', {}))).toMatchObject({ effects: null });
    expect(unwrapResult(await client.call('plan.people', { change: 'lose', offset: 0, limit: 10 }))).toMatchObject({ total: 0 });
  });

  let runId = '';
  it('apply exactly the plan that was shown, and read the result back', async () => {
    const shown = await state();
    unwrapResult(await invoiceGroup('plan-group', 'PLANGROUP', '計画のグループ（改）'));
    expect((await start({ digest: shown.digest })).error?.code).toBe('plan-changed');
    const job = await start({ reason: '退職' });
    expect(job).toMatchObject({ error: null, result: { done: 4, failed: 0, verified: 4, differing: 0, state: 'done' } });
    const { run, steps } = unwrapResult(await client.call('apply.state', { runId: null, states: [], offset: 0, limit: 10 }));
    runId = run?.id ?? '';
    expect(run).toMatchObject({ state: 'done', total: 4, reason: '退職' });
    expect(steps.every(({ state: of, verified, attempts }) => of === 'done' && verified === true && attempts === 1)).toBe(true);
    unwrapResult(await client.finish(client.call('plan.readServer', {})).then((read) => ({ ok: true as const, value: read })));
    expect(await items()).toMatchObject({ total: 0 });
    expect(unwrapResult(await client.call('plan.serverChanges', { offset: 0, limit: 10 }))).toMatchObject({ total: 0 });
    expect(unwrapResult(await client.call('apply.runs', { offset: 0, limit: 10 }))).toMatchObject({ total: 1, runs: [{ id: runId }] });
    for (const call of ['apply.pause', 'apply.cancel'] as const)
      expect(failureCodeOf(await client.call(call, { runId }))).toBe('apply-not-waiting');
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(failureCodeOf(await client.call('apply.state', { runId: unknown, states: [], offset: 0, limit: 1 }))).toBe(
      'apply-run-not-found',
    );
    expect((await client.finish(client.call('apply.resume', { runId, ifHeld: 'refuse' }))).error?.code).toBe('apply-not-waiting');
    expect((await client.finish(client.call('apply.retryFailed', { runId, ifHeld: 'refuse' }))).error?.code).toBe('apply-not-waiting');
  });

  it('keep a history that proves itself and knows no secret', async () => {
    const { entries, total } = unwrapResult(await client.call('historyLog.list', { filter: EVERY_ENTRY, offset: 0, limit: 50 }));
    const kinds = ['run-ended', 'secret', 'put', 'put', 'put', 'run-started', 'secret-set', 'secret-set'];
    expect(entries.map(({ kind }) => kind)).toEqual(kinds);
    expect(total).toBe(kinds.length);
    const put = entries.find(({ id }) => id === 'common_settings');
    const detail = unwrapResult(await client.call('historyLog.entry', { seq: put?.seq ?? 0 }));
    expect(detail).toMatchObject({
      entry: { reason: '退職', sentence: { key: 'plan.done.one' } },
      fields: [{ path: '/serialId', after: 'plan-serial' }],
    });
    expect(failureCodeOf(await client.call('historyLog.entry', { seq: 999 }))).toBe('history-entry-not-found');
    expect(
      unwrapResult(await client.call('historyLog.list', { filter: { ...EVERY_ENTRY, sections: ['serials'] }, offset: 0, limit: 50 })).total,
    ).toBe(1);
    expect(unwrapResult(await client.call('historyLog.verify', {}))).toMatchObject({ state: 'intact', entries: kinds.length });
    for (const format of ['json', 'csv', 'html'] as const) {
      const job = await client.finish(client.call('historyLog.export', { filter: EVERY_ENTRY, format, encoding: 'utf8', language: 'ja' }));
      expect(job.result).toMatchObject({ entries: kinds.length });
      const text = readFileSync(await pathOf(job), 'utf8');
      expect(text).not.toContain(SECRET);
      expect(text).toMatch({ json: /^\{\n/, csv: /^\ufeff?[^<{]+,/, html: /^<!doctype html>/i }[format]);
      if (format === 'json') expect((JSON.parse(text) as { entries: unknown[] }).entries).toHaveLength(kinds.length);
    }
    const companiesFolder = join(client.folder, 'workspaces');
    for (const file of readdirSync(companiesFolder)) expect(readFileSync(join(companiesFolder, file)).includes(SECRET), file).toBe(false);
  });

  it('resolve conflicts field by field, take the server’s value, and ignore differences', async () => {
    const id = 'plan-group';
    const key = `invoice_groups ${id}`;
    unwrapResult(
      await client.call('drafts.apply', {
        command: { kind: 'edit', section: 'invoice_groups', id, edit: { kind: 'set', fields: { name: 'こちらの名前' } } },
      }),
    );
    expect(
      sandbox.edit({ section: 'invoice_groups', id, by: '別の管理者', fields: { name: 'あちらの名前', code: 'THEIRCODE' } }),
    ).toBeNull();
    await client.finish(client.call('plan.readServer', {}));
    expect(unwrapResult(await client.call('plan.serverChanges', { offset: 0, limit: 10 })).changes).toMatchObject([
      { key, change: 'changed', by: '別の管理者' },
    ]);
    const { items: rows } = await items();
    expect(rows).toMatchObject([{ key, kind: 'conflict', undecided: 1, chosen: false, choosable: false }]);
    const decide = (resolution: object | null) =>
      client.call('plan.resolve', { key, decisions: [{ path: '/name', resolution: resolution as { kind: 'ours' } | null }] });
    expect(unwrapResult(await decide({ kind: 'ours' })).items).toMatchObject([{ kind: 'change', chosen: true }]);
    expect(unwrapResult(await decide({ kind: 'theirs' })).items).toMatchObject([{ kind: 'drift' }]);
    expect(unwrapResult(await decide({ kind: 'edit', value: '二人の名前' })).items).toMatchObject([{ kind: 'change' }]);
    expect(failureCodeOf(await decide({ kind: 'edit', value: 5 }))).toBe('invalid-input');
    const detail = unwrapResult(await client.call('plan.item', { key }));
    expect(detail.fields.find(({ path }) => path === '/name')).toMatchObject({
      base: '計画のグループ（改）',
      ours: 'こちらの名前',
      server: 'あちらの名前',
      after: '二人の名前',
      resolution: { kind: 'edit', value: '二人の名前' },
    });
    expect(unwrapResult(await decide(null)).items).toMatchObject([{ kind: 'conflict' }]);

    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    expect(
      failureCodeOf(await client.call('plan.ignore', { at: [{ key, path: '/name' }], until: '2020-01-01', because: '来月そろえる' })),
    ).toBe('invalid-input');
    const logged = async (): Promise<number> =>
      unwrapResult(await client.call('historyLog.list', { filter: { ...EVERY_ENTRY, kinds: ['ignore'] }, offset: 0, limit: 1 })).total;
    // If a request also contains a field without a difference, nothing is ignored and no history entry is written.
    for (const at of [[{ key, path: '/users' }], ['/name', '/users'].map((path) => ({ key, path }))])
      expect(failureCodeOf(await client.call('plan.ignore', { at, until: today, because: '来月そろえる' }))).toBe('plan-item-not-found');
    expect([await logged(), (await items()).totals.ignored]).toEqual([0, 0]);
    unwrapResult(await client.call('plan.ignore', { at: [{ key, path: '' }], until: today, because: '来月そろえる' }));
    expect(await logged()).toBe(1);
    expect(await items()).toMatchObject({ total: 0, totals: { ignored: 2 } });
    expect(unwrapResult(await client.call('plan.ignored', { offset: 0, limit: 10 }))).toMatchObject({
      total: 2,
      differences: [{ key, because: '来月そろえる', holds: true }, { holds: true }],
    });
    unwrapResult(await client.call('plan.unignore', { at: [{ key, path: '' }] }));
    expect(await items()).toMatchObject({ total: 1 });

    const taken = unwrapResult(await client.call('plan.takeTheirs', { at: [{ key, path: '' }] }));
    expect(taken.items).toEqual([]);
    expect(await items()).toMatchObject({ total: 0 });
    const { object } = unwrapResult(await client.call('drafts.get', { section: 'invoice_groups', id }));
    expect(object).toMatchObject({ state: 'same', draft: { name: 'あちらの名前', code: 'THEIRCODE' } });
    const { steps } = unwrapResult(await client.call('drafts.summary', {}));
    expect(steps.undo).toMatchObject({ kind: 'take-theirs' });
    // After undo it conflicts with the server again and is not selected, although it was resolved before.
    unwrapResult(await client.call('drafts.undo', {}));
    expect((await items()).items).toMatchObject([{ key, kind: 'conflict', chosen: false, undecided: 1 }]);
    unwrapResult(await client.call('drafts.redo', {}));
    expect(await items()).toMatchObject({ total: 0 });
  });

  it('undo a run with a new plan that keeps later changes by others', async () => {
    const { rows } = unwrapResult(await client.call('apply.previewUndo', { runId, keys: null }));
    expect(Object.fromEntries(rows.map(({ key, outcome }) => [key, outcome]))).toEqual({
      'serials plan-serial': 'clean',
      'common_settings common_settings': 'clean',
      'invoice_groups plan-group': 'clash',
      'secret catalog-password': 'impossible',
    });
    expect(rows.map(({ gone }) => gone)).toEqual([[], [], [], []]);
    expect(Object.fromEntries(rows.map(({ key, does }) => [key, does.kind]))).toEqual({
      'serials plan-serial': 'delete',
      'common_settings common_settings': 'change',
      'invoice_groups plan-group': 'nothing',
      'secret catalog-password': 'nothing',
    });
    expect(rows.find(({ section }) => section === 'common_settings')?.does.lines).not.toEqual([]);
    const undone = unwrapResult(
      await client.call('apply.undo', { runId, keys: ['serials plan-serial', 'common_settings common_settings'] }),
    );
    expect(undone.rows).toHaveLength(2);
    expect((await items()).items.map(({ key, kind }) => `${kind} ${key}`)).toEqual([
      'change common_settings common_settings',
      'delete serials plan-serial',
    ]);
    // A reason needs two characters. It can be empty only if the company requires no reason.
    expect((await start({ reason: '　あ' })).error?.code).toBe('plan-guarded');
    const { policy } = unwrapResult(await client.call('plan.policy', {}));
    unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, reasonRequired: false } }));
    expect(await start({ reason: '' })).toMatchObject({ result: { done: 2, failed: 0, state: 'done' } });
    unwrapResult(await client.call('plan.changePolicy', { policy }));
    await client.finish(client.call('plan.readServer', {}));
    expect(await items()).toMatchObject({ total: 0 });
    expect(unwrapResult(await client.call('apply.previewUndo', { runId, keys: ['serials plan-serial'] })).rows).toMatchObject([
      { outcome: 'undone', does: { kind: 'nothing' }, later: 1 },
    ]);
  });

  it('preview an undo after later runs wrote the same objects again', async () => {
    const keys = ['serials plan-serial'];
    const rowOf = async (of: string) => unwrapResult(await client.call('apply.previewUndo', { runId: of, keys })).rows[0];
    const send = async (of: string) => {
      unwrapResult(await client.call('apply.undo', { runId: of, keys }));
      expect(await start()).toMatchObject({ result: { done: 1, failed: 0, state: 'done' } });
    };
    const taken = unwrapResult(await client.call('apply.runs', { offset: 0, limit: 1 })).runs[0]?.id ?? '';
    expect(await rowOf(taken)).toMatchObject({ outcome: 'clean', does: { kind: 'create' }, later: 0 });
    await send(taken);
    // The object has the state that the first run left, but another run wrote it.
    expect(await rowOf(runId)).toMatchObject({ outcome: 'clean', does: { kind: 'delete' }, later: 2 });
    await send(runId);
    expect(await rowOf(runId)).toMatchObject({ outcome: 'undone', does: { kind: 'nothing' }, later: 3 });
  });

  it('pause between two calls, go on, and give up', async () => {
    for (let i = 0; i < 12; i++) unwrapResult(await invoiceGroup(`slow-${i}`, `SLOW${i}`, `遅い${i}`));
    sandbox.misbehave({ kind: 'latency', ms: 40, action: 'put_object' });
    const { digest } = await state();
    const started = unwrapResult(await client.call('apply.start', { digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop' }));
    await until(async () => (await state()).run?.done ?? 0);
    unwrapResult(await client.call('apply.pause', { runId: started.runId }));
    expect(await ended(started.jobId)).toMatchObject({ state: 'done', result: { state: 'paused' } });
    const paused = await state();
    expect(paused.run).toMatchObject({ id: started.runId, state: 'paused', failed: 0, total: 12 });
    expect(paused.run?.done).toBeLessThan(12);
    expect((await start()).error?.code).toBe('apply-unfinished');
    expect(failureCodeOf(await client.call('apply.pause', { runId: started.runId }))).toBe('apply-not-waiting');

    const resumed = unwrapResult(await client.call('apply.resume', { runId: started.runId, ifHeld: 'refuse' }));
    const before = paused.run?.done ?? 0;
    await until(async () => Math.max(0, ((await state()).run?.done ?? 12) - before));
    unwrapResult(await client.call('apply.cancel', { runId: started.runId }));
    await ended(resumed.jobId);
    sandbox.misbehave(null);
    const { run, steps } = unwrapResult(await client.call('apply.state', { runId: started.runId, states: [], offset: 0, limit: 50 }));
    expect(run).toMatchObject({ state: 'cancelled' });
    expect(new Set(steps.map(({ state: of }) => of))).toEqual(new Set(['done', 'given-up']));
    expect((await state()).run).toBeNull();
    // Abandoned changes are still planned; completed ones are not.
    expect((await items()).total).toBe(steps.filter(({ state: of }) => of === 'given-up').length);
    expect(await start()).toMatchObject({ result: { state: 'done', failed: 0 } });
  });

  async function until(reached: () => Promise<number>): Promise<void> {
    for (let tries = 0; tries < 2_000; tries++) if ((await reached()) > 0) return;
    throw new Error('it never came so far');
  }
  async function ended(jobId: string): Promise<Job> {
    for (;;) {
      const job = unwrapResult(await client.call('jobs.list', {})).jobs.find(({ id }) => id === jobId);
      if (job === undefined) throw new Error('the job is not listed');
      if (job.state !== 'running') return job;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
});

type CallOutputFilter = {
  kinds: ('create' | 'change')[];
  sections: ('serials' | 'routes')[];
  risks: ('low' | 'medium' | 'high')[];
  search: string;
  show: 'all' | 'chosen' | 'unchosen';
};
