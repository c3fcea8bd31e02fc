import type { BusinessCalendar } from './calendar.ts';
import { formatDayNumber, parseDayNumber } from './days.ts';

/** Business days after which Enhanced Checkout is active (setup manual 2-2-2: up to three). */
export const ACTIVATION_DAYS = 3;
/** Usual time for Amazon's review of a new account, in business days (docs/domain/neo.md#waiting-times). */
export const ACCOUNT_REVIEW_DAYS = 3;
/** Business days within which Amazon's contact person answers (setup manual, before section 1). */
export const SUPPORT_CONTACT_DAYS = 3;
/** Interval between reminders, in business days, if the vendor does not state a response time (chosen for this product). */
export const REMINDER_INTERVAL_DAYS = 5;
/** Maximum number of reminders, about four years. Older requests get no further reminders. */
const MAX_REQUESTS = 200;
/** An Amazon invitation can be accepted for 90 days (docs/domain/amazon-cxml.md#invitations). */
export const INVITATION_DAYS = 90;

/**
 * Days for reminders of an invitation: after it, and before its end. Amazon itself reminds after three days
 * (docs/domain/amazon-cxml.md#invitations); the others are a choice of this product.
 */
const REMINDERS = { after: [3], before: [14, 7, 1] } as const;

/** Last day of a wait of `businessDays` after `startedOn`; `null` if the date is invalid. */
export function getWaitEnd(startedOn: string, businessDays: number, calendar: BusinessCalendar): string | null {
  const day = parseDayNumber(startedOn);
  const end = day === null ? null : calendar.after(day, businessDays);
  return end === null ? null : formatDayNumber(end);
}

/**
 * Returns the first reminder day on or after `today`, every `REMINDER_INTERVAL_DAYS` business days from `startedOn`. `null` for an invalid
 * date or if no reminder is left.
 */
export function getNextReminderDay(startedOn: string, today: string, calendar: BusinessCalendar): string | null {
  if (parseDayNumber(startedOn) === null || parseDayNumber(today) === null) return null;
  let day: string | null = startedOn;
  for (let asked = 0; asked < MAX_REQUESTS && day !== null; asked++) {
    day = getWaitEnd(day, REMINDER_INTERVAL_DAYS, calendar);
    if (day !== null && day >= today) return day;
  }
  return null;
}

/** Last day for accepting an invitation; `null` if the date is invalid. */
export function getInvitationEnd(invitedOn: string): string | null {
  const day = parseDayNumber(invitedOn);
  return day === null ? null : formatDayNumber(day + INVITATION_DAYS);
}

/**
 * Returns the next day from `today` on which to remind a person of an invitation. A reminder on a day off moves to the previous business
 * day. `null` if none is left.
 */
export function getNextInvitationReminder(invitedOn: string, today: string, calendar: BusinessCalendar): string | null {
  const [invited, now] = [parseDayNumber(invitedOn), parseDayNumber(today)];
  if (invited === null || now === null) return null;
  const wanted = [...REMINDERS.after.map((days) => invited + days), ...REMINDERS.before.map((days) => invited + INVITATION_DAYS - days)];
  for (const day of wanted) {
    const worked = lastBusinessDay(day, invited, calendar);
    if (worked !== null && worked >= now) return formatDayNumber(worked);
  }
  return null;
}

function lastBusinessDay(day: number, notBefore: number, calendar: BusinessCalendar): number | null {
  for (let at = day; at > notBefore; at--) if (calendar.dayAt(at).kind === 'business') return at;
  return null;
}
