import { describe, expect, it } from 'vitest';
import type { ServerAccess } from '#main/company/server/server-access.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { accessOf, applyAll, createSilentJobContext, planOf, SECRETS } from '../support/apply-company.ts';
import { draftedCompanyOfFile } from '../support/drafted-company.ts';
import type { Engine } from '../support/engine.ts';
import type { Fault } from '../support/sandbox/groupware-faults.ts';
import { startSandbox } from '../support/sandbox/sandbox.ts';

const translate = createTexts('ja');

describe('a run that is abandoned while the outcome of its last call is unknown', () => {
  const company = draftedCompanyOfFile();

  const nowhere = (): Promise<ServerAccess | null> => Promise.resolve(null);
  const reachable = (): Promise<ServerAccess | null> => Promise.resolve(accessOf(company.sandbox));
  const read = (engine: Engine) => engine.readServer(accessOf(company.sandbox), createSilentJobContext());
  const keysOf = async (engine: Engine) => (await planOf(engine)).map(({ key }) => key);

  /** Pauses a run at a call without a response; the server works again afterwards. */
  async function unanswered(engine: Engine, fault: Fault) {
    company.sandbox.misbehave(fault);
    const { runId } = await applyAll(engine, accessOf(company.sandbox));
    company.sandbox.misbehave(null);
    const { run, steps } = await engine.applyState({ runId, states: ['sent'], offset: 0, limit: 10 });
    expect(run).toMatchObject({ state: 'paused', unknown: 0 });
    const [step] = steps;
    if (step === undefined || steps.length > 1) throw new Error('there is no one step without an answer');
    const state = async () => {
      const { run: now, steps: all } = await engine.applyState({ runId, states: [], offset: 0, limit: 500 });
      return { run: now, step: all[step.position] };
    };
    return { runId, step, state };
  }

  /** Returns the history entries of a run, the latest first. */
  async function told(engine: Engine, runId: string) {
    const filter = { kinds: [], sections: [], search: '', runId, from: null, to: null };
    const { entries } = await engine.historyLog({ filter, offset: 0, limit: 500 });
    return entries.map((entry) => ({ ...entry, text: formatPhrase(entry.sentence, translate) }));
  }

  it('is found to have arrived by the next read: applied, in the history, undoable, and its own change', async () => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind: 'cut-after', action: 'put_object', after: 3 });
      await engine.cancelApply(runId, nowhere);
      expect(await state()).toMatchObject({ run: { state: 'cancelled', done: 3, unknown: 1 }, step: { state: 'unknown' } });
      expect((await told(engine, runId))[0]).toMatchObject({ kind: 'run-ended', text: expect.stringContaining('結果不明 1 件') });
      expect((await engine.applyRuns({ offset: 0, limit: 1 })).runs).toMatchObject([{ id: runId, unknown: 1 }]);

      await read(engine);
      expect(await state()).toMatchObject({ run: { done: 4, unknown: 0 }, step: { state: 'done', verified: true } });
      expect((await told(engine, runId))[0]).toMatchObject({ kind: 'put', section: step.section, id: step.id, requestId: step.requestId });
      expect((await engine.serverChanges({ offset: 0, limit: 10 })).changes).toEqual([]);
      expect(await keysOf(engine)).not.toContain(step.key);
      expect((await engine.previewUndo({ runId, keys: [step.key] })).rows).toMatchObject([
        { key: step.key, outcome: 'clean', since: null },
      ]);
      expect(await engine.verifyHistory()).toMatchObject({ state: 'intact' });
    });
  });

  it('keeps the drafts edited after it was abandoned', async () => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind: 'cut-after', action: 'put_object', after: 12 });
      await engine.cancelApply(runId, nowhere);
      const { section, id } = step;
      await engine.applyDraft({ kind: 'edit', section, id, edit: { kind: 'set', fields: { name: 'あとで変えた名前' } } } as Parameters<
        Engine['applyDraft']
      >[0]);
      await read(engine);
      expect(await state()).toMatchObject({ step: { state: 'done' } });
      expect((await planOf(engine)).find(({ key }) => key === step.key)).toMatchObject({ kind: 'change', undecided: 0 });
    });
  });

  it('is found not to have arrived: not sent, and still planned', async () => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind: 'cut-before', action: 'put_object', after: 3 });
      await engine.cancelApply(runId, nowhere);
      expect(await state()).toMatchObject({ run: { done: 3, unknown: 1 } });
      await read(engine);
      expect(await state()).toMatchObject({ run: { done: 3, unknown: 0 }, step: { state: 'given-up' } });
      expect((await told(engine, runId))[0]).toMatchObject({
        kind: 'outcome',
        id: step.id,
        text: expect.stringContaining('届いていなかった'),
      });
      expect(await keysOf(engine)).toContain(step.key);
    });
  });

  it('was a deletion: gone is done, and undo brings it back', async () => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind: 'cut-after', action: 'delete_object' });
      await engine.cancelApply(runId, nowhere);
      await read(engine);
      expect(await state()).toMatchObject({ run: { unknown: 0 }, step: { state: 'done', verified: true } });
      expect((await told(engine, runId))[0]).toMatchObject({ kind: 'delete', id: step.id });
      expect((await engine.previewUndo({ runId, keys: [step.key] })).rows).toMatchObject([{ outcome: 'clean', does: { kind: 'create' } }]);
    });
  });

  it('stays unknown if another user changed the object since, even if it later equals the intended value', async () => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind: 'cut-after', action: 'put_object', after: 12 });
      await engine.cancelApply(runId, nowhere);
      const { section, id } = step;
      expect(company.sandbox.edit({ section, id, fields: { name: 'ほかの名前' } })).toBeNull();
      await read(engine);
      expect(await state()).toMatchObject({ run: { unknown: 1, differing: 0 }, step: { state: 'unknown', verified: false } });
      expect((await told(engine, runId))[0]).toMatchObject({ kind: 'outcome', id });
      // Later reads no longer verify this call, because the next run writes the same value.
      await engine.resolvePlan({
        key: step.key,
        decisions: (await engine.planItem({ key: step.key })).fields.map(({ path }) => ({ path, resolution: { kind: 'ours' } })),
      });
      expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({ state: 'done', failed: 0 });
      await read(engine);
      expect(await state()).toMatchObject({ run: { unknown: 1 }, step: { state: 'unknown' } });
      expect((await told(engine, runId)).filter(({ kind }) => kind === 'outcome')).toHaveLength(1);
    });
  });

  it('leaves a secret unknown, because no read can verify it', async () => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind: 'cut-after', action: 'set_secret' });
      await engine.cancelApply(runId, reachable);
      await read(engine);
      expect(await state()).toMatchObject({ run: { unknown: 1 }, step: { state: 'unknown', verified: null } });
      // The secret is planned again and can be sent again.
      expect(await keysOf(engine)).toContain(step.key);
      expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({ state: 'done', failed: 0 });
    });
  });

  it.each([
    ['cut-after', 'done', 4],
    ['cut-before', 'given-up', 3],
  ] as const)('checks with the server at once if it is reachable (%s)', async (kind, settled, done) => {
    await company.onCopy(async (engine) => {
      const { runId, step, state } = await unanswered(engine, { kind, action: 'put_object', after: 3 });
      const before = company.sandbox.calls.length;
      await engine.cancelApply(runId, reachable);
      expect(await state()).toMatchObject({ run: { state: 'cancelled', done, unknown: 0 }, step: { state: settled } });
      expect(company.sandbox.calls.slice(before).map(({ action }) => action)).toEqual(['describe', 'list_objects']);
      await read(engine);
      expect((await engine.serverChanges({ offset: 0, limit: 10 })).changes).toEqual([]);
      expect((await keysOf(engine)).includes(step.key)).toBe(kind === 'cut-before');
    });
  });

  it.each([{ kind: 'latency', ms: 8_000 }, { kind: 'throttle', ms: 600_000 }, { kind: 'html' }, { kind: 'key-expired' }] as const)(
    'can be abandoned while the server does not answer ($kind)',
    async (fault) => {
      await company.onCopy(async (engine) => {
        const { runId, state } = await unanswered(engine, { kind: 'cut-after', action: 'put_object', after: 3 });
        company.sandbox.misbehave(fault);
        // Without a limit, a late response takes twice eight seconds: to connect and to read.
        const began = Date.now();
        await engine.cancelApply(runId, reachable);
        expect(Date.now() - began).toBeLessThan(15_000);
        expect(await state()).toMatchObject({ run: { state: 'cancelled', unknown: 1 } });
      });
    },
  );

  it('is not settled by what another server has', async () => {
    const other = await startSandbox({ throttleMs: 1 });
    try {
      await company.onCopy(async (engine) => {
        const { runId, state } = await unanswered(engine, { kind: 'cut-after', action: 'put_object', after: 3 });
        await engine.cancelApply(runId, () => Promise.resolve(accessOf(other)));
        await engine.readServer(accessOf(other), createSilentJobContext());
        expect(await state()).toMatchObject({ run: { unknown: 1 }, step: { state: 'unknown' } });
        await read(engine);
        expect(await state()).toMatchObject({ run: { unknown: 0 }, step: { state: 'done' } });
      });
    } finally {
      await other.close();
    }
  });

  it('is settled by the reading of the next run, before that writes anything', async () => {
    await company.onCopy(async (engine) => {
      const { runId, state } = await unanswered(engine, { kind: 'cut-before', action: 'put_object', after: 3 });
      await engine.cancelApply(runId, nowhere);
      expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({ state: 'done', failed: 0 });
      expect(await state()).toMatchObject({ run: { done: 3, unknown: 0 }, step: { state: 'given-up' } });
    });
  });

  it('can be canceled while resuming, and the last call is confirmed by the server', async () => {
    await company.onCopy(async (engine) => {
      const { runId, state } = await unanswered(engine, { kind: 'cut-after', action: 'put_object', after: 3 });
      company.sandbox.misbehave({ kind: 'throttle', action: 'put_object', ms: 600_000 });
      const order = { runId, ifHeld: 'refuse', secrets: SECRETS } as const;
      const resumed = engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext());
      await expect
        .poll(async () => (await engine.applyState({ runId, states: [], offset: 0, limit: 1 })).waitingUntil, { timeout: 20_000 })
        .not.toBeNull();
      await engine.cancelApply(runId, reachable);
      expect(await resumed).toMatchObject({ state: 'cancelled', done: 4 });
      expect(await state()).toMatchObject({ run: { state: 'cancelled', done: 4, unknown: 0 }, step: { state: 'done' } });
    });
  });
});
