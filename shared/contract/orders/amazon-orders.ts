import { z } from 'zod';
import { AMAZON_ORDER_FINDINGS } from '../../domain/checkout/amazon/compare-amazon-orders.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { reportEncodingSchema } from '../reports.ts';

/**
 * Orders read from Amazon's order reports, compared with NEO's requests and people. What does not appear in the orders read is not known, and
 * never counts as not ordered.
 */

const count = z.number().int();
/** Hours after an approval during which a missing order is not reported. */
const hours = z.number().int().min(1).max(720);
const searchSchema = z.string().max(200);
const amazonFindingKindSchema = z.enum(AMAZON_ORDER_FINDINGS);

const amazonFindingSchema = z.strictObject({
  kind: amazonFindingKindSchema,
  /** Amazon's order; `null` for what was not seen. Empty texts are not in the report. */
  order: z
    .strictObject({
      id: z.string(),
      orderedAt: z.string(),
      status: z.string(),
      number: z.string(),
      buyerName: z.string(),
      buyerEmail: z.string(),
      group: z.string(),
      amount: z.number().nullable(),
    })
    .nullable(),
  /** The NEO request; `null` if none is known. */
  request: z.strictObject({ id: z.string(), number: z.string(), title: z.string(), decidedAt: z.string().nullable() }).nullable(),
  /** The person concerned; `null` if the NEO list does not contain one. */
  person: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  /** Expected address or groups; empty for other findings. */
  expected: z.array(z.string()),
});
export type AmazonFindingRow = z.output<typeof amazonFindingSchema>;

const amazonSourceSchema = z.strictObject({
  label: z.string(),
  /** Order dates covered, and when they were read. ISO 8601 UTC. */
  from: z.string(),
  to: z.string(),
  readAt: z.string(),
  orders: count,
  /** When NEO's requests were read; `null` = never. */
  requestsReadAt: z.string().nullable(),
  /** Orders that belong to a NEO request by their number. */
  matched: count,
  /** False if no order has the number of a NEO request; then no request is reported as not seen. */
  areNumbersComparable: z.boolean(),
  gaps: z.strictObject({
    withoutEmail: count,
    withoutGroup: count,
    withoutNumber: count,
    ambiguousNumber: count,
    requestsOutside: count,
    requestsTooRecent: count,
    requestsWithoutNumber: count,
  }),
  findings: z.array(z.strictObject({ kind: amazonFindingKindSchema, count })),
});
export type AmazonOrderSource = z.output<typeof amazonSourceSchema>;

export const amazonOrderCalls = {
  /** Numbers of the comparison; `source` is `null` before orders were read from Amazon. */
  'orders.amazonSummary': defineQuery(z.strictObject({ hours }), z.strictObject({ source: amazonSourceSchema.nullable() }), {
    reads: DRAFT_TOPICS,
    heavy: true,
  }),
  'orders.amazonFindings': defineQuery(
    z.strictObject({
      hours,
      kind: amazonFindingKindSchema,
      search: searchSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ total: count, rows: z.array(amazonFindingSchema) }),
    { reads: DRAFT_TOPICS, heavy: true },
  ),
  /**
   * Reads Amazon's orders of the last days. Starts a job with result `{ orders }`. Fails with `amazon-business-unset`, `secret-not-set`,
   * `secret-bound-elsewhere`, `amazon-orders-failed` (with the reason), `trust-unconfirmed` and `keychain-*`; the orders of the former reading are then unchanged.
   */
  'orders.readAmazon': defineCommand(z.strictObject({ days: z.number().int().min(1).max(366) }), z.strictObject({ jobId: z.string() }), {
    role: 'editor',
    changes: ['orders'],
    job: 'read-amazon-orders',
    whileReadOnly: 'allowed',
  }),
  /** Writes the findings of one kind as CSV. Starts a job with the result of `orders.export`. */
  'orders.exportAmazon': defineCommand(
    z.strictObject({
      hours,
      kind: amazonFindingKindSchema,
      search: searchSchema,
      encoding: reportEncodingSchema,
      language: z.enum(['ja', 'en']),
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'viewer', changes: 'nothing', job: 'export-orders', whileReadOnly: 'allowed' },
  ),
  /** Deletes the orders that were read from Amazon. */
  'orders.removeAmazon': defineCommand(z.strictObject({}), z.strictObject({}), {
    role: 'editor',
    changes: ['orders'],
    whileReadOnly: 'allowed',
  }),
} as const;
