import { z } from 'zod';
import { command, query } from '../call/define.ts';
import { namedSchema, personSchema } from '../call/named.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { severitySchema } from '../readiness/readiness.ts';

const count = z.number().int();
const day = z.iso.date();
const offset = z.number().int().min(0);
const limit = z.number().int().min(1).max(500);
const params = z.record(z.string(), z.union([z.string(), z.number()]));

/** What a rehearsal can compare. */
const sectionSchema = z.enum(['routes', 'invoice_groups', 'allowed_users']);
export type RehearsedSection = z.infer<typeof sectionSchema>;

const at = z.strictObject({ section: sectionSchema, id: z.string() });

const changeSchema = z.strictObject({
  /** Names the line within this rehearsal. */
  key: z.string(),
  section: sectionSchema,
  /** The object it is about; `null` for invoice groups as a whole. */
  objectId: z.string().nullable(),
  name: z.string(),
  change: z.enum(['breaks', 'mends']),
  severity: severitySchema,
  stepId: z.string().nullable(),
  text: z.string(),
  params,
  people: count,
  /** Where those people will be, at most 20; `more` are left out. */
  organizations: z.array(namedSchema),
  more: count,
  examples: z.array(namedSchema),
});

export const rehearsalSchema = z.strictObject({
  /** The drafts and the people it was made with; another rehearsal is worth making when they are others by now. */
  revision: count,
  stale: z.boolean(),
  date: day,
  users: z.string(),
  organizations: z.string().nullable(),
  /** Active people only in the later list, only in today's, and in both with another organisation. */
  joining: count,
  leaving: count,
  moving: count,
  /** Active people of the later list whose organisation no list holds, while those of the later day were left out: in no change. */
  unplaced: count,
  /** Of what something is drafted; of the others nothing was compared. */
  compared: z.array(sectionSchema),
  /** Sections that depend on facts not in the lists; affected people are not checked. */
  unsure: z.array(sectionSchema),
  /** `breaks` first, most people first. */
  changes: z.array(changeSchema),
  /** References of drafts that the later lists lack or have as inactive. */
  lost: z.array(
    z.strictObject({
      section: sectionSchema,
      objectId: z.string(),
      name: z.string(),
      stepId: z.string().nullable(),
      kind: z.enum(['user', 'organization', 'role']),
      id: z.string(),
      /** Its name today. */
      title: z.string(),
      state: z.enum(['unknown', 'inactive']),
    }),
  ),
  /** Those of the objects named above that were deleted since, or are to be: no screen shows them. */
  deleted: z.array(at),
});

export const rehearsalCalls = {
  /**
   * Evaluates routes, access, invoice groups and allowed users with NEO's users (and organizations) of a later day: a job whose result is
   * `{ changes, breaks }`, the number of lines and of lines for the worse. Approvers and roles stay as today, because the files do not
   * contain them. `rehearsal-rows-bad` if a file has unreadable rows; none is skipped. `list-cut` if a file looks cut off.
   */
  'rehearsal.run': command(
    z.strictObject({ users: z.string(), organizations: z.string().nullable(), date: day }),
    z.strictObject({ jobId: z.string() }),
    { changes: ['rehearsal'], job: 'rehearsal', whileReadOnly: 'allowed' },
  ),
  /** The last rehearsal of the company, kept until it is closed; `null` before the first. */
  'rehearsal.result': query(z.strictObject({}), rehearsalSchema.nullable(), { reads: ['rehearsal', 'datedChanges', ...DRAFT_TOPICS] }),
  /** The people of one line, in the order of the later list. `run-not-found` when the line is none of the last rehearsal's. */
  'rehearsal.rows': query(
    z.strictObject({ key: z.string().max(2_000), offset, limit }),
    z.strictObject({ total: count, people: z.array(personSchema.extend({ before: z.string() })) }),
    { reads: ['rehearsal', 'datedChanges', ...DRAFT_TOPICS] },
  ),
} as const;
