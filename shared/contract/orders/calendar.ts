import { z } from 'zod';
import { CALENDAR_LIMITS, type CalendarChange } from '../../domain/checkout/calendar-change.ts';
import { defineCommand, defineQuery } from '../call/define.ts';

const day = z.iso.date();

const dateNameSchema = z.strictObject({ date: day, name: z.string().trim().max(100) });
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const closureSchema = z.strictObject({ name: z.string().trim().max(100), from: monthDay, to: monthDay });
export const calendarSettingsSchema = z.strictObject({
  /** Additional days off of this company. */
  companyDays: z.array(dateNameSchema).max(CALENDAR_LIMITS.days),
  /** Business days that would otherwise be a weekend, a holiday or a company day. */
  workingDays: z.array(day).max(CALENDAR_LIMITS.days),
  /** Closures that repeat every year, both ends included; the end may be in the next year. */
  yearlyClosures: z.array(closureSchema).max(CALENDAR_LIMITS.closures),
  /** Weekdays off, 0 = Sunday to 6 = Saturday; at least one weekday must remain. */
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
  /** True if the company uses the defaults. */
  standard: z.boolean(),
  /** National holidays in the requested period. */
  holidays: z.array(z.strictObject({ date: z.string(), name: z.string() })),
});

export const calendarCalls = {
  /** The business calendar, and the national holidays of a period. */
  'calendar.get': defineQuery(z.strictObject({ from: day, to: day }), calendarSchema, { reads: ['calendar'] }),
  /** Changes the company's calendar; `null` restores the defaults (weekends, national holidays, year-end). Findings are recomputed. */
  'calendar.change': defineCommand(z.strictObject({ change: calendarChangeSchema.nullable() }), calendarSchema.omit({ holidays: true }), {
    role: 'editor',
    changes: ['calendar'],
  }),
} as const;
