import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { draftsChangedSchema, sectionSchema } from './drafts.ts';

/** Changes planned for a day: saved as a set of drafts, taken over into the drafts on that day, and then planned like all other drafts. */

const id = z.number().int().positive();
const neoId = z.string().min(1).max(200);
const name = z.string().trim().min(1).max(100);
const day = z.iso.date();
const count = z.number().int();
const at = z.strictObject({ section: sectionSchema, id: neoId });
const people = z.array(z.strictObject({ id: neoId, by: neoId.nullable() })).max(500);

const missingSchema = z.array(
  z.strictObject({
    kind: z.enum(['user', 'organization', 'role']),
    id: z.string(),
    name: z.string(),
    state: z.enum(['unknown', 'inactive']),
  }),
);

const datedChangeSchema = z.strictObject({
  id,
  name: z.string(),
  day,
  /** True if its day is today or past. */
  due: z.boolean(),
  takenAt: z.string().nullable(),
  objects: z.array(
    at.extend({
      name: z.string(),
      what: z.enum(['new', 'changed', 'deleted']),
      standing: z.enum(['as-kept', 'changed-since', 'gone', 'done']),
      /** True if the object exists in the drafts and is not to be deleted, so that a screen shows it. */
      there: z.boolean(),
    }),
  ),
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      by: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      /** Number of positions where the person stays, because the list would otherwise be empty. */
      stays: count,
    }),
  ),
  /** Number of drafts that would change if it were taken over today. */
  changes: count,
  /** References that NEO's list does not contain or lists as inactive. Later lists are checked from their day on. */
  missing: missingSchema,
  moved: z
    .strictObject({
      users: z.string(),
      joining: count,
      leaving: count,
      moving: count,
      people: z.array(z.strictObject({ id: z.string(), name: z.string(), before: z.string(), after: z.string() })),
    })
    .nullable(),
});
export type DatedChangeView = z.output<typeof datedChangeSchema>;

const listSchema = z.strictObject({
  today: day,
  /** Revision of the drafts. */
  revision: count,
  changes: z.array(datedChangeSchema),
  /** Drafts that differ from the server and can be saved for a day. */
  open: z.array(at.extend({ name: z.string(), what: z.enum(['new', 'changed', 'deleted']) })),
});

export const datedChangeCalls = {
  'datedChanges.list': defineQuery(z.strictObject({}), listSchema, { reads: ['datedChanges', ...DRAFT_TOPICS] }),
  /**
   * Saves drafts for a later day and resets them to the server's content, as one undo step; with `rehearsed`, also the people moved by the
   * last rehearsal. `missing` is reported immediately, although later lists may still contain the entries. Fails with `dated-change-empty`
   * if there is nothing to save, `draft-changed-elsewhere` if a draft no longer differs from the server, `rehearsal-outdated` if the lists
   * changed since the rehearsal.
   */
  'datedChanges.keep': defineCommand(
    z.strictObject({ name, day, objects: z.array(at).max(500), people, rehearsed: z.boolean() }),
    z.strictObject({ id, missing: missingSchema, drafts: draftsChangedSchema }),
    { role: 'editor', changes: ['datedChanges', 'drafts', 'plan'], recorded: true },
  ),
  /** Changes name and day. Fails with `dated-change-not-found`. */
  'datedChanges.change': defineCommand(z.strictObject({ id, name, day }), z.strictObject({}), {
    role: 'editor',
    changes: ['datedChanges'],
    recorded: true,
  }),
  /** Deletes a dated change with its content. Fails with `dated-change-not-found`. */
  'datedChanges.withdraw': defineCommand(z.strictObject({ id }), z.strictObject({}), {
    role: 'editor',
    changes: ['datedChanges'],
    recorded: true,
  }),
  /** Takes over a dated change into the drafts as one undo step. Fails with `dated-change-not-found` or `draft-moved-on`. */
  'datedChanges.take': defineCommand(z.strictObject({ id, revision: count, except: z.array(at).max(500) }), draftsChangedSchema, {
    role: 'editor',
    changes: ['datedChanges', 'drafts', 'plan'],
    recorded: true,
  }),
} as const;
