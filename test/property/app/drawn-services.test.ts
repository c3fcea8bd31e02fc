import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { anyActOf, BUSY_WITH } from '../../support/drawn-services/acts.ts';
import { runActs } from '../../support/drawn-services/run.ts';
import { Worlds } from '../../support/drawn-services/world.ts';

/** Number of action sequences per kind. `TSUNAGI_SEED` selects other sequences. */
const RUNS = Number(process.env['TSUNAGI_DRAWN_SERVICES'] ?? 4);
const SEED = Number(process.env['TSUNAGI_SEED'] ?? 1);
const MINUTE = 60_000;

/** Number of administrators, and whether actions of one window run in parallel with those of another. */
const HOW = {
  lists: { desks: 1, crowd: [false] },
  drafts: { desks: 1, crowd: [false] },
  office: { desks: 1, crowd: [false] },
  server: { desks: 2, crowd: [true, false] },
} as const;

describe('a company stays consistent, whatever its administrators do', () => {
  const worlds = new Worlds();
  beforeAll(() => worlds.begin());
  afterAll(() => worlds.end());

  it.each(Object.keys(BUSY_WITH) as (keyof typeof BUSY_WITH)[])(
    'busy with: %s',
    async (kind) => {
      const { desks, crowd } = HOW[kind];
      await fc.assert(
        fc.asyncProperty(fc.array(anyActOf(BUSY_WITH[kind], crowd), { minLength: 1, maxLength: 24, size: 'max' }), async (acts) => {
          const world = await worlds.create(desks);
          try {
            await runActs(world, acts);
          } finally {
            await world.close();
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    RUNS * MINUTE,
  );
});
