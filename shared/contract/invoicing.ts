import { z } from 'zod';
import { organizationChoiceSchema } from '../domain/integration/settings.ts';
import { defineQuery } from './call/define.ts';
import { namedSchema, personSchema } from './call/named.ts';
import { DRAFT_TOPICS } from './call/topics.ts';

/** Effects of drafted invoice groups on current people. Results contain the revision of the drafts. */

const id = z.string().max(200);
const count = z.number().int();
const offset = z.number().int().min(0);
const limit = z.number().int().min(1).max(500);

export const invoicingCalls = {
  /** Match of every invoice group's code with the Amazon groups, and the options that no invoice group uses. */
  'invoicing.codes': defineQuery(
    z.strictObject({}),
    z.strictObject({
      revision: count,
      /** False while no Amazon group with an option is known; then every `match` is `null`. */
      amazonKnown: z.boolean(),
      rows: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          code: z.string(),
          /** Number of active people in the group, and of those in no other group. */
          people: count,
          only: count,
          match: z.enum(['exact', 'blank', 'width', 'case', 'near', 'unmatched']).nullable(),
          malformed: z.boolean(),
          amazonGroup: namedSchema.extend({ option: z.string() }).nullable(),
        }),
      ),
      unused: z.array(namedSchema.extend({ option: z.string() })),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** Active people in no invoice group, in several, or in a given one; in an organization and its descendants, or in all. */
  'invoicing.people': defineQuery(
    z.strictObject({
      which: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['none', 'several']) }),
        z.strictObject({ kind: z.literal('group'), groupId: id }),
      ]),
      organizationId: id.nullable(),
      search: z.string().max(200),
      offset,
      limit,
    }),
    z.strictObject({ revision: count, total: count, people: z.array(personSchema.extend({ groups: z.array(namedSchema) })) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Preview of adding an organization with its descendants to an invoice group. Changes nothing. */
  'invoicing.assignment': defineQuery(
    z.strictObject({ groupId: id, organizationId: id }),
    z.strictObject({
      revision: count,
      group: namedSchema,
      organization: namedSchema,
      outcome: z.discriminatedUnion('kind', [
        /** The organization, or one above it, is already in the group. */
        z.strictObject({ kind: z.literal('covered'), by: namedSchema }),
        /** The organization is not in the list of organizations. */
        z.strictObject({ kind: z.literal('unknown') }),
        /**
         * Change of the group's organizations: at position `at`, `remove` entries (`removed`) are replaced by the organization. Of its `of`
         * active people, `people` newly become members; `several` of these are also in another group.
         */
        z.strictObject({
          kind: z.literal('adds'),
          at: count,
          remove: count,
          removed: z.array(organizationChoiceSchema),
          people: count,
          several: count,
          of: count,
        }),
      ]),
    }),
    { reads: DRAFT_TOPICS },
  ),
} as const;
