import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
import { DRAFT_TOPICS, FINDING_TOPICS } from '../call/topics.ts';
import { draftsChangedSchema } from '../drafts/drafts.ts';

const id = z.string().min(1).max(200);

/** People to remove, and their successors; `null` = no successor. */
const chosenSchema = z.array(z.strictObject({ id, by: id.nullable() })).max(500);

/** One position that names a person, and the effect on it. Texts below `leavers.effect.`. */
const lineSchema = z.strictObject({
  section: z.enum(['routes', 'invoice_groups', 'allowed_users']),
  objectId: z.string(),
  /** `''` for the list of allowed users. */
  name: z.string(),
  how: z.enum(['step', 'access', 'member', 'allowed']),
  /** Position of the route's step, starting at 1. */
  step: z.number().int().nullable(),
  /** `vacant`: the list would become empty, so nothing changes until a successor is named. */
  effect: z.enum(['removed', 'replaced', 'already', 'vacant']),
});

const placesSchema = z.strictObject({
  /** The effects if the person were chosen. */
  lines: z.array(lineSchema),
  /** References in NEO itself that no plan can change. */
  elsewhere: z.array(z.strictObject({ kind: z.enum(['role', 'approver']), name: z.string() })),
});
export type PersonReferences = z.output<typeof placesSchema>;

const personSchema = placesSchema.extend({
  id: z.string(),
  name: z.string(),
  loginId: z.string(),
  /** State in NEO's list; `gone`: not listed. Texts below `leavers.state.`. */
  state: z.enum(['active', 'suspended', 'login-denied', 'deleted', 'unknown', 'gone']),
  chosen: z.boolean(),
  by: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
});
export type LeaverRow = z.output<typeof personSchema>;

export const leaverCalls = {
  /**
   * People to remove from allowed users, routes and invoice groups, and the effects for the chosen ones. `also`: active people to replace
   * everywhere. Fails with `analysis-no-people` or `person-cannot-replace`.
   */
  'leavers.plan': defineQuery(
    z.strictObject({ chosen: chosenSchema, also: z.array(id).max(100) }),
    z.strictObject({
      /** Revision of the drafts. */
      revision: z.number().int(),
      total: z.number().int(),
      /** Number of these people who are named only by roles; the finding `user-suspended` does not count them. */
      rolesOnly: z.number().int(),
      /** The first of these people, those with effects first. */
      people: z.array(personSchema),
      /** Number of changed drafts and of changed positions, and positions whose list would become empty. */
      objects: z.number().int(),
      places: z.number().int(),
      vacant: z.number().int(),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Positions that name one person. Fails with `analysis-no-people`. */
  'leavers.places': defineQuery(z.strictObject({ id }), placesSchema, { reads: DRAFT_TOPICS }),
  /**
   * Applies the removals and replacements to the drafts as one undo step. Fails with `draft-moved-on`, `analysis-no-people` or
   * `person-cannot-replace`.
   */
  'leavers.take': defineCommand(z.strictObject({ revision: z.number().int(), chosen: chosenSchema.min(1) }), draftsChangedSchema, {
    role: 'editor',
    changes: ['drafts', 'plan'],
    recorded: true,
  }),
} as const;
