import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { MAX_SECRET_LENGTH } from './connections/secret-limits.ts';
import { MAIL_SERVER, SCHEDULE_TEXT, TIME_OF_DAY, WEBHOOK_FORMS, WEEKDAYS } from './weekly-choices.ts';

const line = z.string().regex(SCHEDULE_TEXT);
const folder = line.min(1).max(400);

export const timingSchema = z.strictObject({
  /** Days of the week, 0 = Sunday, each once. */
  days: z.array(z.literal(WEEKDAYS)).min(1).max(7),
  /** `07:00`, in the time zone of the machine. */
  time: z.string().regex(TIME_OF_DAY),
});

export const mailNotificationSchema = z.strictObject({
  by: z.literal('mail'),
  server: z.string().regex(MAIL_SERVER),
  /** Name for signing in; `''` = the server needs none. */
  user: line.max(200),
  from: z.email().max(254),
  to: z.array(z.email().max(254)).min(1).max(20),
});

const notifySchema = z.discriminatedUnion('by', [
  mailNotificationSchema,
  z.strictObject({ by: z.literal('webhook'), form: z.enum(WEBHOOK_FORMS) }),
  /** Only the report file beside the log is written. */
  z.strictObject({ by: z.literal('file') }),
]);

export const weeklyCheckSchema = timingSchema.extend({
  /** Folder with NEO's exports; `null` = the company's server. */
  neo: folder.nullable(),
  /** Folder with Amazon's exports. */
  amazon: folder,
  notify: notifySchema,
});
export type WeeklyCheck = z.output<typeof weeklyCheckSchema>;
export type WeeklyTiming = z.output<typeof timingSchema>;

/** The scheduler of the operating system. */
export const SCHEDULERS = ['systemd', 'cron', 'launchd', 'windows'] as const;
export type SchedulerKind = (typeof SCHEDULERS)[number];

export const weeklyCheckCalls = {
  /** The schedule as the operating system has it now. Fails with `schedule-unavailable` or `schedule-refused`. */
  'weeklyCheck.state': defineQuery(
    z.strictObject({}),
    z.strictObject({
      scheduler: z.enum(SCHEDULERS),
      /** `off`: the entry exists, but the scheduler does not run it. `unreadable`: it was changed by hand and is not understood. */
      state: z.enum(['none', 'on', 'off', 'unreadable']),
      check: weeklyCheckSchema.nullable(),
      /** Day of the next run in the time zone of the machine; `null` unless `on`. */
      next: z.iso.date().nullable(),
      /** File or name of the scheduler's entry. */
      entry: z.string(),
      /** Log file of the runs. */
      log: z.string(),
      /** Whether it runs only while this user is signed in; `null` = unknown. */
      onlySignedIn: z.boolean().nullable(),
      /** Whether the keychain has the secret of this notification; `unknown`: the keychain is not readable now. */
      secret: z.enum(['none-needed', 'saved', 'missing', 'unknown']),
    }),
    { role: 'local', reads: ['schedule'], timed: true },
  ),
  /**
   * Writes the schedule into the operating system and the secret (mail password or webhook address, `null` = unchanged) into the keychain.
   * A new recipient is confirmed in the host's own dialog. Fails with `schedule-*`, `keychain-*`, `secret-not-set` or `trust-*`.
   */
  'weeklyCheck.write': defineCommand(
    z.strictObject({ check: weeklyCheckSchema, secret: z.string().min(1).max(MAX_SECRET_LENGTH).nullable() }),
    z.strictObject({}),
    { role: 'local', changes: ['schedule'], whileReadOnly: 'allowed' },
  ),
  /** Removes the schedule from the operating system; lists, state and log stay. Fails with `schedule-*`. */
  'weeklyCheck.remove': defineCommand(z.strictObject({}), z.strictObject({}), {
    role: 'local',
    changes: ['schedule'],
    whileReadOnly: 'allowed',
  }),
  /**
   * Runs the scheduled command once, as the scheduler does. Starts a job with result `{ exit, lines }`: the exit code of `tsunagi watch` and
   * the new lines of its log as `{ level, text }`. Fails with `schedule-missing` or `schedule-refused`.
   */
  'weeklyCheck.try': defineCommand(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    role: 'local',
    changes: ['schedule'],
    job: 'weekly-check',
    whileReadOnly: 'allowed',
  }),
} as const;
