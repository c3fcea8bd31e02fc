import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { DeadlineView, Digest, NoticeView } from '#shared/contract/orders/notices.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { Deadline } from '#shared/domain/checkout/deadlines.ts';
import { listNotices, listUpcomingDeadlines, NOTICE_DAYS } from '#shared/domain/checkout/notices.ts';
import { getCallerId } from '../../company/caller.ts';
import { getListTimes, isSerialUnchecked, listDeadlines } from '../../company/deadlines.ts';
import type { CompanySession } from '../../company/session.ts';

/** Deadlines of the next days. Queries write nothing, so they work for view-only companies. */
export interface NoticeService {
  digest(days: CallParsedInput<'notices.digest'>): Promise<CallOutput<'notices.digest'>>;
  notices(): Promise<CallOutput<'notices.list'>>;
  seeNotices(which: CallParsedInput<'notices.see'>): Promise<CallOutput<'notices.see'>>;
  putOffNotice(which: CallParsedInput<'notices.putOff'>): Promise<CallOutput<'notices.putOff'>>;
}

export function createNoticeService(session: CompanySession): NoticeService {
  function response(): CallOutput<'notices.list'> {
    const today = session.today();
    const { notices } = session.file();
    const seen = notices.keys(getCallerId(), today, 'seen');
    const later = notices.putOff(getCallerId());
    const deadlines = listDeadlines(session, NOTICE_DAYS);
    const due = listNotices(today, deadlines);
    return {
      today,
      notices: due.map(({ key, why, deadline }) => ({ key, why, deadline: viewOf(deadline), seen: seen.has(key) })),
      coming: listUpcomingDeadlines(due, deadlines).map(({ key, deadline }) => ({
        key,
        deadline: viewOf(deadline),
        putOff: later.has(key),
      })),
      takenAt: getListTimes(session.file()),
      serialUnchecked: isSerialUnchecked(session),
    };
  }

  return {
    async digest({ days }): Promise<Digest> {
      const today = session.today();
      return {
        today,
        at: session.now(),
        until: formatDayNumber((parseDayNumber(today) ?? 0) + days),
        deadlines: listDeadlines(session, days).map(viewOf),
        locksOver: session.orders.pending().filter(({ lock }) => lock.danger === 'over').length,
        takenAt: getListTimes(session.file()),
        serialUnchecked: isSerialUnchecked(session),
      };
    },
    notices: async () => response(),
    async seeNotices({ keys }) {
      session.file().notices.note(getCallerId(), session.today(), 'seen', keys);
      return response();
    },
    async putOffNotice({ key, putOff }) {
      // If the deadline no longer exists, there is nothing to snooze.
      const until = putOff ? response().coming.find((one) => one.key === key)?.deadline.day : undefined;
      session.file().notices.setPutOff(getCallerId(), key, until ?? null, session.today());
      return response();
    },
  };
}

const viewOf = (deadline: Deadline): DeadlineView => ({ ...deadline, lock: deadline.lock === null ? null : { ...deadline.lock } });

const noticesNow = (session: CompanySession) => listNotices(session.today(), listDeadlines(session, NOTICE_DAYS));

/** Returns the notices that the desktop has not shown today, and marks them as shown. */
export function takeNotices(session: CompanySession): readonly NoticeView[] {
  const { notices } = session.file();
  const today = session.today();
  const known = new Set([...notices.keys(getCallerId(), today, 'told'), ...notices.keys(getCallerId(), today, 'seen')]);
  const fresh = noticesNow(session).filter(({ key }) => !known.has(key));
  if (fresh.length > 0)
    notices.note(
      getCallerId(),
      today,
      'told',
      fresh.map(({ key }) => key),
    );
  return fresh.map(({ key, why, deadline }) => ({ key, why, deadline: viewOf(deadline), seen: false }));
}
