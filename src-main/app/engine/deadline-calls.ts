import type { CallOutput } from '#shared/contract/calls.ts';
import type { DeadlineView, Digest } from '#shared/contract/notices.ts';
import { runningClocks } from '#shared/domain/checkout/clocks.ts';
import { dateOfDay, dayNumber, isInstant, tokyoDay } from '#shared/domain/checkout/days.ts';
import { type Deadline, deadlinesWithin, type Ending } from '#shared/domain/checkout/deadlines.ts';
import { knownUntil, withList } from '#shared/domain/checkout/holidays.ts';
import { NOTICE_DAYS, noticesOn } from '#shared/domain/checkout/notices.ts';
import { bodiesOf } from '#shared/domain/drafts/draft.ts';
import { dayAtMonth, dayOf } from '#shared/domain/serials/day.ts';
import { overflowDay } from '#shared/domain/serials/forecast.ts';
import { type LastIssued, nextValue } from '#shared/domain/serials/last-issued.ts';
import { periodOf } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { describeCertificate } from '../../network/certificates.ts';
import { nationalHolidays } from '../../storage/calendar.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import { DEFAULT_CONNECTION, keptConnection } from '../stored-connection.ts';
import { holidayListOf } from './clock-policies.ts';
import { calendarOf } from './configuration.ts';
import type { Engine } from './engine.ts';
import type { EngineSession } from './session.ts';

type DeadlineCalls = Pick<Engine, 'digest' | 'notices' | 'seeNotices' | 'takeNotices'>;

/** The engine's calls about what ends on the next days. Asking writes nothing, so that it can be asked of a file that is only read. */
export function deadlineCalls(session: EngineSession): DeadlineCalls {
  const noticesNow = () => noticesOn(session.today(), deadlinesOf(session, NOTICE_DAYS));

  function told(): CallOutput<'notices.list'> {
    const today = session.today();
    const seen = session.workspace().notices.keys(today, 'seen');
    return {
      today,
      notices: noticesNow().map(({ key, why, deadline }) => ({ key, why, deadline: viewOf(deadline), seen: seen.has(key) })),
    };
  }

  return {
    async digest({ days }): Promise<Digest> {
      const today = session.today();
      return {
        today,
        at: session.now(),
        until: dateOfDay((dayNumber(today) ?? 0) + days),
        deadlines: deadlinesOf(session, days).map(viewOf),
        locksOver: session.orders.pending().filter(({ lock }) => lock.danger === 'over').length,
      };
    },
    notices: async () => told(),
    async seeNotices({ keys }) {
      session.workspace().notices.note(session.today(), 'seen', keys);
      return told();
    },
    async takeNotices() {
      const { notices } = session.workspace();
      const today = session.today();
      const known = new Set([...notices.keys(today, 'told'), ...notices.keys(today, 'seen')]);
      const fresh = noticesNow().filter(({ key }) => !known.has(key));
      if (fresh.length > 0)
        notices.note(
          today,
          'told',
          fresh.map(({ key }) => key),
        );
      return fresh.map(({ key, why, deadline }) => ({ key, why, deadline: viewOf(deadline), seen: false }));
    },
  };
}

const viewOf = (deadline: Deadline): DeadlineView => ({ ...deadline, lock: deadline.lock === null ? null : { ...deadline.lock } });

/** What ends from today to so many days later, the earliest first. Writes nothing. */
export function deadlinesOf(session: EngineSession, days: number): readonly Deadline[] {
  const file = session.workspace();
  const today = session.today();
  const calendar = calendarOf(file);
  const clocks = runningClocks({
    today,
    calendar,
    groups: Array.from(bodiesOf(file.drafts.state().drafts.values(), 'amazon_groups'), ({ body }) => body),
    accountReviewStartedOn: file.orders.clockStart('account-review'),
    amazonUsers: session.directory().amazonUsers,
    orders: session.orders.pending(),
  });
  return deadlinesWithin(
    {
      today,
      calendar,
      clocks,
      endings: [...endingsOf(file, today, session.now(), session.desk.volume().perMonth, (id, serial) => session.serials.of(id, serial))],
    },
    days,
  );
}

/** What has a last day of its own and no clock. */
function* endingsOf(
  file: WorkspaceFile,
  today: string,
  now: number,
  monthly: number,
  lastIssued: (id: string, serial: Serial) => LastIssued | null,
): Generator<Ending> {
  for (const { acceptance } of file.triage.current().values()) {
    const until = acceptance?.change.until ?? null;
    if (until !== null) yield { kind: 'acceptance', subject: '', day: until };
  }
  for (const { name, day, takenAt } of file.dated.all()) if (takenAt === null) yield { kind: 'dated-change', subject: name, day };
  const from = dayOf(today);
  if (from !== null)
    for (const { id, body } of bodiesOf(file.drafts.state().drafts.values(), 'serials')) {
      const last = lastIssued(id, body);
      // Where nobody knows the last number, a rule with a reset issues at most what a period brings at the past volume; without a reset
      // nobody can tell from here.
      if (last === null && body.reset === 'none') continue;
      const day =
        last === null
          ? overflowDay(body, dayAtMonth(periodOf(body, from)), monthly)
          : overflowDay(body, from, monthly, nextValue(body, last, from));
      if (day !== null) yield { kind: 'serial', subject: body.name, day };
    }
  // Whoever opens the server's screen is told of settings that cannot be read; the other days are told all the same.
  const { clientCertificate, extraCa } = keptConnection(file.connection.settings()) ?? DEFAULT_CONNECTION;
  for (const pem of [...(clientCertificate === null ? [] : [clientCertificate.certificate]), ...extraCa]) {
    const { subject, expiresAt } = describeCertificate(pem, now);
    if (isInstant(expiresAt)) yield { kind: 'certificate', subject, day: dateOfDay(tokyoDay(Date.parse(expiresAt))) };
  }
  yield { kind: 'holidays', subject: '', day: `${knownUntil(withList(nationalHolidays(), holidayListOf(file)))}-12-31` };
}
