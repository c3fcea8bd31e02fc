import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { mergeBodies } from '#shared/domain/sync/merge/merge.ts';
import { computeMoves, reorderKeys } from '#shared/domain/sync/merge/moves.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import { anySides } from '../../../support/sync.ts';
import { factsOfBody, mergeFacts } from '../../../support/sync-model.ts';

const RUNS = { numRuns: 2_000 };

describe('three sides made one', () => {
  it('has the facts of the reference model, for any winner of the conflicts', () => {
    fc.assert(
      fc.property(anySides, fc.constantFrom('ours' as const, 'theirs' as const), ({ section, base, draft, server }, winner) => {
        const { body } = mergeBodies(section, base, draft, server, ({ origin }) => (origin === 'both' ? winner : origin));
        const expected = mergeFacts(factsOfBody(base), factsOfBody(draft), factsOfBody(server), winner);
        expect(toStableJson(factsOfBody(body) ?? null)).toBe(toStableJson(expected ?? null));
      }),
      RUNS,
    );
  });

  it('equal one side if that side is chosen everywhere', () => {
    fc.assert(
      fc.property(anySides, ({ section, base, draft, server }) => {
        expect(isSameBody(section, mergeBodies(section, base, draft, server, () => 'ours').body, draft)).toBe(true);
        expect(mergeBodies(section, base, draft, server, () => 'theirs').body).toBe(server);
      }),
      RUNS,
    );
  });

  it('reports each difference once, and none if both sides mean the same', () => {
    fc.assert(
      fc.property(anySides, ({ section, base, draft, server }) => {
        const { found } = mergeBodies(section, base, draft, server, ({ origin }) => (origin === 'both' ? 'theirs' : origin));
        const paths = found.map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
        // The result never contains both a field and an object or entry that includes it.
        for (const { path, kind } of found)
          if (kind !== 'moved' && kind !== 'order') expect(paths.filter((other) => other.startsWith(`${path}/`))).toEqual([]);
        if (isSameBody(section, draft, server)) expect(found).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('moves', () => {
  const anyOrders = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 25 }).chain((keys) => {
    const before = keys.map(String);
    return fc.record({ before: fc.constant(before), after: fc.shuffledSubarray(before, { minLength: before.length }) });
  });

  it('turn the old order into the new one by removing and inserting items', () => {
    fc.assert(
      fc.property(anyOrders, ({ before, after }) => {
        const moves = computeMoves(before, after);
        const moving = new Set(moves.map(({ key }) => key));
        const order = before.filter((key) => !moving.has(key));
        for (const { key, to } of moves) order.splice(to, 0, key);
        expect(order).toEqual(after);
        for (const { key, from } of moves) expect(before[from]).toBe(key);
        expect(reorderKeys(before, moving, after)).toEqual(after);
      }),
    );
  });

  it('are as few as can be: one for one entry that went elsewhere', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 20 }), fc.nat(), fc.nat(), (keys, one, other) => {
        const before = keys.map(String);
        const [from, to] = [one % before.length, other % before.length];
        const after = before.toSpliced(from, 1).toSpliced(to, 0, before[from] as string);
        expect(computeMoves(before, after).length).toBe(from === to ? 0 : 1);
      }),
    );
  });
});
