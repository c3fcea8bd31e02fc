import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
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
  /** The field's name exactly as the vendor prints it; `null` if the sentence contains it. */
  field: z.string().nullable(),
  /** Further values to select with it. */
  details: z.array(phraseSchema),
  /** Value to copy into the field; `null` if there is none. Never a secret. */
  copy: z.string().nullable(),
  /** Time and operator of the checkmark; `null` if the line was not checked, or was checked for another value. */
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
  /** Values to enter by hand for a server that cannot be written to, in the order of the manual's screens, deletions last. */
  'manualEntry.sheet': defineQuery(
    windowSchema,
    z.strictObject({ revision: z.number().int(), total: count, lines: count, ticked: count, tasks: z.array(taskSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Objects recorded as entered, latest first. */
  'manualEntry.entered': defineQuery(
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
          /** True if the object was removed on the vendor's side. */
          deleted: z.boolean(),
          at: z.string(),
          by: z.string(),
          /**
           * True if later order requests confirm that a new object was entered. Possible only for routes, because imported requests contain
           * them.
           */
          seenInOrders: z.boolean(),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /**
   * Sets or removes the checkmarks of a task's lines, with name and time. Fails with `plan-item-not-found` if the sheet no longer contains
   * the task.
   */
  'manualEntry.tick': defineCommand(
    z.strictObject({ key, lines: z.array(z.string().max(1_200)).min(1).max(20_000), ticked: z.boolean() }),
    revisionSchema,
    { role: 'editor', changes: ['plan'], recorded: true },
  ),
  /**
   * Records that an object was entered completely; until the server is read, this is the draft's base. Fails with `manual-entry-unticked`
   * while a line is not checked. Returns the new revision of the drafts.
   */
  'manualEntry.finish': defineCommand(z.strictObject({ key }), saidSchema, {
    role: 'editor',
    changes: ['plan', 'drafts', 'history'],
    recorded: true,
  }),
  /** Withdraws the record: the former base applies again, and the object returns to the sheet. */
  'manualEntry.reopen': defineCommand(z.strictObject({ key }), saidSchema, {
    role: 'editor',
    changes: ['plan', 'drafts', 'history'],
    recorded: true,
  }),
} as const;
