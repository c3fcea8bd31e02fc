import type { ListTimes } from '#shared/contract/orders/clocks.ts';
import { formatDayNumber, getTokyoDay, isInstant } from '#shared/domain/checkout/days.ts';
import { type Deadline, type FixedDeadline, listDeadlinesWithin } from '#shared/domain/checkout/deadlines.ts';
import { getLastHolidayYear, mergeHolidayList } from '#shared/domain/checkout/holidays.ts';
import { listRunningClocks, type RecordedWait } from '#shared/domain/checkout/running-clocks.ts';
import type { AmazonUser } from '#shared/domain/directory/directory.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import { getDayAtMonthIndex, parseCalendarDay } from '#shared/domain/serials/day.ts';
import { findOverflowDay, findRunOutDay } from '#shared/domain/serials/forecast.ts';
import { getPeriodStart } from '#shared/domain/serials/numbering.ts';
import { collectRecordedWaits } from '#shared/domain/setup/waits.ts';
import { describeCertificate } from '../network/tls/certificates.ts';
import { getNationalHolidays } from '../storage/calendar.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import { getBusinessCalendar } from './configuration.ts';
import { DEFAULT_CONNECTION, parseStoredConnection } from './connections/stored-connection.ts';
import type { LastIssuedNumbers } from './drafts/serial-standings.ts';
import { getCurrentAmazonList } from './lists/amazon-account.ts';
import { getHolidayList } from './orders/clock-policies.ts';
import { getMatchingPolicy } from './policies.ts';
import type { CompanySession } from './session.ts';

/** Returns the deadlines of the next `days` days, earliest first. Read-only. */
export function listDeadlines(session: CompanySession, days: number): readonly Deadline[] {
  const file = session.file();
  const today = session.today();
  const calendar = getBusinessCalendar(file);
  const clocks = listRunningClocks({
    today,
    calendar,
    groups: Array.from(listBodies(file.drafts.state().drafts.values(), 'amazon_groups'), ({ body }) => body),
    recorded: listRecordedWaits(session),
    amazonUsers: listInvitedUsers(session),
    orders: session.orders.pending(),
  });
  return listDeadlinesWithin(
    {
      today,
      calendar,
      clocks,
      endings: [...endingsOf(file, today, session.now(), monthlyOf(session), session.serials)],
    },
    days,
  );
}

/** Returns the answers expected from the vendor, as recorded in the set-up guide. */
export function listRecordedWaits(session: Pick<CompanySession, 'file' | 'today'>): readonly RecordedWait[] {
  const file = session.file();
  const amazonList = file.people.current().find(({ side }) => side === 'amazon') ?? null;
  const former = file.setup.former() ?? undefined;
  const facts = { amazonList, former, amazonUsersFrom: getMatchingPolicy(file).amazonUsersFrom };
  return collectRecordedWaits(file.setup.branches(), file.setup.marks(), facts, session.today(), getBusinessCalendar(file));
}

/** Returns when the lists that contain locks and invitations were exported or read. */
export const getListTimes = (file: Pick<CompanyFile, 'orders' | 'people' | 'setup'>): ListTimes => ({
  orders: file.orders.current()?.takenAt ?? null,
  accounts: getCurrentAmazonList(file)?.takenAt ?? null,
});

/**
 * Returns how many serial numbers orders use per month; `null` if unknown. An assumed volume is not used, because it must not produce a
 * date.
 */
function monthlyOf({ draftCache }: CompanySession): number | null {
  const { perMonth, orders } = draftCache.volume();
  return orders === 0 ? null : perMonth;
}

/**
 * Returns whether it is unknown when the serial numbers of Amazon's orders run out: order history, or the last number of a rule without
 * reset, is missing.
 */
export function isSerialUnchecked(session: CompanySession): boolean {
  for (const { id, body } of listBodies(session.file().drafts.state().drafts.values(), 'serials'))
    if (session.serials.numbersOrders(id))
      return monthlyOf(session) === null || (body.reset === 'none' && session.serials.of(id, body) === null);
  return false;
}

/** Returns the invited users of the current Amazon account whose invitation can expire. */
export function listInvitedUsers(session: Pick<CompanySession, 'directory' | 'file'>): readonly AmazonUser[] {
  if (getCurrentAmazonList(session.file()) === null) return [];
  return session.directory().amazonUsers.filter(({ state }) => state === 'invited');
}

/**
 * Returns the deadlines that are fixed dates: ends of accepted findings, dated changes, serial numbers, certificates and the holiday list.
 */
function* endingsOf(
  file: CompanyFile,
  today: string,
  now: number,
  monthly: number | null,
  serials: Pick<LastIssuedNumbers, 'of' | 'numbersOrders'>,
): Generator<FixedDeadline> {
  yield* acceptancesOf(file);
  for (const { name, day, takenAt } of file.dated.all()) if (takenAt === null) yield { kind: 'dated-change', subject: name, day };
  const from = parseCalendarDay(today);
  if (from !== null && monthly !== null)
    for (const { id, body } of listBodies(file.drafts.state().drafts.values(), 'serials')) {
      // Only for the rule of Amazon's orders is the number of requests known.
      if (!serials.numbersOrders(id)) continue;
      const last = serials.of(id, body);
      // Without a known last number, a rule with reset uses at most the volume of one period; without reset the end is unknown.
      if (last === null && body.reset === 'none') continue;
      const day =
        last === null
          ? findOverflowDay(body, getDayAtMonthIndex(getPeriodStart(body, from)), monthly)
          : findRunOutDay(body, last, from, monthly);
      if (day !== null) yield { kind: 'serial', subject: body.name, day, monthly };
    }
  // Unreadable settings are reported on the server screen; the other deadlines are still returned.
  const { clientCertificate, extraCa } = parseStoredConnection(file.connection.settings()) ?? DEFAULT_CONNECTION;
  for (const pem of [...(clientCertificate === null ? [] : [clientCertificate.certificate]), ...extraCa]) {
    const { subject, expiresAt } = describeCertificate(pem, now);
    if (isInstant(expiresAt)) yield { kind: 'certificate', subject, day: formatDayNumber(getTokyoDay(Date.parse(expiresAt))) };
  }
  yield {
    kind: 'holidays',
    subject: '',
    day: `${getLastHolidayYear(mergeHolidayList(getNationalHolidays(), getHolidayList(file)))}-12-31`,
  };
}

/** Returns the expiry days of accepted findings. A finding that no longer exists has none, because it would not reappear. */
function* acceptancesOf(file: CompanyFile): Generator<FixedDeadline> {
  const days = new Map<string, string>();
  for (const [key, { acceptance }] of file.triage.current()) {
    const until = acceptance?.change.until ?? null;
    if (until !== null) days.set(key, until);
  }
  const present = days.size === 0 ? null : file.history.presentAmong(days.keys());
  for (const [key, day] of days) if (present === null || present.has(key)) yield { kind: 'acceptance', subject: '', day };
}
