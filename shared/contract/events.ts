import { z } from 'zod';
import { settingsSchema } from './console.ts';
import { jobSchema } from './jobs.ts';

/** What the main process tells the window unasked. Data only; a lost event is healed by asking again. */
export const EVENTS = {
  /** A job moved, ended or failed. At most 10 a second a job. */
  job: jobSchema,
  /** The open workspace changed (another profile, new people, other domains). Ask `profiles.current`. */
  workspace: z.strictObject({ profileId: z.string().nullable(), revision: z.number().int() }),
  /** The drafts are others. Ask `drafts.summary` and what is on the screen. */
  drafts: z.strictObject({ profileId: z.string().nullable(), revision: z.number().int() }),
  /** The order requests, or how their locks are read, are others. Ask what is on the screen. */
  orders: z.strictObject({ profileId: z.string().nullable() }),
  /** The set-up guide was told something. Ask `setup.guide`; it is other after `workspace` and `drafts` too. */
  setup: z.strictObject({ profileId: z.string().nullable() }),
  /** The plan, or a run that sends it, is another. Ask `plan.state` and what is on the screen. */
  plan: z.strictObject({ profileId: z.string().nullable(), revision: z.number().int() }),
  settings: settingsSchema,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<E extends EventName> = z.output<(typeof EVENTS)[E]>;
