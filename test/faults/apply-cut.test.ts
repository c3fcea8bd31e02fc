import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import {
  accessOf,
  applyAll,
  createCopies,
  createSilentJobContext,
  draftFewChanges,
  draftManyChanges,
  type JournalLineCallbacks,
  newCompany,
  openConsoleOn,
  planOf,
  SECRETS,
} from '../support/apply-company.ts';
import type { Engine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Simulates the end of the console: no later code runs. */
class Cut extends Error {}

/** Ends the console before (even index) or after (odd index) a line of the journal. Every later line fails as well. */
function cutAt(place: number): JournalLineCallbacks & { readonly lines: string[] } {
  const lines: string[] = [];
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new Cut(`at ${place}`);
  };
  return {
    lines,
    before(line) {
      if (dead) throw new Cut('dead');
      lines.push(line);
      if ((lines.length - 1) * 2 === place) die();
    },
    after() {
      if ((lines.length - 1) * 2 + 1 === place) die();
    },
  };
}

describe('an apply that is cut', () => {
  let sandbox: Sandbox;
  let folder: string;
  let companyId: string;
  let [many, few]: ReturnType<typeof createCopies>[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox();
    folder = temporaryFolder('apply');
    const [lot, little] = [join(folder, 'many'), join(folder, 'few')];
    companyId = await newCompany(lot, accessOf(sandbox), '試験');
    cpSync(lot, little, { recursive: true });
    await onCopy(lot, (engine) => draftManyChanges(engine, companyId));
    await onCopy(little, draftFewChanges);
    many = createCopies(lot);
    few = createCopies(little);
  });
  afterAll(async () => {
    await sandbox.close();
    many?.close();
    few?.close();
  });

  function copyOf(drafted: typeof many): string {
    if (drafted === undefined) throw new Error('the company is there within tests only');
    return drafted.copy();
  }

  async function onCopy<T>(at: string, use: (engine: Engine) => Promise<T>, around?: JournalLineCallbacks): Promise<T> {
    const engine = await openConsoleOn(at, companyId, around === undefined ? {} : { around });
    try {
      return await use(engine);
    } finally {
      await engine.close();
    }
  }

  /** All visible state after the run, except times, IDs and hashes. */
  async function stateAfter(engine: Engine): Promise<unknown> {
    const state = await engine.applyState({ runId: null, states: [], offset: 0, limit: 500 });
    const history = await engine.historyLog({
      filter: { kinds: [], sections: [], search: '', runId: null, from: null, to: null },
      offset: 0,
      limit: 500,
    });
    const sections = ['routes', 'serials', 'invoice_groups', 'integration', 'common_settings', 'allowed_users'] as const;
    const drafts: unknown[] = [];
    for (const section of sections) {
      const { rows } = await engine.drafts({
        section,
        search: '',
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 500,
      });
      for (const { id } of rows) drafts.push((await engine.draft({ section, id })).object);
    }
    const record = (await engine.secretRecords()).find(({ name }) => name === 'catalog-password');
    return {
      run: state.run && { state: state.run.state, done: state.run.done, verified: state.run.verified, differing: state.run.differing },
      steps: state.steps.map(({ key, state: of, verified }) => ({ key, of, verified })),
      history: history.entries.map(({ kind, id, sentence }) => ({ kind, id, sentence })),
      proof: (await engine.verifyHistory()).state,
      plan: (await planOf(engine)).map(({ key, kind }) => ({ key, kind })),
      secret: { generation: record?.generation, applied: record?.appliedGeneration },
      drafts: JSON.parse(JSON.stringify(drafts, (name, value: unknown) => (name === 'updatedAt' ? undefined : value))),
    };
  }

  /** Returns the server's state: every object and secret with its revision, and the number of changes. */
  async function serverAfter(): Promise<unknown> {
    const answer = async (parameters: Record<string, string>): Promise<unknown> => {
      const response = await fetch(sandbox.moduleAddress('tsunagi'), {
        method: 'POST',
        headers: { 'X-Desknets-Auth': sandbox.accessKey },
        body: new URLSearchParams(parameters),
      });
      return JSON.parse(await response.text(), (name, value: unknown) =>
        name === 'updated_at' || name === 'at' || name === 'since' || name === 'time' ? undefined : value,
      );
    };
    const sections = ['routes', 'serials', 'invoice_groups', 'integration', 'common_settings', 'allowed_users'];
    const objects: unknown[] = [];
    for (const section of sections) objects.push(await answer({ action: 'list_objects', section }));
    return { objects, changes: await answer({ action: 'list_changes', since: '0', offset: '0', limit: '1000' }) };
  }

  /** Completes the run on a fresh server, whatever state this copy has. */
  async function finish(at: string): Promise<{ readonly console: unknown; readonly server: unknown }> {
    return onCopy(at, async (engine) => {
      const { run } = await engine.planState();
      if (run === null) {
        const { run: latest } = await engine.applyState({ runId: null, states: [], offset: 0, limit: 1 });
        // If it was cut before the run was in the journal, the run did not start. If it was cut after its end, nothing remains.
        if (latest === null) expect(await applyAll(engine, accessOf(sandbox))).toMatchObject({ state: 'done' });
        else expect(latest.state).toBe('done');
      } else {
        expect(['interrupted', 'paused']).toContain(run.state);
        const order = { runId: run.id, ifHeld: 'refuse', secrets: SECRETS } as const;
        expect(await engine.resumeApply(order, accessOf(sandbox), createSilentJobContext())).toMatchObject({
          state: 'done',
          failed: 0,
          differing: 0,
        });
      }
      return { console: await stateAfter(engine), server: await serverAfter() };
    });
  }

  /** Returns the final state and the journal lines of an uninterrupted run. */
  async function uncut(of: typeof many) {
    sandbox.startOver();
    const watch = cutAt(-1);
    const at = copyOf(of);
    await onCopy(
      at,
      async (engine) => expect(await applyAll(engine, accessOf(sandbox))).toMatchObject({ state: 'done', failed: 0 }),
      watch,
    );
    const end = await finish(at);
    expect(end.console).toMatchObject({ run: { state: 'done', differing: 0 }, plan: [], proof: 'intact' });
    return { end, lines: watch.lines, succeeded: watch.lines.filter((line) => line === 'succeed').length };
  }

  let endOfMany: Awaited<ReturnType<typeof uncut>>;
  let endOfFew: Awaited<ReturnType<typeof uncut>>;

  it('has an end when nothing cuts it', async () => {
    endOfMany = await uncut(many);
    expect(endOfMany.succeeded).toBeGreaterThanOrEqual(40);
    endOfFew = await uncut(few);
    expect(endOfFew.succeeded).toBeGreaterThanOrEqual(10);
    // More objects of a kind only add more lines of the same types.
    expect(new Set(endOfFew.lines)).toEqual(new Set(endOfMany.lines));
  });

  /** Number of parts, so that each one runs for a short time. */
  const PARTS = 4;
  it.each(Array.from({ length: PARTS }, (_, part) => part))(
    'reaches the same result if cut before or after any line of its journal (part %i)',
    async (part) => {
      const { lines, end } = endOfFew;
      for (let place = part; place < lines.length * 2; place += PARTS) {
        sandbox.startOver();
        const at = copyOf(few);
        await onCopy(at, (engine) => expect(applyAll(engine, accessOf(sandbox))).rejects.toThrow(Cut), cutAt(place));
        expect(await finish(at), `${place % 2 === 0 ? 'before' : 'after'} line ${place >> 1} (${lines[place >> 1]})`).toEqual(end);
      }
    },
  );

  it('reaches the same result if it is interrupted at every single step, before and after its outcome', async () => {
    sandbox.startOver();
    const at = copyOf(many);
    let cuts = 0;
    for (let ended = false; !ended; ) {
      // Cuts before the outcome of a call is recorded, then after it: each pair of attempts completes one more step.
      const around = cutAt(cuts % 2 === 0 ? 4 : 5);
      await onCopy(
        at,
        async (engine) => {
          const { run } = await engine.planState();
          const { run: latest } = await engine.applyState({ runId: null, states: [], offset: 0, limit: 1 });
          // It was cut right after its last line: the end was written but not reported.
          if (run === null && latest?.state === 'done') {
            ended = true;
            return;
          }
          const order = { runId: run?.id ?? '', ifHeld: 'refuse', secrets: SECRETS } as const;
          const sending =
            run === null ? applyAll(engine, accessOf(sandbox)) : engine.resumeApply(order, accessOf(sandbox), createSilentJobContext());
          await sending.then(
            () => {
              ended = true;
            },
            (error: unknown) => {
              expect(error).toBeInstanceOf(Cut);
              cuts++;
            },
          );
        },
        around,
      );
      expect(cuts).toBeLessThan(500);
    }
    expect(cuts).toBeGreaterThan(40);
    expect(await finish(at)).toEqual(endOfMany.end);
  });
});
