import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { failureSchema } from './call/result.ts';
import { MAX_SECRET_LENGTH } from './connections/secret-limits.ts';
import { findingCodeSchema } from './readiness/readiness.ts';
import { timingSchema } from './weekly-check.ts';
import { WEBHOOK_FORMS } from './weekly-choices.ts';

const count = z.number().int().min(0);

/**
 * A schedule of a company on a team server: its server and directory are read, and people are informed about new findings. Days and time
 * are those of Japan.
 */
export const checkScheduleSchema = timingSchema.extend({
  /** Ids of people who receive a mail. */
  recipients: z.array(z.string().max(100)).max(50).readonly(),
  /** Chat service that receives numbers without names; `null` = none. */
  webhook: z.enum(WEBHOOK_FORMS).nullable(),
});
export type CheckSchedule = z.output<typeof checkScheduleSchema>;

/** Numbers after a check. `changes`: findings that came or went since the last check; `null` = there is none to compare with. */
export const checkNumbersSchema = z.strictObject({
  inScope: count,
  ready: count,
  blocked: count,
  notChecked: count,
  changes: z
    .strictObject({ new: count, fixed: count, byCode: z.array(z.strictObject({ code: findingCodeSchema, new: count, fixed: count })) })
    .nullable(),
});
export type CheckNumbers = z.output<typeof checkNumbersSchema>;

export const checkRunSchema = z.strictObject({
  /** ISO 8601 UTC. */
  startedAt: z.string(),
  endedAt: z.string(),
  /** Name of the person who started it; `''` = the schedule. */
  startedBy: z.string(),
  /** `null` after a failure, and while a list is missing. */
  numbers: checkNumbersSchema.nullable(),
  failure: failureSchema.nullable(),
  /** Revision of the findings; `null` after a failure. */
  revision: count.nullable(),
  /** Number of messages that were not accepted. */
  undelivered: count,
});
export type CheckRun = z.output<typeof checkRunSchema>;

/** Calls about the scheduled check of a team server. Other hosts refuse them; their schedule is `weeklyCheck`. */
export const checkScheduleCalls = {
  'checkSchedule.state': defineQuery(
    z.strictObject({}),
    z.strictObject({
      schedule: checkScheduleSchema.nullable(),
      /** ISO 8601 UTC; `null` without a schedule. */
      next: z.string().nullable(),
      /** Whether the server can send mails. */
      hasMail: z.boolean(),
      /** Whether the address of the chat service is saved. */
      webhookSaved: z.boolean(),
      /** People with access to the company and an e-mail. */
      people: z.array(z.strictObject({ id: z.string(), name: z.string(), email: z.string() })),
      /** Latest runs, newest first. */
      runs: z.array(checkRunSchema),
    }),
    { reads: ['schedule', 'team'], timed: true },
  ),
  /**
   * Saves the schedule, and the address of the chat service (`null` = unchanged), which is confirmed outside the page. Fails with
   * `server-address-unset` if neither a server nor a directory is connected, `secret-not-set` without an address, `schedule-webhook-invalid`,
   * and `trust-*`.
   */
  'checkSchedule.save': defineCommand(
    z.strictObject({ schedule: checkScheduleSchema, address: z.string().min(1).max(MAX_SECRET_LENGTH).nullable() }),
    z.strictObject({}),
    { role: 'administrator', changes: ['schedule'], whileReadOnly: 'allowed' },
  ),
  /** Ends the schedule; its runs stay. */
  'checkSchedule.remove': defineCommand(z.strictObject({}), z.strictObject({}), {
    role: 'administrator',
    changes: ['schedule'],
    whileReadOnly: 'allowed',
  }),
  /**
   * Reads the company's server and directory now and informs people as the schedule says. Starts a job with the numbers of new and resolved
   * findings. Fails like `server.readPeople` and `imports.readDirectory`; a failure is recorded as a run, too.
   */
  'checkSchedule.run': defineCommand(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    role: 'editor',
    changes: ['schedule', 'lists', 'findings'],
    job: 'scheduled-check',
    whileReadOnly: 'allowed',
  }),
} as const;
