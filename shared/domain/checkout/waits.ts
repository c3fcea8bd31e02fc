import type { BusinessCalendar } from './calendar.ts';
import { dateOfDay, dayNumber } from './days.ts';

/** Business days after which Enhanced Checkout is active (setup manual 2-2-2: up to three). */
export const ACTIVATION_DAYS = 3;
/** Business days within which Amazon usually looks through a new account (docs/domain/neo.md#waiting-times). */
export const ACCOUNT_REVIEW_DAYS = 3;
/** An Amazon invitation can be accepted for 90 days (docs/domain/amazon-cxml.md#invitations). */
export const INVITATION_DAYS = 90;

/**
 * When somebody is worth reminding of an invitation: days after it, then days before its end. Amazon reminds for the first time after
 * three days (docs/domain/amazon-cxml.md#invitations); the others are our choice.
 */
const REMINDERS = { after: [3], before: [14, 7, 1] } as const;

/** The last day of a wait of so many business days after the day it began; `null` when the day is none. */
export function waitEnds(startedOn: string, businessDays: number, calendar: BusinessCalendar): string | null {
  const day = dayNumber(startedOn);
  const end = day === null ? null : calendar.after(day, businessDays);
  return end === null ? null : dateOfDay(end);
}

/** The last day on which an invitation can be accepted; `null` when the day of the invitation is none. */
export function invitationEnds(invitedOn: string): string | null {
  const day = dayNumber(invitedOn);
  return day === null ? null : dateOfDay(day + INVITATION_DAYS);
}

/**
 * The next day, from `today`, on which to remind somebody of an invitation: a business day, the last one before the reminder's own day
 * where that is a day off. `null` when none is left.
 */
export function nextReminder(invitedOn: string, today: string, calendar: BusinessCalendar): string | null {
  const [invited, now] = [dayNumber(invitedOn), dayNumber(today)];
  if (invited === null || now === null) return null;
  const wanted = [...REMINDERS.after.map((days) => invited + days), ...REMINDERS.before.map((days) => invited + INVITATION_DAYS - days)];
  for (const day of wanted) {
    const worked = lastBusinessDay(day, invited, calendar);
    if (worked !== null && worked >= now) return dateOfDay(worked);
  }
  return null;
}

function lastBusinessDay(day: number, notBefore: number, calendar: BusinessCalendar): number | null {
  for (let at = day; at > notBefore; at--) if (calendar.dayAt(at).kind === 'business') return at;
  return null;
}
