import type { Deadline } from './deadlines.ts';

/** A deadline to announce on a day. */
export interface Notice {
  /** Value of `noticeKey`. */
  readonly key: string;
  /** `act`: today is the last business day to act, or that day is past. `ready`: the wait should end today. */
  readonly why: 'act' | 'ready';
  readonly deadline: Deadline;
}

/** Days to look ahead; longer than the longest usual closure, so that the last business day before it is not missed. */
export const NOTICE_DAYS = 14;

/** Number of days shown as upcoming. */
const COMING_DAYS = 7;

/** An event has the same key every day, and two deadlines of a list never share a key. */
const noticeKey = ({ kind, day, subject }: Deadline): string => `${kind} ${day} ${subject}`;

/** Returns the deadlines of the next days that are not among today's `notices`, in the order of `deadlines`. */
export function listUpcomingDeadlines(notices: readonly Notice[], deadlines: readonly Deadline[]): readonly Omit<Notice, 'why'>[] {
  const dueKeys = new Set(notices.map(({ key }) => key));
  return deadlines
    .filter(({ daysLeft }) => daysLeft <= COMING_DAYS)
    .map((deadline) => ({ key: noticeKey(deadline), deadline }))
    .filter(({ key }) => !dueKeys.has(key));
}

/**
 * Selects the notices of a day: deadlines that lose something if missed, and waits that end on it. The caller remembers which notices
 * were already sent.
 */
export function listNotices(today: string, deadlines: readonly Deadline[]): readonly Notice[] {
  return deadlines.flatMap((deadline): readonly Notice[] => {
    const key = noticeKey(deadline);
    if (!deadline.lost) return deadline.day === today ? [{ key, why: 'ready', deadline }] : [];
    // No action is possible on a day off, or when no business day is left.
    return deadline.actBy === today || deadline.actBy === null || deadline.daysLeft < 0 ? [{ key, why: 'act', deadline }] : [];
  });
}
