import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
import { namedSchema, personSchema } from '../call/named.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { severitySchema } from '../readiness/readiness.ts';

const count = z.number().int();
const day = z.iso.date();
const offset = z.number().int().min(0);
const limit = z.number().int().min(1).max(500);
const params = z.record(z.string(), z.union([z.string(), z.number()]));

/** Sections that a rehearsal can compare. */
const sectionSchema = z.enum(['routes', 'invoice_groups', 'allowed_users']);
export type RehearsedSection = z.infer<typeof sectionSchema>;

const at = z.strictObject({ section: sectionSchema, id: z.string() });

const changeSchema = z.strictObject({
  /** Identifies the line within this rehearsal. */
  key: z.string(),
  section: sectionSchema,
  /** The object concerned; `null` for all invoice groups together. */
  objectId: z.string().nullable(),
  name: z.string(),
  change: z.enum(['breaks', 'mends']),
  severity: severitySchema,
  stepId: z.string().nullable(),
  text: z.string(),
  params,
  people: count,
  /** Future organizations of these people, at most 20; `more` is the number of further ones. */
  organizations: z.array(namedSchema),
  more: count,
  examples: z.array(namedSchema),
});

export const rehearsalSchema = z.strictObject({
  /** Revision of the drafts used. `stale`: drafts or people have changed since, so that a new rehearsal is useful. */
  revision: count,
  stale: z.boolean(),
  date: day,
  users: z.string(),
  organizations: z.string().nullable(),
  /** Number of active people only in the later list, only in today's, and in both with another organization. */
  joining: count,
  leaving: count,
  moving: count,
  /**
   * Number of active people in the later list with an organization that no list contains, because no later list of organizations was given.
   * They are in no change.
   */
  unplaced: count,
  /** Sections that were compared; sections without drafts are not. */
  compared: z.array(sectionSchema),
  /** Sections that depend on facts missing in the lists; the people affected are not checked. */
  unsure: z.array(sectionSchema),
  /** Changes for the worse first, then most people first. */
  changes: z.array(changeSchema),
  /** References of drafts that the later lists do not contain or list as inactive. */
  lost: z.array(
    z.strictObject({
      section: sectionSchema,
      objectId: z.string(),
      name: z.string(),
      stepId: z.string().nullable(),
      kind: z.enum(['user', 'organization', 'role']),
      id: z.string(),
      /** Present name. */
      title: z.string(),
      state: z.enum(['unknown', 'inactive']),
    }),
  ),
  /** Objects mentioned above that were deleted since or are to be deleted, so that no screen shows them. */
  deleted: z.array(at),
});

export const rehearsalCalls = {
  /**
   * Evaluates routes, access, invoice groups and allowed users with NEO's users (and organizations) of a later day. Starts a job with
   * result `{ changes, breaks }`: number of lines, and of lines for the worse. Approvers and roles stay as today, because the files do not
   * contain them. Fails with `rehearsal-rows-bad` if a file has unreadable rows (none is skipped), and with `list-cut` if a file seems to
   * be cut off.
   */
  'rehearsal.run': defineCommand(
    z.strictObject({ users: z.string(), organizations: z.string().nullable(), date: day }),
    z.strictObject({ jobId: z.string() }),
    { role: 'viewer', changes: ['rehearsal'], job: 'rehearsal', whileReadOnly: 'allowed' },
  ),
  /** The last rehearsal of the company, available until it is closed; `null` before the first. */
  'rehearsal.result': defineQuery(z.strictObject({}), rehearsalSchema.nullable(), {
    reads: ['rehearsal', 'datedChanges', ...DRAFT_TOPICS],
  }),
  /** The people of one line, in the order of the later list. Fails with `run-not-found` if the last rehearsal does not contain the line. */
  'rehearsal.rows': defineQuery(
    z.strictObject({ key: z.string().max(2_000), offset, limit }),
    z.strictObject({ total: count, people: z.array(personSchema.extend({ before: z.string() })) }),
    { reads: ['rehearsal', 'datedChanges', ...DRAFT_TOPICS] },
  ),
} as const;
