import { z } from 'zod';
import { DEADLINE_KINDS } from '../domain/checkout/deadlines.ts';
import { settingsSchema } from './console.ts';
import { fileTokenSchema } from './files.ts';
import { jobSchema } from './jobs.ts';

/** What the desktop asks the window to show, unless another company is open meanwhile. */
const goSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.enum(['settings', 'search', 'guide']) }),
  /** A notification was clicked that told of these days, the earliest first. `company` by its name. */
  z.strictObject({
    to: z.literal('deadlines'),
    company: z.string(),
    deadlines: z.array(z.strictObject({ kind: z.enum(DEADLINE_KINDS), day: z.iso.date() })).min(1),
  }),
  /** A transfer file was opened with the console. */
  z.strictObject({ to: z.literal('transfer'), file: fileTokenSchema }),
]);
export type GoRequest = z.output<typeof goSchema>;

/** What the main process tells the window unasked. Data only; a lost event is healed by asking again. */
export const EVENTS = {
  /** A job moved, ended or failed. At most 10 a second a job. */
  job: jobSchema,
  /** A company changed (new people, another name, other domains), is new or is gone. Ask `companies.list` and, of that company, `companies.current`. */
  workspace: z.strictObject({ companyId: z.string(), revision: z.number().int() }),
  /** The drafts are others. Ask `drafts.summary` and what is on the screen. */
  drafts: z.strictObject({ companyId: z.string(), revision: z.number().int() }),
  /** The order requests, or how their locks are read, are others. Ask what is on the screen. */
  orders: z.strictObject({ companyId: z.string() }),
  /** The set-up guide was told something. Ask `setup.guide`; it is other after `workspace` and `drafts` too. */
  setup: z.strictObject({ companyId: z.string() }),
  /** The plan, or a run that sends it, is another. Ask `plan.state` and what is on the screen. */
  plan: z.strictObject({ companyId: z.string(), revision: z.number().int() }),
  settings: settingsSchema,
  /** Desktop host only: a menu item, a notification or a file leads here. */
  go: goSchema,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<E extends EventName> = z.output<(typeof EVENTS)[E]>;
