import { z } from 'zod';
import { ORDER_STATES } from '../../domain/checkout/order.ts';
import { DANGERS } from '../../domain/checkout/order-lock.ts';
import { OUTLOOKS } from '../../domain/checkout/outlook.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { reportEncodingSchema } from '../reports.ts';

/**
 * Order requests (承認を依頼) as last read, and the lock on price and stock of pending ones. Instants are ISO 8601 UTC, days are dates in Japan.
 * Locks are computed at the time of the response, with the company's interpretation of seven days (`clocks.lockPolicy`).
 */

const id = z.string().max(200);
const count = z.number().int();
const day = z.iso.date();

export const dangerSchema = z.enum(DANGERS);
export const orderStateSchema = z.enum(ORDER_STATES);

export const orderSourceSchema = z.strictObject({
  origin: z.enum(['server', 'file', 'demo']),
  label: z.string(),
  takenAt: z.string(),
  rows: count,
  /** Fields that the source does not provide, by their name in the domain. */
  missingFields: z.array(z.string()),
});

export const orderLockSchema = z.strictObject({
  endsAt: z.string(),
  /** Ends of the lock for both interpretations. */
  ends: z.strictObject({ hours: z.string(), dates: z.string() }),
  lastDay: day,
  /** The last business day on which a decision is in time; `null` if none is left. */
  lastChance: day.nullable(),
  businessDaysLeft: count,
  /** Day of the lock, 1 to 7; higher after its end. */
  day: count,
  danger: dangerSchema,
  /** True if the lock has ended under one interpretation and still holds under the other. */
  disputed: z.boolean(),
});
export type OrderLockView = z.output<typeof orderLockSchema>;

const approverSchema = z.strictObject({ id: z.string(), name: z.string(), active: z.boolean() });

export const orderRowSchema = z.strictObject({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: orderStateSchema,
  requestedAt: z.string(),
  decidedAt: z.string().nullable(),
  applicant: z.strictObject({ id: z.string(), name: z.string(), organization: z.string() }),
  route: z.strictObject({ key: z.string(), name: z.string() }),
  /** The present step; `null` after the decision, or if unknown. */
  step: z
    .strictObject({
      index: count,
      count,
      name: z.string(),
      since: z.string().nullable(),
      /** The first three of `approverCount` approvers, active ones first. */
      approvers: z.array(approverSchema),
      approverCount: count,
    })
    .nullable(),
  amount: z.number().nullable(),
  /** The lock; `null` after the decision. */
  lock: orderLockSchema.nullable(),
  /** Obstacles to a decision in time; `open` also for decided requests. See `Outlook` (domain). */
  outlook: z.enum(OUTLOOKS),
});
export type OrderRow = z.output<typeof orderRowSchema>;

export const orderFilterSchema = z.strictObject({
  /** Selected states; empty = all. */
  states: z.array(orderStateSchema).max(4),
  /** Urgency of pending requests; empty = all. */
  dangers: z.array(dangerSchema).max(DANGERS.length),
  route: id.nullable(),
  /** Approver of the present step; `''` = no approver. */
  approver: id.nullable(),
  /** Last day of the lock of pending requests. */
  lastDay: day.nullable(),
  /** Searches number, title, applicant, route and approvers. */
  search: z.string().max(200),
});
export type OrderFilter = z.output<typeof orderFilterSchema>;

export const orderSortSchema = z.strictObject({
  by: z.enum(['danger', 'requested', 'amount', 'applicant', 'route']),
  descending: z.boolean(),
});
export type OrderSort = z.output<typeof orderSortSchema>;

/** Sum in yen of the known amounts, and number of requests without one. */
const amountsSchema = z.strictObject({ yen: z.number(), unknown: count });

const groupSchema = z.strictObject({
  key: z.string(),
  /** Name of the approver or route; `''` = no approver. */
  name: z.string(),
  pending: count,
  inDanger: count,
  over: count,
  amounts: amountsSchema,
  first: day.nullable(),
});

