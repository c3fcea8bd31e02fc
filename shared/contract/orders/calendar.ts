import { z } from 'zod';
import { type CalendarChange, MOST_CALENDAR } from '../../domain/checkout/calendar-change.ts';
import { command, query } from '../call/define.ts';

const count = z.number().int();
const day = z.iso.date();

const dateNameSchema = z.strictObject({ date: day, name: z.string().trim().max(100) });
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const closureSchema = z.strictObject({ name: z.string().trim().max(100), from: monthDay, to: monthDay });
export const calendarSettingsSchema = z.strictObject({
  /** Days off of this company only. */
  companyDays: z.array(dateNameSchema).max(MOST_CALENDAR.days),
  /** Days worked although they are a weekend, a holiday or a company day. */
  workingDays: z.array(day).max(MOST_CALENDAR.days),
  /** Days that return every year, both ends included; the end may lie in the next year. */
  yearlyClosures: z.array(closureSchema).max(MOST_CALENDAR.closures),
  /** Weekdays off, 0 = Sunday to 6 = Saturday; at least one day is worked. */
  weekend: z.array(z.number().int().min(0).max(6)).max(6),
});
export type CalendarSettings = z.output<typeof calendarSettingsSchema>;
const calendarChangeSchema = z.discriminatedUnion('kind', [
  dateNameSchema.extend({ kind: z.literal('day-off') }),
  z.strictObject({ kind: z.literal('day-worked'), date: day }),
  z.strictObject({ kind: z.literal('day-as-usual'), date: day }),
  z.strictObject({ kind: z.literal('weekday'), weekday: z.number().int().min(0).max(6), off: z.boolean() }),
  z.strictObject({ kind: z.literal('add-yearly'), closure: closureSchema }),
  z.strictObject({ kind: z.literal('remove-yearly'), closure: closureSchema }),
]) satisfies z.ZodType<CalendarChange>;
const calendarSchema = z.strictObject({
  settings: calendarSettingsSchema,
  /** True while the defaults are in use. */
  standard: z.boolean(),
  /** National holidays within the requested range. */
  holidays: z.array(z.strictObject({ date: z.string(), name: z.string() })),
  /** Last year whose national holidays are known; later ones are counted without any. */
  holidaysUntil: count,
});

export const calendarCalls = {
  /** The business calendar, and the national holidays of a stretch of days. */
  'calendar.get': query(z.strictObject({ from: day, to: day }), calendarSchema, { reads: ['calendar'] }),
  /** Changes the company's calendar; `null` = defaults (weekends, national holidays, year-end). Findings are recomputed. */
  'calendar.change': command(z.strictObject({ change: calendarChangeSchema.nullable() }), calendarSchema.omit({ holidays: true }), {
    changes: ['calendar'],
  }),
} as const;
