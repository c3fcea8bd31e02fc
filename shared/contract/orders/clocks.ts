import { z } from 'zod';
import { AFTER_LOCKS, LOCK_READINGS } from '../../domain/checkout/lock-clock.ts';
import { CLOCK_KINDS } from '../../domain/checkout/running-clocks.ts';
import { command, query } from '../call/define.ts';
import { COMPANY_TOPICS } from '../call/topics.ts';

/** Running waits, and how the company counts the seven days of the lock. Days are Japanese dates. */

const count = z.number().int();
const day = z.iso.date();

export const clockKindSchema = z.enum(CLOCK_KINDS);

/** Input of `lockLeft` of the domain. */
export const lockEndSchema = z.strictObject({
  /** Epoch ms. */
  endsAt: z.number(),
  lastChance: day.nullable(),
  businessDaysLeft: count,
});

export const clockSchema = z.strictObject({
  kind: clockKindSchema,
  /** The first Amazon group of a checkout's activation; `''` for the other kinds. */
  subject: z.string(),
  /** Groups, invited people or order requests. */
  count,
  startedOn: day.nullable(),
  endsOn: day,
  /** Business days from today to the last day; of a lock those on which a decision is in time, today included. */
  businessDaysLeft: count,
  calendarDaysLeft: count,
  /** Of requests: the lock that ends first. */
  lock: lockEndSchema.nullable(),
  remindOn: day.nullable(),
});
export type ClockView = z.output<typeof clockSchema>;

/** When the lists behind deadlines were read, ISO 8601 UTC. `null` = no list, so its deadlines are not checked. */
export const listTimesSchema = z.strictObject({ orders: z.string().nullable(), accounts: z.string().nullable() });
export type ListTimes = z.output<typeof listTimesSchema>;

export const lockPolicySchema = z.strictObject({
  /** `hours`: 7 x 24 hours from the request. `dates`: seven dates, that of the request being the first. */
  reading: z.enum(LOCK_READINGS),
  /** What becomes of an order decided on day 8. */
  afterLock: z.enum(AFTER_LOCKS),
});
export type LockPolicyView = z.output<typeof lockPolicySchema>;

export const holidaySourceSchema = z.strictObject({
  name: z.string(),
  importedAt: z.string(),
  firstYear: count,
  lastYear: count,
  days: count,
});

export const clockCalls = {
  /** Every clock that runs today, the earliest end first. */
  'clocks.list': query(z.strictObject({}), z.strictObject({ today: day, clocks: z.array(clockSchema), takenAt: listTimesSchema }), {
    reads: COMPANY_TOPICS,
    heavy: true,
    timed: true,
  }),
  'clocks.lockPolicy': query(z.strictObject({}), lockPolicySchema, { reads: ['calendar'] }),
  /** Findings and locks are recomputed. */
  'clocks.changeLockPolicy': command(lockPolicySchema, lockPolicySchema, { changes: ['calendar'] }),
  /** The imported list of national holidays; `null` = those that came with the console. */
  'clocks.holidaySource': query(z.strictObject({}), z.strictObject({ source: holidaySourceSchema.nullable(), knownUntil: count }), {
    reads: ['calendar'],
  }),
  /**
   * Takes the Cabinet Office's list (syukujitsu.csv): whole years of it replace the known ones. Nothing changes when it cannot be read:
   * `file-holidays-incomplete`, `file-holidays-other`, `file-value-invalid` and what every file can fail with.
   */
  'clocks.importHolidays': command(
    z.strictObject({ token: z.string() }),
    z.strictObject({ source: holidaySourceSchema, knownUntil: count }),
    { changes: ['calendar'] },
  ),
  /** Back to the holidays that came with the console. */
  'clocks.forgetHolidays': command(z.strictObject({}), z.strictObject({ knownUntil: count }), { changes: ['calendar'] }),
} as const;