/** Statistics of past requests. Includes decisions of former approvers. */
const historySchema = z.strictObject({
  observations: count,
  /** Day of the first request. */
  since: day.nullable(),
  /** Mean duration in business days. */
  meanDays: z.number().nullable(),
  ninetiethDays: count.nullable(),
  /**
   * Number of requests certainly decided after the lock, and of those for which the unknown time of day would decide, for both
   * interpretations.
   */
  late: z.strictObject({ hours: count, dates: count }),
  unsure: z.strictObject({ hours: count, dates: count }),
});

export const orderCalls = {
  /** Numbers of requests; `source` is `null` before they were read for the first time. */
  'orders.summary': defineQuery(
    z.strictObject({}),
    z.strictObject({
      source: orderSourceSchema.nullable(),
      now: z.string(),
      today: day,
      total: count,
      pending: count,
      inDanger: count,
      /** Amounts of the requests in danger. */
      amountsInDanger: amountsSchema,
      byDanger: z.array(z.strictObject({ danger: dangerSchema, orders: count })),
      /** Number of pending requests for which the two interpretations give different results. */
      disputed: count,
      /** Number of pending requests without an active approver. */
      stuck: count,
      /** The earliest last day of a lock that still holds. */
      first: day.nullable(),
    }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  'orders.list': defineQuery(
    z.strictObject({
      filter: orderFilterSchema,
      sort: orderSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ total: count, rows: z.array(orderRowSchema) }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /** One request with all people who can act on it. Fails with `order-not-found` if the current list does not contain it. */
  'orders.get': defineQuery(
    z.strictObject({ id }),
    z.strictObject({
      order: orderRowSchema,
      /**
       * People who can act. `now`: approvers of the present step, from the source; `step`: approvers of the present step, from the route
       * draft; `later`: approvers of a later step, if NEO permits 引き上げ承認.
       */
      people: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          organization: z.string(),
          active: z.boolean(),
          how: z.enum(['now', 'step', 'later']),
        }),
      ),
      /** The draft of the route, by id or unique name; `null` if there is none or the name is ambiguous. */
      routeDraft: id.nullable(),
      history: historySchema,
    }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /** Number of pending requests by the day on which their lock ends, including days off. */
  'orders.forecast': defineQuery(
    z.strictObject({
      from: day.nullable(),
      days: z.number().int().min(1).max(62),
      route: id.nullable().default(null),
      approver: id.nullable().default(null),
    }),
    z.strictObject({
      today: day,
      days: z.array(
        z.strictObject({
          date: day,
          kind: z.enum(['business', 'weekend', 'holiday', 'company']),
          name: z.string(),
          fallsOut: z.strictObject({ hours: count, dates: count }),
          lastChance: count,
        }),
      ),
    }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /** Pending requests by route, with the route's statistics. */
  'orders.byRoute': defineQuery(z.strictObject({}), z.strictObject({ groups: z.array(groupSchema.extend({ history: historySchema })) }), {
    reads: DRAFT_TOPICS,
    heavy: true,
    timed: true,
  }),
  /**
   * Pending requests by approver; a request counts for each of its approvers. `named`: true if the source lists approvers for every step.
   */
  'orders.byApprover': defineQuery(
    z.strictObject({}),
    z.strictObject({ groups: z.array(groupSchema.extend({ active: z.boolean() })), named: z.boolean() }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /**
   * Reads pending and past requests from the gateway. Starts a resumable job with result `{ orders }`. Fails with `server-not-gateway` for
   * a stock NEO.
   */
  'orders.read': defineCommand(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    role: 'editor',
    changes: ['orders'],
    job: 'read-orders',
    whileReadOnly: 'allowed',
  }),
  /**
   * Writes the filtered list as CSV. Starts a job with result `{ token, name, bytes, rows, ... }` and the characters that could not be
   * written, as in `reports.write`.
   */
  'orders.export': defineCommand(
    z.strictObject({
      filter: orderFilterSchema,
      sort: orderSortSchema,
      encoding: reportEncodingSchema,
      language: z.enum(['ja', 'en']),
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'viewer', changes: 'nothing', job: 'export-orders', whileReadOnly: 'allowed' },
  ),
} as const;
