import { z } from 'zod';
import { command, query } from '../call/define.ts';
import { phraseSchema } from '../call/phrase.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { sectionSchema } from '../drafts/drafts.ts';

const count = z.number().int().min(0);
const key = z.string().min(1).max(300);
const revisionSchema = z.strictObject({ revision: z.number().int() });
const saidSchema = revisionSchema.extend({ draftRevision: z.number().int() });
const windowSchema = z.strictObject({ offset: count, limit: z.number().int().min(1).max(200) });

const lineSchema = z.strictObject({
  id: z.string(),
  sentence: phraseSchema,
  /** The vendor's exact name of the field; `null` if the sentence contains it. */
  field: z.string().nullable(),
  /** What has to be chosen along with it. */
  details: z.array(phraseSchema),
  /** Value to copy into the field; `null` = none. Never a secret. */
  copy: z.string().nullable(),
  /** Author and time; `null` = not entered, or another value was. */
  tick: z.strictObject({ at: z.string(), by: z.string() }).nullable(),
});

const taskSchema = z.strictObject({
  key,
  section: sectionSchema,
  id: z.string(),
  name: z.string(),
  kind: z.enum(['create', 'change', 'delete']),
  title: phraseSchema,
  lines: z.array(lineSchema),
});
export type ManualEntryTaskView = z.output<typeof taskSchema>;

export const manualEntryCalls = {
  /** Values to enter manually, in the order of the manual's screens with deletions last, for a server that cannot be written to. */
  'manualEntry.sheet': query(
    windowSchema,
    z.strictObject({ revision: z.number().int(), total: count, lines: count, ticked: count, tasks: z.array(taskSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Items recorded as entered, latest first. */
  'manualEntry.entered': query(
    windowSchema,
    z.strictObject({
      revision: z.number().int(),
      total: count,
      objects: z.array(
        z.strictObject({
          key,
          section: sectionSchema,
          id: z.string(),
          name: z.string(),
          title: phraseSchema,
          /** It was removed there. */
          deleted: z.boolean(),
          at: z.string(),
          by: z.string(),
          /** It was entered as new, and orders that were requested since pass it: only a route leaves a trace in what can be imported. */
          seenInOrders: z.boolean(),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Ticks lines of a task, with name and time, or takes ticks back. `plan-item-not-found` when the sheet has it no more. */
  'manualEntry.tick': command(
    z.strictObject({ key, lines: z.array(z.string().max(1_200)).min(1).max(20_000), ticked: z.boolean() }),
    revisionSchema,
    { changes: ['plan'], recorded: true },
  ),
  /**
   * Records that an object was entered completely; until a server is read, this is the draft's base. `manual-entry-unticked` while a line
   * is not ticked. Returns the drafts' new revision.
   */
  'manualEntry.finish': command(z.strictObject({ key }), saidSchema, { changes: ['plan', 'drafts', 'history'], recorded: true }),
  /** Withdraws the record: the former base applies again, and the item returns to the sheet. */
  'manualEntry.reopen': command(z.strictObject({ key }), saidSchema, { changes: ['plan', 'drafts', 'history'], recorded: true }),
} as const;
