import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Groupware } from '#main/groupware/groupware.ts';
import type { ObjectStore, WriteOutcome } from '#main/groupware/object-store.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { connectTo, leaseOf, objectsOf, startServer } from './support.ts';

let sandbox: Sandbox;
let groupware: Groupware;
let objects: ObjectStore;
let lease: string;
beforeAll(async () => {
  sandbox = await startServer();
  groupware = await connectTo(sandbox);
  objects = objectsOf(groupware);
  lease = await leaseOf(objects);
});
afterAll(async () => {
  await groupware.close();
  await sandbox.close();
});

type Step =
  | { readonly kind: 'put' | 'delete'; readonly at: number; readonly stale: boolean; readonly repeat: boolean; readonly cut: boolean }
  | { readonly kind: 'other'; readonly at: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('put' as const, 'delete' as const),
    at: fc.nat(2),
    stale: fc.boolean(),
    repeat: fc.boolean(),
    cut: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('other' as const), at: fc.nat(2) }),
);

/** The reference model: objects by ID, with their revision and the number of the writer. */
it('matches a simple model after any sequence of writes, repeats, interruptions and changes by others', async () => {
  let run = 0;
  let writes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      run++;
      const model = new Map<string, { readonly revision: number; readonly startValue: number }>();
      for (const one of steps) {
        const id = `run-${run}-${one.at}`;
        const body = { ...createSerial(id), startValue: ++writes % 99_999 };
        const known = model.get(id);
        if (one.kind === 'other') {
          expect(sandbox.edit({ section: 'serials', id, by: '別の管理者', body })).toBeNull();
          const { changes } = await objects.changes(String(known?.revision ?? 1));
          const last = changes.findLast((change) => change.id === id);
          model.set(id, { revision: last?.revision ?? 0, startValue: body.startValue });
          continue;
        }
        const ifRevision = one.stale ? (known?.revision ?? 0) + 1 : (known?.revision ?? 0);
        const order = { section: 'serials', id, ifRevision, requestId: `request-${writes}`, lease } as const;
        const send = (): Promise<WriteOutcome> => (one.kind === 'put' ? objects.put({ ...order, body }) : objects.delete(order));
        if (one.cut) {
          sandbox.misbehave({ kind: writes % 2 === 0 ? 'cut-before' : 'cut-after', times: 1 });
          await expect(send()).rejects.toMatchObject({ failure: { code: 'server-unreachable' } });
          sandbox.misbehave(null);
        }
        const outcome = await send();
        if (one.repeat) expect(await send()).toEqual(outcome);
        if (one.stale || (one.kind === 'delete' && known === undefined)) {
          expect(outcome).toMatchObject({ kind: 'conflict', current: known === undefined ? null : { revision: known.revision } });
        } else {
          if (outcome.kind !== 'written') throw new Error(JSON.stringify(outcome));
          expect(outcome.revision).toBeGreaterThan(known?.revision ?? 0);
          if (one.kind === 'put') model.set(id, { revision: outcome.revision, startValue: body.startValue });
          else model.delete(id);
        }
      }
      const there = (await objects.list('serials')).objects.filter(({ id }) => id.startsWith(`run-${run}-`));
      expect(new Map(there.map(({ id, revision, body }) => [id, { revision, startValue: body.startValue }]))).toEqual(
        new Map([...model].toSorted(([a], [b]) => there.findIndex(({ id }) => id === a) - there.findIndex(({ id }) => id === b))),
      );
      for (const { id, revision } of there)
        await objects.delete({ section: 'serials', id, ifRevision: revision, requestId: `clean-${id}`, lease });
    }),
    { numRuns: 60 },
  );
});
