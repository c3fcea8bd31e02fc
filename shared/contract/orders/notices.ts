import { z } from 'zod';
import { DEADLINE_KINDS } from '../../domain/checkout/deadlines.ts';
import { command, query } from '../call/define.ts';
import { COMPANY_TOPICS } from '../call/topics.ts';
import { listTimesSchema, lockEndSchema } from './clocks.ts';

/** Deadlines of the next days, and notices. Days are Japanese dates. */

const day = z.iso.date();

export const deadlineSchema = z.strictObject({
  kind: z.enum(DEADLINE_KINDS),
  /** A group's, serial's or certificate's name; `''` for the other kinds. */
  subject: z.string(),
  count: z.number().int(),
  day,
  /** Below 0: past, and to be seen to. */
  daysLeft: z.number().int(),
  /** The last business day for acting; `null` if none is left. */
  actBy: day.nullable(),
  /** Of requests: the lock that ends first. */
  lock: lockEndSchema.nullable(),
  /** Of numbers: how many a month the day was reckoned by. */
  monthly: z.number().int().nullable(),
  /** Missing the deadline loses something. */
  lost: z.boolean(),
});
export type DeadlineView = z.output<typeof deadlineSchema>;

export const digestSchema = z.strictObject({
  today: day,
  /** The moment of the answer, epoch ms. */
  at: z.number(),
  /** The last day of the range. */
  until: day,
  /** The earliest first. */
  deadlines: z.array(deadlineSchema),
  /** Pending requests whose lock is over already. */
  locksOver: z.number().int(),
  takenAt: listTimesSchema,
  /** It is not known when the numbers of Amazon's rule run out. */
  serialUnchecked: z.boolean(),
});
export type Digest = z.output<typeof digestSchema>;

const noticeSchema = z.strictObject({
  key: z.string().min(1).max(600),
  why: z.enum(['act', 'ready']),
  deadline: deadlineSchema,
  /** Confirmed today. */
  seen: z.boolean(),
});
export type NoticeView = z.output<typeof noticeSchema>;

const comingSchema = z.strictObject({
  key: z.string().min(1).max(600),
  deadline: deadlineSchema,
  /** Postponed until the day of the deadline. */
  putOff: z.boolean(),
});
export type UpcomingDeadlineView = z.output<typeof comingSchema>;

const noticesSchema = z.strictObject({
  today: day,
  notices: z.array(noticeSchema),
  /** Deadlines within seven days that are not yet a notice. */
  coming: z.array(comingSchema),
  takenAt: listTimesSchema,
  serialUnchecked: z.boolean(),
});

export const noticeCalls = {
  /** What ends from today to so many days later, both included. */
  'notices.digest': query(z.strictObject({ days: z.number().int().min(0).max(366) }), digestSchema, {
    reads: COMPANY_TOPICS,
    heavy: true,
    timed: true,
  }),
  /** What has to be known today. */
  'notices.list': query(z.strictObject({}), noticesSchema, { reads: COMPANY_TOPICS, heavy: true, timed: true }),
  /** Confirms notices for today. Returns the updated list. */
  'notices.see': command(z.strictObject({ keys: z.array(z.string().min(1).max(600)).min(1).max(500) }), noticesSchema, {
    changes: ['notices'],
    whileReadOnly: 'allowed',
  }),
  /** Postpones an upcoming deadline, or withdraws that. Returns the updated list. */
  'notices.putOff': command(z.strictObject({ key: z.string().min(1).max(600), putOff: z.boolean() }), noticesSchema, {
    changes: ['notices'],
    whileReadOnly: 'allowed',
  }),
} as const;
