import { z } from 'zod';
import { DEADLINE_KINDS } from '../domain/checkout/deadlines.ts';
import { TOPICS } from './call/topics.ts';
import { settingsSchema } from './companies/console.ts';
import { fileTokenSchema } from './files.ts';
import { jobSchema } from './jobs.ts';

/** A screen that the desktop requests the window to show, if the company is still open. */
const goSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.enum(['settings', 'support', 'search', 'guide']) }),
  /** A notification about these days was clicked: days, earliest first, and the company's name. */
  z.strictObject({
    to: z.literal('deadlines'),
    company: z.string(),
    deadlines: z.array(z.strictObject({ kind: z.enum(DEADLINE_KINDS), day: z.iso.date() })).min(1),
  }),
  /** A transfer file was opened with the console. */
  z.strictObject({ to: z.literal('transfer'), file: fileTokenSchema }),
]);
export type NavigationRequest = z.output<typeof goSchema>;

/** Events sent by the main process. They contain only data; if an event is lost, a query returns the present state. */
export const EVENTS = {
  /** A job progressed, ended or failed. At most 10 events per second and job. */
  job: jobSchema,
  /**
   * Data changed. Windows repeat queries that read one of the topics: of this company and the console, or of all companies if `companyId`
   * is `null`. `revision`: that of the company's findings; 0 without a company.
   */
  changed: z.strictObject({ companyId: z.string().nullable(), topics: z.array(z.enum(TOPICS)).min(1), revision: z.number().int() }),
  settings: settingsSchema,
  /** Sent only by a team server: the person must open this page of the server to confirm a change of trust. */
  confirmation: z.strictObject({ path: z.string().startsWith('/confirm/') }),
  /** Sent only by the desktop host, after a menu item, a notification or a file was opened. */
  go: goSchema,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<E extends EventName> = z.output<(typeof EVENTS)[E]>;
