import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '#main/company/job-context.ts';
import { createRoute } from '#shared/domain/routes/route.ts';
import {
  accessOf,
  applyAll,
  createCopies,
  createSilentJobContext,
  draftManyChanges,
  newCompany,
  openConsoleOn,
  planOf,
  SECRETS,
} from '../support/apply-company.ts';
import type { OpenEngine } from '../support/engine.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECOND = 1_000;
/** Time between two writes; a lease of two minutes expires after six of them. */
const SLOW_WRITE = 20 * SECOND;

describe('an apply in whose time something happens', () => {
  let sandbox: Sandbox;
  let folder: string;
  let serverFolder: string;
  let companyId: string;
  let copies: ReturnType<typeof createCopies>;
  let now = Date.parse('2026-04-01T01:00:00Z');

  beforeAll(async () => {
    folder = temporaryFolder('apply');
    serverFolder = temporaryFolder('server');
    sandbox = await startSandbox({ throttleMs: 1, now: () => now, database: join(serverFolder, 'server') });
    companyId = await newCompany(folder, accessOf(sandbox), '試験');
    const engine = await openConsoleOn(folder, companyId);
    await draftManyChanges(engine, companyId);
    await engine.close();
    copies = createCopies(folder);
  });
  afterEach(() => {
    sandbox.misbehave(null);
    sandbox.startOver();
  });
  afterAll(async () => {
    await sandbox.close();
    copies.close();
    for (const made of [folder, serverFolder]) rmSync(made, { recursive: true, force: true });
  });

  /** Returns work that calls `act` once, when the run enters this phase. */
  const when = (awaited: 'reading-server' | 'applying' | 'reading-back', act: () => void): JobContext => {
    let isDone = false;
    return {
      ...createSilentJobContext(),
      report: ({ phase }) => {
        if (phase !== awaited || isDone) return;
        isDone = true;
        act();
      },
    };
  };

  it('reports a draft edited during the server read as a change of the plan, not of the server', async () => {
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now });
    try {
      let editing: Promise<unknown> = Promise.resolve();
      const edited = when('reading-server', () => {
        editing = engine.applyDraft({
          kind: 'edit',
          section: 'invoice_groups',
          id: 'new-group-1',
          edit: { kind: 'set', fields: { name: '読んでいる間の名前' } },
        });
      });
      await expect(applyAll(engine, accessOf(sandbox), {}, edited)).rejects.toMatchObject({
        failure: { code: 'plan-changed', params: {} },
      });
      await editing;
      expect(sandbox.calls.filter(({ action }) => action === 'put_object')).toEqual([]);
      // If others also changed a value that is sent, the conflict is reported.
      const changed = when('reading-server', () => {
        expect(sandbox.edit({ section: 'common_settings', id: 'common_settings', fields: { title: 'ほかの件名' } })).toBeNull();
      });
      await expect(applyAll(engine, accessOf(sandbox), {}, changed)).rejects.toMatchObject({
        failure: { code: 'plan-stale', params: { changes: 1 } },
      });
    } finally {
      await engine.close();
    }
  });

  it('reports exactly what others changed or removed between a write and its verification', async () => {
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now });
    try {
      const meanwhile = when('reading-back', () => {
        const edits = [
          { section: 'invoice_groups', id: 'new-group-1', fields: { name: 'ほかの名前' } },
          { section: 'invoice_groups', id: 'new-group-2', body: null },
        ] as const;
        for (const edit of edits) expect(sandbox.edit(edit)).toBeNull();
      });
      const outcome = await applyAll(engine, accessOf(sandbox), {}, meanwhile);
      expect(outcome).toMatchObject({ state: 'done', failed: 0, differing: 2, verified: outcome.done - 2 });
      const { steps } = await engine.applyState({ runId: outcome.runId, states: [], offset: 0, limit: 500 });
      expect(steps.filter(({ verified }) => verified === false).map(({ key }) => key)).toEqual([
        'invoice_groups new-group-1',
        'invoice_groups new-group-2',
      ]);
      // Both consoles are up to date: the differences are in the plan, for the administrator to review.
      expect((await planOf(engine)).map(({ key }) => key).toSorted()).toEqual(['invoice_groups new-group-1', 'invoice_groups new-group-2']);
    } finally {
      await engine.close();
    }
  });

  it('sends nothing that depends on a refused step', async () => {
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now });
    try {
      const first = (await planOf(engine)).find(({ key }) => key === 'routes new-route-1');
      const taken = when('applying', () => {
        expect(
          sandbox.edit({ section: 'routes', id: 'new-route-1', body: { ...createRoute('new-route-1', '先に作られた経路') } }),
        ).toBeNull();
      });
      const outcome = await applyAll(engine, accessOf(sandbox), { onFailure: 'go-on' }, taken);
      expect(first?.kind).toBe('create');
      const { steps } = await engine.applyState({ runId: outcome.runId, states: ['failed', 'left-out'], offset: 0, limit: 500 });
      expect(steps.map(({ key, state }) => [key, state])).toEqual([
        ['routes new-route-1', 'failed'],
        ['common_settings common_settings', 'left-out'],
      ]);
    } finally {
      await engine.close();
    }
  });

  it('does not treat objects it can no longer read as deleted', async () => {
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now });
    try {
      const spoil = when('reading-back', () => {
        const server = new DatabaseSync(join(serverFolder, 'server'));
        server.prepare("UPDATE object SET body = '{\"code\":[]}' WHERE section = 'invoice_groups' AND id = 'new-group-3'").run();
        server.close();
      });
      const outcome = await applyAll(engine, accessOf(sandbox), {}, spoil);
      expect(outcome).toMatchObject({ state: 'done', differing: 1 });
      // If it counted as deleted, it would be planned as a new object.
      expect((await planOf(engine)).map(({ key, kind }) => [key, kind])).toEqual([]);
    } finally {
      await engine.close();
    }
  });

  it('renews its turn in time, however long the writing takes', async () => {
    const around = {
      before: (line: string) => {
        if (line === 'succeed') now += SLOW_WRITE;
      },
      after: () => undefined,
    };
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now, around });
    try {
      const before = sandbox.calls.length;
      const began = now;
      expect(await applyAll(engine, accessOf(sandbox))).toMatchObject({ state: 'done', failed: 0, differing: 0 });
      expect(now - began).toBeGreaterThan(600 * SECOND);
      const calls = sandbox.calls.slice(before).map(({ action }) => action);
      expect(calls.filter((action) => action === 'acquire_lease')).toHaveLength(1);
      expect(calls.filter((action) => action === 'renew_lease').length).toBeGreaterThan(5);
    } finally {
      await engine.close();
    }
  });

  it.each(['cut-before', 'cut', 'cut-after'] as const)(
    'asks again if the response to its lease renewal is lost (%s), and the run continues',
    async (kind) => {
      const around = {
        before: (line: string) => {
          if (line === 'succeed') now += SLOW_WRITE;
        },
        after: () => undefined,
      };
      const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now, around });
      try {
        sandbox.misbehave({ kind, action: 'renew_lease', times: 2 });
        const before = sandbox.calls.length;
        expect(await applyAll(engine, accessOf(sandbox))).toMatchObject({ state: 'done', failed: 0, differing: 0 });
        const calls = sandbox.calls.slice(before).map(({ action }) => action);
        expect(calls.filter((action) => action === 'acquire_lease')).toHaveLength(1);
      } finally {
        await engine.close();
      }
    },
  );

  /** Makes a server refuse all clients for ten minutes, after a run has written its third object. */
  async function turnedAway(engine: OpenEngine, work: JobContext) {
    const runId = randomUUID();
    const { digest } = await engine.planState();
    const order = { runId, keys: null, digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop', secrets: SECRETS } as const;
    const sending = engine.apply(order, accessOf(sandbox), {
      ...work,
      report: ({ phase, done }) => {
        if (phase === 'applying' && done === 3) sandbox.misbehave({ kind: 'throttle', ms: 600_000 });
      },
    });
    await expect.poll(() => waitingUntil(engine, runId), { timeout: 20_000 }).not.toBeNull();
    return { runId, sending };
  }
  const waitingUntil = (engine: OpenEngine, runId: string) =>
    engine.applyState({ runId, states: [], offset: 0, limit: 1 }).then(
      (state) => state.waitingUntil,
      () => null,
    );
  const soon = <T>(sending: Promise<T>): Promise<T | 'still at work'> =>
    Promise.race([sending, new Promise<'still at work'>((resolve) => setTimeout(resolve, 5_000, 'still at work'))]);

  it.each(['pause', 'cancel', 'quit'] as const)('executes %s at once while the server rejects every call for ten minutes', async (wish) => {
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now });
    try {
      const quit = new AbortController();
      const { runId, sending } = await turnedAway(engine, createSilentJobContext(quit.signal));
      if (wish === 'quit') quit.abort();
      else await (wish === 'pause' ? engine.pauseApply(runId) : engine.cancelApply(runId, async () => accessOf(sandbox)));
      expect(await soon(sending)).toMatchObject({ state: wish === 'cancel' ? 'cancelled' : 'paused', failure: null, done: 3 });
      expect(await waitingUntil(engine, runId)).toBeNull();
    } finally {
      sandbox.misbehave(null);
      await engine.close();
    }
  });

  it.each(['acquire_lease', undefined])('is refused when it resumes (%s), and can still be paused and abandoned', async (action) => {
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now });
    try {
      const { runId, sending } = await turnedAway(engine, createSilentJobContext());
      await engine.pauseApply(runId);
      expect(await soon(sending)).toMatchObject({ state: 'paused' });
      for (const wish of ['pause', 'cancel'] as const) {
        sandbox.misbehave({ kind: 'throttle', ms: 600_000, ...(action !== 'every action' && { action }) });
        const resumed = engine.resumeApply({ runId, ifHeld: 'refuse', secrets: SECRETS }, accessOf(sandbox), createSilentJobContext());
        const before = sandbox.calls.length;
        await expect.poll(() => sandbox.calls.length, { timeout: 20_000 }).toBeGreaterThan(before);
        await (wish === 'pause' ? engine.pauseApply(runId) : engine.cancelApply(runId, async () => accessOf(sandbox)));
        expect(await soon(resumed)).toMatchObject({ state: wish === 'pause' ? 'paused' : 'cancelled', failure: null, done: 3 });
      }
    } finally {
      sandbox.misbehave(null);
      await engine.close();
    }
  });

  it('pauses at once while the server rejects the renewal of its lease', async () => {
    const around = {
      before: (line: string) => {
        if (line === 'succeed') now += SLOW_WRITE;
      },
      after: () => undefined,
    };
    const engine = await openConsoleOn(copies.copy(), companyId, { now: () => now, around });
    try {
      sandbox.misbehave({ kind: 'throttle', action: 'renew_lease', ms: 600_000 });
      const runId = randomUUID();
      const sending = applyAll(engine, accessOf(sandbox), { runId });
      await expect.poll(() => waitingUntil(engine, runId), { timeout: 20_000 }).not.toBeNull();
      await engine.pauseApply(runId);
      expect(await soon(sending)).toMatchObject({ state: 'paused', failure: null });
    } finally {
      sandbox.misbehave(null);
      await engine.close();
    }
  });
});
