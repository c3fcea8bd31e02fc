import { z } from 'zod';
import { type ACTORS, CAUSE_STATES } from '../../domain/fixes/causes.ts';
import { ACTION_KINDS } from '../../domain/readiness/next-actions.ts';
import { defineQuery } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { findingCodeSchema } from '../readiness/readiness.ts';

const count = z.number().int();

const causeSchema = z.strictObject({
  /** Texts below `readiness.next.action.`. */
  kind: z.enum(ACTION_KINDS),
  /** Findings of the cause; a filter on them and on `firstGateOnly` shows its people, unless it has a root. */
  codes: z.array(findingCodeSchema),
  people: count,
  actors: z.strictObject({ me: count, neo: count, amazon: count, person: count } satisfies Record<(typeof ACTORS)[number], unknown>),
  /** Number of these people by the progress of their fix (`FixProgress`). */
  progress: z.strictObject({ none: count, adopted: count, awaiting: count, missed: count }),
  /** Sides with fixes that are in a file and have not arrived. */
  awaitedSides: z.array(z.enum(['neo', 'amazon'])),
  curable: count,
  arrived: count,
  state: z.enum(CAUSE_STATES),
  /** The draft whose change helps everyone; `null` = none, or several. */
  root: z.strictObject({ screen: z.enum(['invoicing', 'routes', 'serials']), id: z.string(), name: z.string() }).nullable(),
});
export type CauseRow = z.infer<typeof causeSchema>;

export const causeCalls = {
  /**
   * Causes for which people cannot order, those that need work first; their people add up to `blocked` of `readiness.summary`. `today`:
   * causes with fixes that can be put into a file now, and the people who are no longer blocked then. `null` while a list is missing.
   */
  'fixes.causes': defineQuery(
    z.strictObject({}),
    z.strictObject({ today: z.strictObject({ causes: count, people: count }), causes: z.array(causeSchema) }).nullable(),
    { reads: FINDING_TOPICS, heavy: true },
  ),
} as const;
