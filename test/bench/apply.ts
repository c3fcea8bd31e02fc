import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { applyRun } from '#main/company/apply/apply-run.ts';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { ObjectStore } from '#main/groupware/groupware.ts';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import type { StepChange } from '#main/storage/apply/apply-steps.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { createServerState } from '#shared/domain/sync/server-state.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { type Measurement, median } from './measure.ts';

const CALLS = 200;
/** Drafts and objects of the server that are there besides. */
const OTHERS = 3_000;

const group = (i: number) => ({ code: `APPLY${i}`, name: `請求 ${i}`, users: [], organizations: [] });

/** What this disk takes to make one line durable: each call waits for one, its outcome with the next intent. */
function durableLine(folder: string): number {
  const file = openSync(join(folder, 'line'), 'w');
  const times: number[] = [];
  for (let i = 0; i < 50; i++) {
    writeSync(file, Buffer.alloc(4_096));
    const start = performance.now();
    fsyncSync(file);
    times.push(performance.now() - start);
  }
  closeSync(file);
  return median(times);
}

/** Everything between two calls of an apply: intent, outcome, draft, server state and history, each durable on a real file. */
export async function measureApply(folder: string): Promise<Measurement[]> {
  const sandbox = await startSandbox();
  const groupware = await connectGroupware({ address: sandbox.address, accessKey: sandbox.accessKey });
  try {
    const runs: number[] = [];
    for (let run = 0; run < 3; run++) {
      sandbox.startOver();
      const file = new CompanyFolder(mkdtempSync(join(folder, 'apply-'))).create('自社', 'test', new Date().toISOString());
      runs.push(await ownCost(file, groupware.objects as ObjectStore));
      file.close();
    }
    const note = `of it one durable line: the disk takes ${durableLine(folder).toFixed(1)} ms for one`;
    const name = `apply of ${CALLS} objects among ${OTHERS}: own cost a call above the server's time`;
    return [{ name, value: median(runs), unit: 'ms', budget: 5, peer: null, note }];
  } finally {
    await groupware.close();
    await sandbox.close();
  }
}

async function ownCost(file: CompanyFile, server: ObjectStore): Promise<number> {
  const at = new Date().toISOString();
  const drafts = new Map<string, Draft | null>();
  for (let i = 0; i < OTHERS; i++) {
    const draft: Draft = { section: 'invoice_groups', id: `other-${i}`, base: group(-i), draft: group(-i), note: '' };
    drafts.set(getDraftKey(draft), draft);
  }
  const steps = Array.from({ length: CALLS }, (_, i): StepChange => {
    const draft: Draft = { section: 'invoice_groups', id: `new-${i}`, base: null, draft: group(i), note: '' };
    drafts.set(getDraftKey(draft), draft);
    return {
      key: getDraftKey(draft),
      section: 'invoice_groups',
      id: draft.id,
      name: `請求 ${i}`,
      action: 'put',
      sentence: createPhrase('plan.item.create', { object: createPhrase('plan.object.invoice_groups', { name: `請求 ${i}` }) }),
      needs: [],
      ifRevision: 0,
      before: null,
      planned: { base: null, draft: draft.draft, ignored: [] },
      target: draft.draft,
      whole: null,
      generation: null,
    };
  });
  const state = createServerState({ readAt: at, complete: ['invoice_groups'], entries: [] });
  const entries = Array.from({ length: OTHERS }, (_, i) => ({
    section: 'invoice_groups' as const,
    id: `other-${i}`,
    revision: 1,
    body: group(-i),
    updatedAt: at,
    updatedBy: '',
  }));
  file.drafts.reconcile(drafts, at, (database) =>
    file.server.replaceIn(
      database,
      { at, kind: 'gateway', label: '', revision: '1', adopted: 0, settled: 0, complete: [...state.complete], unreadable: [], changes: [] },
      entries,
      [],
    ),
  );
  const { lease, expiresAt } = await held(server);
  const run = {
    id: randomUUID(),
    startedAt: at,
    by: 'tanaka',
    holder: 'tanaka@PC',
    reason: '計測',
    server: '',
    digest: '',
    onFailure: 'stop',
    seal: '',
  } as const;
  file.journal.begin(run, steps, {
    at,
    by: 'tanaka',
    kind: 'run-started',
    section: null,
    id: '',
    name: '',
    sentence: createPhrase('historyLog.sentence.run-started', { steps: CALLS }),
    reason: '計測',
    runId: run.id,
    requestId: null,
    before: null,
    after: null,
  });
  let inCalls = 0;
  const objects = timedStore(server, (milliseconds) => {
    inCalls += milliseconds;
  });
  const started = performance.now();
  await applyRun(
    file.journal.run(run.id) as NonNullable<ReturnType<CompanyFile['journal']['run']>>,
    { lease, expiresAt },
    {
      journal: file.journal,
      operator: 'tanaka',
      objects,
      sentenceOf: (step) => step.sentence,
      secretOf: async () => null,
      generationOf: () => null,
      wish: () => null,
      timestamp: () => new Date().toISOString(),
      newId: randomUUID,
      wait: () => Promise.resolve(),
      report: () => undefined,
      onPause: () => undefined,
      leave: new AbortController().signal,
      signal: new AbortController().signal,
    },
  );
  const took = performance.now() - started;
  if (file.journal.counts(run.id).verified !== CALLS) throw new Error('not everything was applied');
  return (took - inCalls) / CALLS;
}

async function held(server: ObjectStore): Promise<{ readonly lease: string; readonly expiresAt: string }> {
  const lease = await server.acquireLease({ holder: 'tanaka@PC', ttlSeconds: 600 });
  if (lease.kind !== 'held') throw new Error('somebody else writes');
  return lease;
}

/** Wraps the server and reports the time spent in its calls. */
function timedStore(server: ObjectStore, told: (milliseconds: number) => void): ObjectStore {
  return new Proxy(server, {
    get(target, name) {
      const found = Reflect.get(target, name) as unknown;
      if (typeof found !== 'function') return found;
      return async (...args: unknown[]) => {
        const start = performance.now();
        try {
          return await (found.apply(target, args) as Promise<unknown>);
        } finally {
          told(performance.now() - start);
        }
      };
    },
  });
}
