import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortByPrerequisites } from '#shared/domain/sync/manual-entry/manual-entry-order.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const anyWaiting = fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...KEYS, 'elsewhere')), { maxLength: 9 });

it('every task is listed once, after all its prerequisites, except for circular ones', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...KEYS]), anyWaiting, (keys, edges) => {
      const waiting = new Map(KEYS.map((key) => [key as string, edges.filter(([from]) => from === key).map(([, to]) => to as string)]));
      const told = sortByPrerequisites(
        keys.map((key) => ({ key })),
        waiting,
      ).map(({ key }) => key);
      expect([...told].sort()).toEqual([...keys].sort());
      const isThere = new Set<string>(keys);
      const reaches = (from: string, to: string, seen: ReadonlySet<string> = new Set()): boolean =>
        (waiting.get(from) ?? []).some(
          (next) => isThere.has(next) && (next === to || (!seen.has(next) && reaches(next, to, new Set([...seen, next])))),
        );
      for (const key of keys)
        for (const other of waiting.get(key) ?? [])
          if (isThere.has(other as (typeof KEYS)[number]) && !reaches(other, key))
            expect(told.indexOf(other as (typeof KEYS)[number])).toBeLessThan(told.indexOf(key));
      if (edges.length === 0) expect(told).toEqual(keys);
    }),
  );
});
