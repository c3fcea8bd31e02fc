import { z } from 'zod';
import { DEADLINE_KINDS } from '../domain/checkout/deadlines.ts';
import { TOPICS } from './call/topics.ts';
import { settingsSchema } from './companies/console.ts';
import { fileTokenSchema } from './files.ts';
import { jobSchema } from './jobs.ts';

/** A screen that the desktop asks the window to show, if the company is still open. */
const goSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.enum(['settings', 'search', 'guide']) }),
  /** A clicked notification about these days, earliest first, with the company's name. */
  z.strictObject({
    to: z.literal('deadlines'),
    company: z.string(),
    deadlines: z.array(z.strictObject({ kind: z.enum(DEADLINE_KINDS), day: z.iso.date() })).min(1),
  }),
  /** A transfer file was opened with the console. */
  z.strictObject({ to: z.literal('transfer'), file: fileTokenSchema }),
]);
export type GoRequest = z.output<typeof goSchema>;

/** Events from the main process. Data only; after a lost event a query gives the current state. */
export const EVENTS = {
  /** A job moved, ended or failed. At most 10 a second a job. */
  job: jobSchema,
  /**
   * Something is other. Ask again what reads one of the topics: of this company and of the console, or of any company where it is `null`.
   * `revision`: of the company's findings; 0 where no company is named.
   */
  changed: z.strictObject({ companyId: z.string().nullable(), topics: z.array(z.enum(TOPICS)).min(1), revision: z.number().int() }),
  settings: settingsSchema,
  /** Desktop host only: a menu item, a notification or a file leads here. */
  go: goSchema,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<E extends EventName> = z.output<(typeof EVENTS)[E]>;
