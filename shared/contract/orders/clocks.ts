import { z } from 'zod';
import { LATE_ORDER_OUTCOMES, LOCK_INTERPRETATIONS } from '../../domain/checkout/lock-clock.ts';
import { CLOCK_KINDS } from '../../domain/checkout/running-clocks.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { COMPANY_TOPICS } from '../call/topics.ts';

/** Running waits, and the company's interpretation of the seven days of the lock. Days are dates in Japan. */

const count = z.number().int();
const day = z.iso.date();

export const clockKindSchema = z.enum(CLOCK_KINDS);

/** Input of `computeRemainingLockTime` (domain). */
export const lockEndSchema = z.strictObject({
  /** End of the lock, epoch ms. */
  endsAt: z.number(),
  lastChance: day.nullable(),
  businessDaysLeft: count,
});

export const clockSchema = z.strictObject({
  kind: clockKindSchema,
  /** The first Amazon group of an activation; `''` for other kinds. */
  subject: z.string(),
  /** Number of groups, invited people or order requests. */
  count,
  startedOn: day.nullable(),
  endsOn: day,
  /** Business days from today to the last day; for a lock, those on which a decision is in time. Today counts. */
  businessDaysLeft: count,
  calendarDaysLeft: count,
  /** For order requests, the price and stock lock that ends first. */
  lock: lockEndSchema.nullable(),
  remindOn: day.nullable(),
});
export type ClockView = z.output<typeof clockSchema>;

/** Times at which the lists behind deadlines were read, ISO 8601 UTC. `null`: there is no list, so its deadlines are not checked. */
export const listTimesSchema = z.strictObject({ orders: z.string().nullable(), accounts: z.string().nullable() });
export type ListTimes = z.output<typeof listTimesSchema>;

export const lockPolicySchema = z.strictObject({
  /** `hours`: 7 x 24 hours from the request. `dates`: seven dates, beginning with that of the request. */
  reading: z.enum(LOCK_INTERPRETATIONS),
  /** Result for an order that is decided on day 8. */
  afterLock: z.enum(LATE_ORDER_OUTCOMES),
});
export type LockPolicyView = z.output<typeof lockPolicySchema>;

export const holidaySourceSchema = z.strictObject({
  name: z.string(),
  firstYear: count,
  lastYear: count,
  days: count,
});

export const clockCalls = {
  /** All clocks that run today, earliest end first. */
  'clocks.list': defineQuery(z.strictObject({}), z.strictObject({ today: day, clocks: z.array(clockSchema), takenAt: listTimesSchema }), {
    reads: COMPANY_TOPICS,
    heavy: true,
    timed: true,
  }),
  'clocks.lockPolicy': defineQuery(z.strictObject({}), lockPolicySchema, { reads: ['calendar'] }),
  /** Changes the interpretation of the lock. Findings and locks are recomputed. */
  'clocks.changeLockPolicy': defineCommand(lockPolicySchema, lockPolicySchema, { role: 'administrator', changes: ['calendar'] }),
  /** The imported list of national holidays; `null` if those delivered with the console are used. */
  'clocks.holidaySource': defineQuery(z.strictObject({}), z.strictObject({ source: holidaySourceSchema.nullable(), knownUntil: count }), {
    reads: ['calendar'],
  }),
  /**
   * Imports the Cabinet Office's list (syukujitsu.csv); its complete years replace the known ones. Fails with `file-holidays-incomplete`,
   * `file-holidays-other`, `file-value-invalid`, or like reading any file; then nothing is changed.
   */
  'clocks.importHolidays': defineCommand(
    z.strictObject({ token: z.string() }),
    z.strictObject({ source: holidaySourceSchema, knownUntil: count }),
    { role: 'editor', changes: ['calendar'] },
  ),
  /** Restores the holidays that were delivered with the console. */
  'clocks.forgetHolidays': defineCommand(z.strictObject({}), z.strictObject({ knownUntil: count }), {
    role: 'editor',
    changes: ['calendar'],
  }),
} as const;
