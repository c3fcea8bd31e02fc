import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessOf, applyAll, createSilentJobContext, planOf, SECRETS } from '../support/apply-company.ts';
import { draftedCompanyOfFile } from '../support/drafted-company.ts';
import type { Engine } from '../support/engine.ts';

describe('an apply whose server fails', () => {
  const company = draftedCompanyOfFile();

  const stepsOf = async (engine: Engine) => (await engine.applyState({ runId: null, states: [], offset: 0, limit: 500 })).steps;
  it.each(['cut-before', 'cut', 'cut-after'] as const)(
    'drops the connection of every call (%s): each is asked again under its request id',
    async (kind) => {
      for (const action of ['put_object', 'delete_object', 'set_secret']) company.sandbox.misbehave({ kind, action, times: 1 });
      // Every second write fails as well.
      for (let after = 2; after < 120; after += 2) company.sandbox.misbehave({ kind, action: 'put_object', after, times: 1 });
      const before = company.sandbox.calls.length;
      await company.onCopy(async (engine) => {
        expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({ state: 'done', failed: 0, differing: 0 });
        expect((await stepsOf(engine)).filter(({ attempts }) => attempts > 1).length).toBeGreaterThanOrEqual(20);
        await engine.readServer(accessOf(company.sandbox), createSilentJobContext());
        expect(await planOf(engine)).toEqual([]);
      });
      // Each step has one request ID, which its repeated requests reuse.
      const requests = new Map<string, Set<string>>();
      for (const { action, parameters } of company.sandbox.calls.slice(before)) {
        if (!['put_object', 'delete_object', 'set_secret'].includes(action)) continue;
        const key = `${action} ${parameters['section']} ${parameters['id']}`;
        requests.set(key, (requests.get(key) ?? new Set()).add(parameters['request_id'] ?? ''));
      }
      expect([...requests.values()].every((ids) => ids.size === 1)).toBe(true);
      expect(requests.size).toBeGreaterThanOrEqual(40);
    },
  );

  it.each(['cut-before', 'cut', 'cut-after'] as const)(
    'loses the answer about the turn to write (%s): it is ours all the same',
    async (kind) => {
      company.sandbox.misbehave({ kind, action: 'acquire_lease', times: 2 });
      const before = company.sandbox.calls.length;
      await company.onCopy(async (engine) => {
        expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({ state: 'done', failed: 0 });
      });
      const asked = company.sandbox.calls.slice(before).filter(({ action }) => action === 'acquire_lease');
      expect(asked).toHaveLength(3);
      expect(new Set(asked.map(({ parameters }) => parameters['request_id'])).size).toBe(1);
      expect(asked.every(({ parameters }) => parameters['take_over'] === undefined)).toBe(true);
    },
  );

  it.each(['pause', 'cancel'] as const)('executes %s at once while the server asks to wait for ten minutes', async (wish) => {
    company.sandbox.misbehave({ kind: 'throttle', action: 'put_object', after: 3, ms: 600_000 });
    await company.onCopy(async (engine) => {
      const runId = randomUUID();
      const run = applyAll(engine, accessOf(company.sandbox), { runId });
      const waitingUntil = async () => (await engine.applyState({ runId, states: [], offset: 0, limit: 1 })).waitingUntil;
      await expect.poll(() => waitingUntil().catch(() => null), { timeout: 20_000 }).not.toBeNull();
      expect(Date.parse((await waitingUntil()) ?? '') - Date.now()).toBeGreaterThan(500_000);
      await (wish === 'pause' ? engine.pauseApply(runId) : engine.cancelApply(runId, async () => accessOf(company.sandbox)));
      expect(await run).toMatchObject({ state: wish === 'pause' ? 'paused' : 'cancelled', failure: null, done: 3 });
      company.sandbox.misbehave(null);
      if (wish === 'pause') {
        const order = { runId, ifHeld: 'refuse', secrets: SECRETS } as const;
        expect(await engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext())).toMatchObject({
          state: 'done',
          failed: 0,
          differing: 0,
        });
      }
      await engine.readServer(accessOf(company.sandbox), createSilentJobContext());
      expect(await planOf(engine)).toHaveLength(wish === 'pause' ? 0 : (await stepsOf(engine)).length - 3);
    });
  });

  it.each(['pause', 'cancel'] as const)(
    'asks to wait while the written values are read back: a request to %s does not fail the run',
    async (wish) => {
      const before = company.sandbox.calls.length;
      await company.onCopy((engine) => applyAll(engine, accessOf(company.sandbox)));
      const actions = company.sandbox.calls.slice(before).map(({ action }) => action);
      const after = actions.slice(0, actions.indexOf('put_object')).filter((action) => action === 'list_objects').length;
      company.sandbox.startOver();
      company.sandbox.misbehave({ kind: 'throttle', action: 'list_objects', after, ms: 600_000 });
      await company.onCopy(async (engine) => {
        const runId = randomUUID();
        const run = applyAll(engine, accessOf(company.sandbox), { runId });
        const state = () => engine.applyState({ runId, states: [], offset: 0, limit: 1 });
        await expect.poll(async () => (await state().catch(() => null))?.waitingUntil ?? null, { timeout: 20_000 }).not.toBeNull();
        await (wish === 'pause' ? engine.pauseApply(runId) : engine.cancelApply(runId, async () => accessOf(company.sandbox)));
        const all = (await stepsOf(engine)).length;
        // Everything has been written, so cancel leaves only the verification to do.
        expect(await run).toMatchObject({ state: 'paused', failure: null, done: all, failed: 0, verified: 0, differing: 0 });
        company.sandbox.misbehave(null);
        const order = { runId, ifHeld: 'refuse', secrets: SECRETS } as const;
        expect(await engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext())).toMatchObject({
          state: 'done',
          done: all,
          verified: all,
        });
      });
    },
  );

  it('pauses the run and shows for how long, if the server asks to wait for more than 15 minutes', async () => {
    company.sandbox.misbehave({ kind: 'throttle', action: 'put_object', after: 3, ms: 3_000_000 });
    await company.onCopy(async (engine) => {
      const rested = await applyAll(engine, accessOf(company.sandbox));
      expect(rested).toMatchObject({ state: 'paused', done: 3, failure: { code: 'server-busy', params: { minutes: 50 } } });
    });
  });

  it.each(['cut-before', 'cut-after', 'html', 'broken-json', 'wrong-shape'] as const)(
    'pauses if the server stays unavailable (%s), gives the reason, and resumes to the same result',
    async (kind) => {
      company.sandbox.misbehave({ kind, action: 'put_object', after: 10 });
      await company.onCopy(async (engine) => {
        const rested = await applyAll(engine, accessOf(company.sandbox));
        expect(rested).toMatchObject({ state: 'paused', failure: { code: expect.stringMatching(/^server-/) } });
        const steps = await stepsOf(engine);
        expect(steps.filter(({ state }) => state === 'sent')).toHaveLength(1);
        expect(steps.filter(({ state }) => state === 'done')).toHaveLength(10);
        await expect(applyAll(engine, accessOf(company.sandbox))).rejects.toMatchObject({ failure: { code: 'apply-unfinished' } });
        company.sandbox.misbehave(null);
        const order = { runId: rested.runId, ifHeld: 'refuse', secrets: SECRETS } as const;
        expect(await engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext())).toMatchObject({
          state: 'done',
          failed: 0,
          differing: 0,
        });
        await engine.readServer(accessOf(company.sandbox), createSilentJobContext());
        expect(await planOf(engine)).toEqual([]);
      });
    },
  );

  it('refuses the key in the middle: nothing was done for certain, and the step waits', async () => {
    company.sandbox.misbehave({ kind: 'key-expired', action: 'put_object', after: 5 });
    await company.onCopy(async (engine) => {
      expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({
        state: 'paused',
        failure: { code: 'server-key-refused' },
        done: 5,
      });
      expect((await stepsOf(engine)).filter(({ state }) => state === 'sent')).toEqual([]);
    });
  });

  it('keeps the change that another administrator makes right before the write', async () => {
    company.sandbox.misbehave({ kind: 'edited-meanwhile', after: 20, times: 1 });
    await company.onCopy(async (engine) => {
      const outcome = await applyAll(engine, accessOf(company.sandbox), { onFailure: 'go-on' });
      expect(outcome).toMatchObject({ state: 'failed', failed: 1, differing: 0 });
      const [failed] = (await stepsOf(engine)).filter(({ state }) => state === 'failed');
      expect(failed).toMatchObject({ failure: { code: 'apply-conflict', params: { by: '別の管理者' } }, retryable: false });
      // Steps that do not depend on the failed one are completed, and the plan shows both sides.
      expect(outcome.done).toBeGreaterThan(35);
      const left = await planOf(engine);
      expect(left.map(({ key }) => key)).toContain(failed?.key);
    });
  });

  it('stops at the first failure if configured so, and the rest can be applied afterwards', async () => {
    company.sandbox.misbehave({ kind: 'edited-meanwhile', after: 3, times: 1 });
    await company.onCopy(async (engine) => {
      const outcome = await applyAll(engine, accessOf(company.sandbox));
      expect(outcome).toMatchObject({ state: 'failed', failed: 1 });
      const waiting = (await stepsOf(engine)).filter(({ state }) => state === 'waiting').length;
      expect(waiting).toBeGreaterThan(30);
      const order = { runId: outcome.runId, ifHeld: 'refuse', secrets: SECRETS } as const;
      expect(await engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext())).toMatchObject({ failed: 1 });
      expect((await stepsOf(engine)).filter(({ state }) => state === 'waiting')).toEqual([]);
    });
  });

  it('skips a missing secret: the rest is applied, and the secret once it is entered', async () => {
    await company.onCopy(async (engine) => {
      const outcome = await applyAll(engine, accessOf(company.sandbox), { onFailure: 'go-on', secrets: {} });
      expect(outcome).toMatchObject({ state: 'failed', failed: 1 });
      const failed = (await stepsOf(engine)).filter(({ state }) => state === 'failed');
      expect(failed).toMatchObject([{ action: 'secret', failure: { code: 'apply-secret-missing' }, retryable: true, requestId: null }]);
      const order = { runId: outcome.runId, ifHeld: 'refuse', secrets: SECRETS } as const;
      expect(await engine.retryApply(order, accessOf(company.sandbox), createSilentJobContext())).toMatchObject({
        state: 'done',
        failed: 0,
        differing: 0,
      });
      await engine.readServer(accessOf(company.sandbox), createSilentJobContext());
      expect(await planOf(engine)).toEqual([]);
    });
  });

  it('sends a changed secret in a separate call if the outcome of the former call is unknown', async () => {
    company.sandbox.misbehave({ kind: 'cut-after', action: 'set_secret' });
    const from = company.sandbox.calls.length;
    await company.onCopy(async (engine) => {
      const rested = await applyAll(engine, accessOf(company.sandbox));
      expect(rested).toMatchObject({ state: 'paused', failure: { code: 'server-unreachable' } });
      company.sandbox.misbehave(null);
      await engine.noteSecret('catalog-password', { kind: 'set', keptIn: 'system', boundTo: 'amazon', mark: 'mark-2' });
      const order = { runId: rested.runId, ifHeld: 'refuse', secrets: { 'catalog-password': 'catalog-pass-2' } } as const;
      expect(await engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext())).toMatchObject({
        state: 'done',
        failed: 0,
        differing: 0,
      });
      const calls = company.sandbox.calls.slice(from).filter(({ action }) => action === 'set_secret');
      const sent = calls.map(({ parameters }) => parameters['request_id']);
      expect(new Set(sent).size).toBe(2);
      // The server has the current value, so nothing remains to be sent.
      await engine.readServer(accessOf(company.sandbox), createSilentJobContext());
      expect(await planOf(engine)).toEqual([]);
    });
  });

  it('leaves the outcome of a secret unknown if its answer was lost and the secret was deleted since', async () => {
    company.sandbox.misbehave({ kind: 'cut-after', action: 'set_secret' });
    await company.onCopy(async (engine) => {
      const { runId } = await applyAll(engine, accessOf(company.sandbox), { onFailure: 'go-on' });
      company.sandbox.misbehave(null);
      const order = { runId, ifHeld: 'refuse', secrets: {} } as const;
      const rested = await engine.resumeApply(order, accessOf(company.sandbox), createSilentJobContext());
      expect(rested).toMatchObject({ state: 'paused', failed: 0, failure: { code: 'apply-secret-missing' } });
      expect((await stepsOf(engine)).filter(({ state }) => state === 'sent')).toMatchObject([{ action: 'secret' }]);
    });
  });

  /** Pauses an apply after a call that the server executed but did not answer. */
  const restingAfter = async (engine: Engine, times: number): Promise<string> => {
    company.sandbox.misbehave({ kind: 'cut-after', action: 'put_object', after: 10, times });
    const rested = await applyAll(engine, accessOf(company.sandbox));
    expect(rested).toMatchObject({ state: 'paused', done: 10 });
    return rested.runId;
  };
  const goOn = (engine: Engine, runId: string) =>
    engine.resumeApply({ runId, ifHeld: 'refuse', secrets: SECRETS }, accessOf(company.sandbox), createSilentJobContext());

  it('leaves a retried step without an outcome if the server refuses it, until a separate read settles it', async () => {
    await company.onCopy(async (engine) => {
      const runId = await restingAfter(engine, 10);
      const [asked] = (await stepsOf(engine)).filter(({ state }) => state === 'sent');
      company.sandbox.misbehave(null);
      company.sandbox.misbehave({ kind: 'no-right', action: 'put_object' });
      expect(await goOn(engine, runId)).toMatchObject({ state: 'paused', failed: 0, failure: { code: 'server-no-right' } });
      expect((await stepsOf(engine)).filter(({ state }) => state === 'sent')).toMatchObject([{ key: asked?.key }]);
      await engine.cancelApply(runId, async () => accessOf(company.sandbox));
      const { run } = await engine.applyState({ runId, states: [], offset: 0, limit: 1 });
      expect(run).toMatchObject({ state: 'cancelled', done: 11, failed: 0 });
    });
  });

  it('does not attribute its own change to another user if the server has forgotten the request', async () => {
    await company.onCopy(async (engine) => {
      const runId = await restingAfter(engine, 10);
      company.sandbox.misbehave(null);
      company.sandbox.forgetRequests();
      expect(await goOn(engine, runId)).toMatchObject({ state: 'done', failed: 0, differing: 0 });
      await engine.readServer(accessOf(company.sandbox), createSilentJobContext());
      expect(await planOf(engine)).toEqual([]);
    });
  });

  it('sends nothing until the end of the wait that a 429 response asks for, and shows that time', async () => {
    company.sandbox.misbehave({ kind: 'throttle', action: 'put_object', after: 3, times: 1 });
    await company.onCopy(async (engine) => {
      const told: string[] = [];
      const { digest } = await engine.planState();
      let until: string | null = null;
      const order = {
        runId: randomUUID(),
        keys: null,
        digest,
        reason: '試験のため',
        ifHeld: 'refuse',
        onFailure: 'stop',
        secrets: SECRETS,
      } as const;
      const impatient = { ...accessOf(company.sandbox), pacing: { throttleWaitMs: 1_000 } };
      const sending = engine.apply(order, impatient, {
        signal: new AbortController().signal,
        report({ phase, done }) {
          told.push(phase);
          if (phase === 'waiting-for-server')
            void engine.applyState({ runId: null, states: [], offset: 0, limit: 1 }).then(({ waitingUntil }) => {
              until = waitingUntil;
              expect(done).toBe(3);
            });
        },
      });
      expect(await sending).toMatchObject({ state: 'done', failed: 0 });
      expect(told).toContain('waiting-for-server');
      expect(until).toMatch(/^\d{4}-/);
      expect((await engine.applyState({ runId: null, states: [], offset: 0, limit: 1 })).waitingUntil).toBeNull();
    });
  });

  it('refuses a plan that others have overtaken, and has the new one ready', async () => {
    const from = company.sandbox.calls.length;
    await company.onCopy(async (engine) => {
      const plan = await planOf(engine);
      const touched = plan.find(({ kind, section }) => kind === 'change' && section === 'invoice_groups');
      expect(company.sandbox.edit({ section: 'invoice_groups', id: touched?.id ?? '', fields: { name: '先に変えた名前' } })).toBeNull();
      await expect(applyAll(engine, accessOf(company.sandbox))).rejects.toMatchObject({
        failure: { code: 'plan-stale', params: { changes: 1 } },
      });
      expect(company.sandbox.calls.slice(from).filter(({ action }) => action === 'put_object')).toEqual([]);
      const { changes } = await engine.serverChanges({ offset: 0, limit: 10 });
      expect(changes).toMatchObject([{ id: touched?.id, change: 'changed', by: '別の管理者' }]);
      expect((await planOf(engine)).find(({ key }) => key === touched?.key)).toMatchObject({
        kind: 'conflict',
        undecided: 1,
        chosen: false,
      });
      expect(await applyAll(engine, accessOf(company.sandbox))).toMatchObject({ state: 'done', failed: 0 });
    });
  });
});
