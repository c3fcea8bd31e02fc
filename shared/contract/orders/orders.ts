import { z } from 'zod';
import { ORDER_STATES } from '../../domain/checkout/order.ts';
import { DANGERS } from '../../domain/checkout/order-lock.ts';
import { OUTLOOKS } from '../../domain/checkout/outlook.ts';
import { command, query } from '../call/define.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { reportEncodingSchema } from '../reports.ts';

/**
 * Order requests (承認を依頼) as they were last read, and the lock of price and stock on those that are pending. Instants are ISO 8601 UTC,
 * days are those of Japan. Locks are judged at the moment of the answer, by the company's reading of seven days (`clocks.lockPolicy`).
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
  /** Fields the source never gave, by their name in the domain. */
  missingFields: z.array(z.string()),
});

export const orderLockSchema = z.strictObject({
  endsAt: z.string(),
  /** The ends by both readings. */
  ends: z.strictObject({ hours: z.string(), dates: z.string() }),
  lastDay: day,
  /** The last business day on which a decision is in time; `null` when none is left. */
  lastChance: day.nullable(),
  businessDaysLeft: count,
  /** Which day of the lock it is, 1 to 7; more once it is over. */
  day: count,
  danger: dangerSchema,
  /** The two interpretations differ: expired by one, still locked by the other. */
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
  /** `null` once decided, or if unknown. */
  step: z
    .strictObject({
      index: count,
      count,
      name: z.string(),
      since: z.string().nullable(),
      /** The first three approvers, active ones first, of `approverCount`. */
      approvers: z.array(approverSchema),
      approverCount: count,
    })
    .nullable(),
  amount: z.number().nullable(),
  /** `null` once decided. */
  lock: orderLockSchema.nullable(),
  /** Obstacles to a decision in time; `open` for decided ones too. See `Outlook` of the domain. */
  outlook: z.enum(OUTLOOKS),
});
export type OrderRow = z.output<typeof orderRowSchema>;

export const orderFilterSchema = z.strictObject({
  /** Empty = all. */
  states: z.array(orderStateSchema).max(4),
  /** Of pending requests; empty = all. */
  dangers: z.array(dangerSchema).max(DANGERS.length),
  route: id.nullable(),
  /** `''` = no approver. */
  approver: id.nullable(),
  /** Pending requests whose lock holds on this day for the last time. */
  lastDay: day.nullable(),
  /** In the number, title, applicant, route and approvers. */
  search: z.string().max(200),
});
export type OrderFilter = z.output<typeof orderFilterSchema>;

export const orderSortSchema = z.strictObject({
  by: z.enum(['danger', 'requested', 'amount', 'applicant', 'route']),
  descending: z.boolean(),
});
export type OrderSort = z.output<typeof orderSortSchema>;

/** Sum in yen of known amounts, and the number of unknown ones. */
const amountsSchema = z.strictObject({ yen: z.number(), unknown: count });

const groupSchema = z.strictObject({
  key: z.string(),
  /** `''` = waits for no approver. */
  name: z.string(),
  pending: count,
  inDanger: count,
  over: count,
  amounts: amountsSchema,
  first: day.nullable(),
});

/** Includes decisions of former approvers. */
const historySchema = z.strictObject({
  observations: count,
  /** Date of the first request. */
  since: day.nullable(),
  /** Business days. */
  meanDays: z.number().nullable(),
  ninetiethDays: count.nullable(),
  /** Decided after the lock by both readings, and those whose deciding hour is unknown. */
  late: z.strictObject({ hours: count, dates: count }),
  unsure: z.strictObject({ hours: count, dates: count }),
});

export const orderCalls = {
  /** What there is; `source` is `null` before the first reading. */
  'orders.summary': query(
    z.strictObject({}),
    z.strictObject({
      source: orderSourceSchema.nullable(),
      now: z.string(),
      today: day,
      total: count,
      pending: count,
      inDanger: count,
      /** Of the requests in danger. */
      amountsInDanger: amountsSchema,
      byDanger: z.array(z.strictObject({ danger: dangerSchema, orders: count })),
      /** Pending requests on which the two readings do not agree. */
      disputed: count,
      /** Pending requests without an active approver. */
      stuck: count,
      /** The earliest last day of a lock that still holds. */
      first: day.nullable(),
    }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  'orders.list': query(
    z.strictObject({
      filter: orderFilterSchema,
      sort: orderSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ total: count, rows: z.array(orderRowSchema) }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /** One request with all people who can act on it. `order-not-found` if the current list has no such id. */
  'orders.get': query(
    z.strictObject({ id }),
    z.strictObject({
      order: orderRowSchema,
      /**
       * People who can act: `now` = current step, from the source; `step` = current step, from the route draft; `later` = a later step,
       * if NEO allows 引き上げ承認.
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
      /** The route's draft, by id or unique name; `null` = none or ambiguous. */
      routeDraft: id.nullable(),
      history: historySchema,
    }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /** Pending requests by the day their lock ends, days off included. */
  'orders.forecast': query(
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
  'orders.byRoute': query(z.strictObject({}), z.strictObject({ groups: z.array(groupSchema.extend({ history: historySchema })) }), {
    reads: DRAFT_TOPICS,
    heavy: true,
    timed: true,
  }),
  /** Pending requests by approver; a request counts for each approver. `named`: whether the source lists approvers for every step. */
  'orders.byApprover': query(
    z.strictObject({}),
    z.strictObject({ groups: z.array(groupSchema.extend({ active: z.boolean() })), named: z.boolean() }),
    { reads: DRAFT_TOPICS, heavy: true, timed: true },
  ),
  /** Reads pending and past requests from the gateway: a resumable job whose result is `{ orders }`. Stock NEO: `server-not-gateway`. */
  'orders.read': command(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    changes: ['orders'],
    job: 'read-orders',
    whileReadOnly: 'allowed',
  }),
  /**
   * Writes the filtered list as CSV: a job whose result is `{ token, name, bytes, rows, ... }` and the characters that could not be
   * written, as in `reports.write`.
   */
  'orders.export': command(
    z.strictObject({
      filter: orderFilterSchema,
      sort: orderSortSchema,
      encoding: reportEncodingSchema,
      language: z.enum(['ja', 'en']),
    }),
    z.strictObject({ jobId: z.string() }),
    { changes: 'nothing', job: 'export-orders', whileReadOnly: 'allowed' },
  ),
} as const;
