import { z } from 'zod';
import { DEADLINE_KINDS } from '../../domain/checkout/deadlines.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { COMPANY_TOPICS } from '../call/topics.ts';
import { listTimesSchema, lockEndSchema } from './clocks.ts';

/** Deadlines of the next days, and notices. Days are dates in Japan. */

const day = z.iso.date();

export const deadlineSchema = z.strictObject({
  kind: z.enum(DEADLINE_KINDS),
  /** Name of the group, serial number or certificate; `''` for other kinds. */
  subject: z.string(),
  count: z.number().int(),
  day,
  /** Days from today; negative if the day is past and action is still required. */
  daysLeft: z.number().int(),
  /** The last business day on which to act; `null` if none is left. */
  actBy: day.nullable(),
  /** For requests, the lock that ends first. */
  lock: lockEndSchema.nullable(),
  /** For serial numbers, the monthly usage from which the day was estimated. */
  monthly: z.number().int().nullable(),
  /** True if missing the deadline loses something. */
  lost: z.boolean(),
});
export type DeadlineView = z.output<typeof deadlineSchema>;

export const digestSchema = z.strictObject({
  today: day,
  /** Time of the response, epoch ms. */
  at: z.number(),
  /** The last day of the period. */
  until: day,
  /** Deadlines, earliest first. */
  deadlines: z.array(deadlineSchema),
  /** Number of pending requests whose lock has already ended. */
  locksOver: z.number().int(),
  takenAt: listTimesSchema,
  /** True if it is unknown when the default serial number runs out. */
  serialUnchecked: z.boolean(),
});
export type Digest = z.output<typeof digestSchema>;

const noticeSchema = z.strictObject({
  key: z.string().min(1).max(600),
  why: z.enum(['act', 'ready']),
  deadline: deadlineSchema,
  /** True if the notice was confirmed today. */
  seen: z.boolean(),
});
export type NoticeView = z.output<typeof noticeSchema>;

const comingSchema = z.strictObject({
  key: z.string().min(1).max(600),
  deadline: deadlineSchema,
  /** True if the deadline was postponed to its day. */
  putOff: z.boolean(),
});
export type UpcomingDeadlineView = z.output<typeof comingSchema>;

const noticesSchema = z.strictObject({
  today: day,
  notices: z.array(noticeSchema),
  /** Deadlines within seven days that are not a notice yet. */
  coming: z.array(comingSchema),
  takenAt: listTimesSchema,
  serialUnchecked: z.boolean(),
});

export const noticeCalls = {
  /** Deadlines from today to `days` days later, both included. */
  'notices.digest': defineQuery(z.strictObject({ days: z.number().int().min(0).max(366) }), digestSchema, {
    reads: COMPANY_TOPICS,
    heavy: true,
    timed: true,
  }),
  /** The notices of today, and the deadlines coming up. */
  'notices.list': defineQuery(z.strictObject({}), noticesSchema, { reads: COMPANY_TOPICS, heavy: true, timed: true }),
  /** Confirms notices for today. Returns the updated list. */
  'notices.see': defineCommand(z.strictObject({ keys: z.array(z.string().min(1).max(600)).min(1).max(500) }), noticesSchema, {
    role: 'viewer',
    changes: ['notices'],
    whileReadOnly: 'allowed',
  }),
  /** Postpones an upcoming deadline, or withdraws that. Returns the updated list. */
  'notices.putOff': defineCommand(z.strictObject({ key: z.string().min(1).max(600), putOff: z.boolean() }), noticesSchema, {
    role: 'viewer',
    changes: ['notices'],
    whileReadOnly: 'allowed',
  }),
} as const;
