import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import type { ApplyOutcome } from '../../src-main/app/apply/apply-service.ts';
import { accessOf, applyAll, createSilentJobContext, newCompany, openConsoleOn, planOf, SECRETS } from '../support/apply-company.ts';
import type { Engine, OpenEngine } from '../support/engine.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const group = (id: string, code: string, name: string): DraftEdit => ({
  kind: 'put',
  section: 'invoice_groups',
  id,
  body: { code, name, users: [], organizations: [] },
  note: '',
});

describe('two consoles on one server', () => {
  let sandbox: Sandbox;
  let folder: string;
  let consoles: { readonly engine: OpenEngine; readonly companyId: string }[];

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(async () => {
    sandbox.misbehave(null);
    sandbox.startOver();
    folder = temporaryFolder('consoles');
    consoles = [];
    for (const operator of ['tanaka', 'suzuki']) {
      const home = join(folder, operator);
      const companyId = await newCompany(home, accessOf(sandbox), operator);
      consoles.push({ engine: await openConsoleOn(home, companyId, { operator }), companyId });
    }
  });
  const closeAll = async (): Promise<void> => {
    for (const { engine } of consoles) await engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  afterAll(() => sandbox.close());

  /** Returns the leases of all writes in order of arrival. */
  const leasesOfWrites = (from: number): readonly string[] =>
    sandbox.calls
      .slice(from)
      .filter(({ action, parameters }) => ['put_object', 'delete_object'].includes(action) && parameters['lease'] !== undefined)
      .map(({ parameters }) => parameters['lease'] ?? '');

  /** Applies until done: waits for another console's lease, and plans again after a stale plan. */
  async function untilDone(engine: Engine): Promise<{ readonly outcome: ApplyOutcome; readonly refusals: readonly string[] }> {
    const refusals: string[] = [];
    for (;;) {
      try {
        return { outcome: await applyAll(engine, accessOf(sandbox)), refusals };
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        refusals.push(error.failure.code);
        if (refusals.length > 500) throw error;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  it('never write at the same time, and both changes of one object stay', async () => {
    const [one, other] = consoles.map(({ engine }) => engine) as [OpenEngine, OpenEngine];
    const from = sandbox.calls.length;
    const before = await one.drafts({
      section: 'invoice_groups',
      search: '',
      sort: { by: 'code', direction: 'ascending' },
      offset: 0,
      limit: 5,
    });
    const shared = before.rows[0]?.id ?? '';
    const edits = (prefix: string): DraftEdit[] =>
      Array.from({ length: 20 }, (_, i) => group(`${prefix}-${i}`, `${prefix}${i}`, `${prefix} ${i}`));
    const set = (fields: object): DraftEdit =>
      ({ kind: 'edit', section: 'invoice_groups', id: shared, edit: { kind: 'set', fields } }) as unknown as DraftEdit;
    await one.applyDraft({ kind: 'sequence', commands: [...edits('ONE'), set({ name: '一人目の名前' })] });
    await other.applyDraft({ kind: 'sequence', commands: [...edits('OTHER'), set({ code: 'SECONDCODE' })] });

    const results = await Promise.all([untilDone(one), untilDone(other)]);
    for (const { outcome } of results) expect(outcome).toMatchObject({ state: 'done', failed: 0, differing: 0 });
    // The later console was refused because the other one was writing, or because its plan was outdated.
    expect(results.flatMap(({ refusals }) => refusals).every((code) => code === 'lease-taken' || code === 'plan-stale')).toBe(true);
    expect(results.some(({ refusals }) => refusals.includes('lease-taken'))).toBe(true);
    // The writes of one lease are contiguous, without writes of another lease between them.
    const leases = leasesOfWrites(from);
    const runs = leases.filter((lease, at) => lease !== leases[at - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    expect(leases.length).toBe(42);

    for (const engine of [one, other]) {
      await engine.readServer(accessOf(sandbox), createSilentJobContext());
      const { object } = await engine.draft({ section: 'invoice_groups', id: shared });
      const theirs = (await planOf(engine)).filter(({ kind }) => kind !== 'drift');
      expect(theirs).toEqual([]);
      expect(object.base).not.toBeNull();
    }
    const { object } = await other.draft({ section: 'invoice_groups', id: shared });
    const { object: seen } = await one.draft({ section: 'invoice_groups', id: shared });
    // The second console's run merged both changes; the first console shows the other change as drift until it is adopted.
    const bodies = [object.base, seen.base] as { readonly name: string; readonly code: string }[];
    expect(bodies.some(({ name, code }) => name === '一人目の名前' && code === 'SECONDCODE')).toBe(true);
    await closeAll();
  });

  it('take the lease over only deliberately, and the one that lost it stops without another write', async () => {
    const [one, other] = consoles.map(({ engine }) => engine) as [OpenEngine, OpenEngine];
    await one.applyDraft({ kind: 'sequence', commands: Array.from({ length: 30 }, (_, i) => group(`a-${i}`, `A${i}`, `あ${i}`)) });
    await other.applyDraft({ kind: 'sequence', commands: [group('b-1', 'B1', 'い1')] });
    let taken: Promise<ApplyOutcome> | null = null;
    const { digest } = await one.planState();
    const losing = await one.apply(
      { runId: crypto.randomUUID(), keys: null, digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop', secrets: SECRETS },
      accessOf(sandbox),
      {
        signal: new AbortController().signal,
        report({ phase, done }) {
          if (phase === 'applying' && done === 5 && taken === null) taken = applyAll(other, accessOf(sandbox), { ifHeld: 'take-over' });
        },
      },
    );
    expect(losing).toMatchObject({ state: 'paused', failure: { code: 'lease-taken' } });
    expect(await taken).toMatchObject({ state: 'done', done: 1 });
    const history = await other.historyLog({
      filter: { kinds: ['take-over'], sections: [], search: '', runId: null, from: null, to: null },
      offset: 0,
      limit: 5,
    });
    expect(history.entries).toHaveLength(1);
    // The console that lost the lease wrote nothing after the other's first write.
    const leases = leasesOfWrites(0);
    const runs = leases.filter((lease, at) => lease !== leases[at - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    // It resumes at the step where it stopped.
    const resumed = await one.resumeApply(
      { runId: losing.runId, ifHeld: 'refuse', secrets: SECRETS },
      accessOf(sandbox),
      createSilentJobContext(),
    );
    expect(resumed).toMatchObject({ state: 'done', failed: 0, done: 30 });
    await closeAll();
  });

  it('record in the history whose lock was taken over, even if nothing is sent afterwards', async () => {
    const [one] = consoles.map(({ engine }) => engine) as [OpenEngine];
    const other = await connectGroupware(accessOf(sandbox));
    await other.objects?.acquireLease({ holder: '佐藤@PC02', ttlSeconds: 600 });
    await other.close();
    await one.applyDraft(group('a-1', 'A1', 'あ1'));
    await planOf(one);
    const theirs = { code: 'THEIRS', name: 'ほかの名前', users: [], organizations: [] };
    expect(sandbox.edit({ section: 'invoice_groups', id: 'a-1', body: theirs })).toBeNull();
    const sending = applyAll(one, accessOf(sandbox), { ifHeld: 'take-over', reason: '急ぎのため' });
    await expect(sending).rejects.toMatchObject({ failure: { code: 'plan-stale' } });
    const { entries } = await one.historyLog({
      filter: { kinds: [], sections: [], search: '', runId: null, from: null, to: null },
      offset: 0,
      limit: 5,
    });
    const [told] = entries;
    expect(told).toMatchObject({ kind: 'take-over', by: 'tanaka', reason: '急ぎのため', runId: null });
    expect(JSON.stringify(told)).toContain('佐藤@PC02');
    await closeAll();
  });

  it('record in the history who sent each step, also if the other console had started the run', async () => {
    const [one] = consoles.map(({ engine }) => engine) as [OpenEngine];
    const companyId = consoles[0]?.companyId ?? '';
    await one.applyDraft({ kind: 'sequence', commands: Array.from({ length: 4 }, (_, i) => group(`a-${i}`, `A${i}`, `あ${i}`)) });
    sandbox.misbehave({ kind: 'cut-after', action: 'put_object', after: 2 });
    const { runId } = await applyAll(one, accessOf(sandbox));
    sandbox.misbehave(null);
    await one.close();
    const later = await openConsoleOn(join(folder, 'tanaka'), companyId, { operator: 'suzuki' });
    expect(
      await later.resumeApply({ runId, ifHeld: 'refuse', secrets: SECRETS }, accessOf(sandbox), createSilentJobContext()),
    ).toMatchObject({
      state: 'done',
      done: 4,
    });
    const { entries } = await later.historyLog({
      filter: { kinds: [], sections: [], search: '', runId, from: null, to: null },
      offset: 0,
      limit: 20,
    });
    expect(entries.map(({ kind, by }) => `${kind} ${by}`).toReversed()).toEqual([
      'run-started tanaka',
      'put tanaka',
      'put tanaka',
      'put suzuki',
      'put suzuki',
      'run-ended suzuki',
    ]);
    await later.close();
    await closeAll();
  });
});
