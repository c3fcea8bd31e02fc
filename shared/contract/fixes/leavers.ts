import { z } from 'zod';
import { command, query } from '../call/define.ts';
import { DRAFT_TOPICS, FINDING_TOPICS } from '../call/topics.ts';
import { draftsChangedSchema } from '../drafts/drafts.ts';

const id = z.string().min(1).max(200);

/** People to remove and their successors; `null` = none. */
const chosenSchema = z.array(z.strictObject({ id, by: id.nullable() })).max(500);

/** One place where a person is named, and what becomes of it. Texts below `leavers.effect.`. */
const lineSchema = z.strictObject({
  section: z.enum(['routes', 'invoice_groups', 'allowed_users']),
  objectId: z.string(),
  /** `''` for the one list of allowed users. */
  name: z.string(),
  how: z.enum(['step', 'access', 'member', 'allowed']),
  /** Of a route, counted from 1. */
  step: z.number().int().nullable(),
  /** `vacant`: no one would be left, so nothing changes until a successor is named. */
  effect: z.enum(['removed', 'replaced', 'already', 'vacant']),
});

const placesSchema = z.strictObject({
  /** As it would be if the person were chosen. */
  lines: z.array(lineSchema),
  /** Where else NEO names the person: on its own screens, which no plan changes. */
  elsewhere: z.array(z.strictObject({ kind: z.enum(['role', 'approver']), name: z.string() })),
});
export type PersonReferences = z.output<typeof placesSchema>;

const personSchema = placesSchema.extend({
  id: z.string(),
  name: z.string(),
  loginId: z.string(),
  /** State in NEO's list; `gone` = not in it. Texts below `leavers.state.`. */
  state: z.enum(['active', 'suspended', 'login-denied', 'deleted', 'unknown', 'gone']),
  chosen: z.boolean(),
  by: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
});
export type LeaverRow = z.output<typeof personSchema>;

export const leaverCalls = {
  /**
   * Who should leave allowed users, routes and invoice groups, and what taking the chosen ones out would change; `also`: people who are
   * active, to be replaced everywhere. `analysis-no-people`, `person-cannot-replace`.
   */
  'leavers.plan': query(
    z.strictObject({ chosen: chosenSchema, also: z.array(id).max(100) }),
    z.strictObject({
      /** Of the drafts. */
      revision: z.number().int(),
      total: z.number().int(),
      /** Of these, people whom nothing but roles names: the finding `user-suspended` does not count them. */
      rolesOnly: z.number().int(),
      /** The first of them, those with something to change first. */
      people: z.array(personSchema),
      /** Changed drafts, changed places, and places that would be empty. */
      objects: z.number().int(),
      places: z.number().int(),
      vacant: z.number().int(),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Places that name one person. `analysis-no-people`. */
  'leavers.places': query(z.strictObject({ id }), placesSchema, { reads: DRAFT_TOPICS }),
  /** Takes it into the drafts as one step that can be undone. `draft-moved-on`, `analysis-no-people`, `person-cannot-replace`. */
  'leavers.take': command(z.strictObject({ revision: z.number().int(), chosen: chosenSchema.min(1) }), draftsChangedSchema, {
    changes: ['drafts', 'plan'],
    recorded: true,
  }),
} as const;
