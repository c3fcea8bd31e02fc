import { z } from 'zod';
import { AMAZON_USER_SKIP_REASONS, AMAZON_USER_STATES } from '../../domain/fixes/amazon-users.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';

/** Creation of missing Amazon users over Amazon's User Management API, which has no way to read, repeat or undo a creation. */

const count = z.number().int().min(0);
const SHOWN = 500;

/** Why no user can be created: `approval` = changes need a second administrator, `region` = not the API of Japan. */
export const AMAZON_USER_REFUSALS = ['approval', 'region', 'changed'] as const;
const stateSchema = z.enum(AMAZON_USER_STATES);
const newUserSchema = z.strictObject({
  person: z.string(),
  name: z.string(),
  email: z.string(),
  familyName: z.string(),
  givenName: z.string(),
  wasRefused: z.boolean(),
});
const skippedSchema = z.strictObject({
  /** Texts below `amazonUsers.leftOut.`. */
  why: z.enum(AMAZON_USER_SKIP_REASONS),
  person: z.string(),
  name: z.string(),
  email: z.string(),
});
const requestSchema = z.strictObject({
  person: z.string(),
  name: z.string(),
  email: z.string(),
  groupId: z.string(),
  state: stateSchema,
  at: z.string(),
  /** Amazon's answer, or why there is none. Empty texts and 0 are unknown. */
  failure: z.strictObject({ reason: z.string(), httpStatus: z.number().int(), code: z.string(), message: z.string() }).nullable(),
  /** Whether Amazon's list contains the address; `null` = no list was imported since. */
  arrived: z.boolean().nullable(),
});
export type AmazonUserRequestRow = z.output<typeof requestSchema>;

export const amazonUserCalls = {
  /** The people to create from the adopted invitations, and those left out. `digest` identifies the people. */
  'fixes.amazonUsers': defineQuery(
    z.strictObject({}),
    z.strictObject({
      /** Name of the connection; `null` = not set. */
      connection: z.string().nullable(),
      refused: z.enum(AMAZON_USER_REFUSALS).exclude(['changed']).nullable(),
      /** When Amazon's current list was imported; `null` = never. */
      listTakenAt: z.string().nullable(),
      /** Least time that Amazon's rate limit permits. */
      seconds: count,
      digest: z.string(),
      people: z.strictObject({ total: count, first: z.array(newUserSchema).max(SHOWN) }),
      leftOut: z.strictObject({ total: count, first: z.array(skippedSchema).max(SHOWN) }),
      /** Number of people left out until a later list shows whether they exist. */
      awaiting: count,
      /** Group of the last request; `''` = none. */
      lastGroupId: z.string(),
    }),
    { reads: [...FINDING_TOPICS, 'plan', 'server'], heavy: true },
  ),
  /**
   * Creates these users, one request each. Starts a job with result `{ created, refused, unknown }`. Fails with `amazon-users-refused`
   * before anything is sent, and with `amazon-users-failed` where it stopped; the same call continues. Also fails with
   * `amazon-business-unset`, `secret-not-set`, `secret-bound-elsewhere`, `trust-unconfirmed` and `keychain-*`.
   */
  'fixes.createAmazonUsers': defineCommand(
    z.strictObject({
      groupId: z.string().trim().min(1).max(100),
      /** True to send no invitation mail. */
      suppressEmail: z.boolean(),
      /** Number and digest of the people of `fixes.amazonUsers`. */
      people: z.number().int().min(1),
      digest: z.string(),
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'applier', changes: ['fixes', 'history'], job: 'create-amazon-users', recorded: true },
  ),
  /** A page of the requested users, latest first. `counts`: number of requests per state. */
  'fixes.amazonUserRequests': defineQuery(
    z.strictObject({ states: z.array(stateSchema), offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ total: count, counts: z.record(stateSchema, count), rows: z.array(requestSchema) }),
    { reads: FINDING_TOPICS },
  ),
} as const;
