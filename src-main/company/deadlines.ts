import type { TakenAt } from '#shared/contract/clocks.ts';
import { dateOfDay, isInstant, tokyoDay } from '#shared/domain/checkout/days.ts';
import { type Deadline, deadlinesWithin, type Ending } from '#shared/domain/checkout/deadlines.ts';
import { knownUntil, withList } from '#shared/domain/checkout/holidays.ts';
import { type RecordedWait, runningClocks } from '#shared/domain/checkout/running-clocks.ts';
import type { AmazonUser, Directory } from '#shared/domain/directory/directory.ts';
import { bodiesOf } from '#shared/domain/drafts/draft.ts';
import { dayAtMonth, dayOf } from '#shared/domain/serials/day.ts';
import { overflowDay, runOutDay } from '#shared/domain/serials/forecast.ts';
import { periodOf } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { recordedWaits } from '#shared/domain/setup/waits.ts';
import { describeCertificate } from '../network/certificates.ts';
import { nationalHolidays } from '../storage/calendar.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import { amazonListOf } from './amazon-account.ts';
import { holidayListOf } from './clock-policies.ts';
import { calendarOf } from './configuration.ts';
import { matchingPolicyOf } from './policies.ts';
import type { SerialStandings } from './serial-standings.ts';
import type { CompanySession } from './session.ts';
import { DEFAULT_CONNECTION, keptConnection } from './stored-connection.ts';

/** What ends from today to so many days later, the earliest first. Writes nothing. */
export function deadlinesOf(session: CompanySession, days: number): readonly Deadline[] {
  const file = session.file();
  const today = session.today();
  const calendar = calendarOf(file);
  const clocks = runningClocks({
    today,
    calendar,
    groups: Array.from(bodiesOf(file.drafts.state().drafts.values(), 'amazon_groups'), ({ body }) => body),
    recorded: waitsOf(session),
    amazonUsers: invitedOf(session),
    orders: session.orders.pending(),
  });
  return deadlinesWithin(
    {
      today,
      calendar,
      clocks,
      endings: [...endingsOf(file, today, session.now(), monthlyOf(session), session.serials)],
    },
    days,
  );
}

/** The answers of the vendor that are awaited, as the set-up guide records them. */
export function waitsOf(session: Pick<CompanySession, 'file' | 'today'>): readonly RecordedWait[] {
  const file = session.file();
  const amazonList = file.people.current().find(({ side }) => side === 'amazon') ?? null;
  const former = file.setup.former() ?? undefined;
  const facts = { amazonList, former, amazonUsersFrom: matchingPolicyOf(file).amazonUsersFrom };
  return recordedWaits(file.setup.branches(), file.setup.marks(), facts, session.today(), calendarOf(file));
}

/** When the lists were taken that tell of locks and invitations. */
export const listsTakenAt = (file: Pick<CompanyFile, 'orders' | 'people' | 'setup'>): TakenAt => ({
  orders: file.orders.current()?.takenAt ?? null,
  accounts: amazonListOf(file)?.takenAt ?? null,
});

/** Numbers a month, as the orders tell; `null` where they do not: what is assumed ends on no day. */
function monthlyOf({ draftCache }: CompanySession): number | null {
  const { perMonth, orders } = draftCache.volume();
  return orders === 0 ? null : perMonth;
}

/** Whether nobody can tell when the numbers of Amazon's rule end: for want of orders, or of the last number of a rule without a reset. */
export function isSerialUnchecked(session: CompanySession): boolean {
  for (const { id, body } of bodiesOf(session.file().drafts.state().drafts.values(), 'serials'))
    if (session.serials.numbersOrders(id))
      return monthlyOf(session) === null || (body.reset === 'none' && session.serials.of(id, body) === null);
  return false;
}

const invited = new WeakMap<Directory, readonly AmazonUser[]>();
/** The invited users of the account in use, for whom a clock runs. */
export function invitedOf(session: Pick<CompanySession, 'directory' | 'file'>): readonly AmazonUser[] {
  if (amazonListOf(session.file()) === null) return [];
  const directory = session.directory();
  const known = invited.get(directory) ?? directory.amazonUsers.filter(({ state }) => state === 'invited');
  invited.set(directory, known);
  return known;
}

const ends = new WeakMap<Serial, { readonly asked: string; readonly day: string | null }>();
/** When the numbers of a rule end. Rules are never changed in place, so that each is looked at once for what is asked. */
function endOf(serial: Serial, asked: string, look: () => string | null): string | null {
  let known = ends.get(serial);
  if (known?.asked !== asked) {
    known = { asked, day: look() };
    ends.set(serial, known);
  }
  return known.day;
}

/** What has a last day of its own and no clock. */
function* endingsOf(
  file: CompanyFile,
  today: string,
  now: number,
  monthly: number | null,
  serials: Pick<SerialStandings, 'of' | 'numbersOrders'>,
): Generator<Ending> {
  yield* acceptancesOf(file);
  for (const { name, day, takenAt } of file.dated.all()) if (takenAt === null) yield { kind: 'dated-change', subject: name, day };
  const from = dayOf(today);
  if (from !== null && monthly !== null)
    for (const { id, body } of bodiesOf(file.drafts.state().drafts.values(), 'serials')) {
      // How many requests go by another rule nobody can tell from here.
      if (!serials.numbersOrders(id)) continue;
      const last = serials.of(id, body);
      // Where nobody knows the last number, a rule with a reset issues at most what a period brings at the past volume; without a reset
      // nobody can tell from here.
      if (last === null && body.reset === 'none') continue;
      const day = endOf(body, `${today} ${monthly} ${last === null ? '' : `${last.value} ${last.day} ${last.asOf}`}`, () =>
        last === null ? overflowDay(body, dayAtMonth(periodOf(body, from)), monthly) : runOutDay(body, last, from, monthly),
      );
      if (day !== null) yield { kind: 'serial', subject: body.name, day, monthly };
    }
  // Whoever opens the server's screen is told of settings that cannot be read; the other days are told all the same.
  const { clientCertificate, extraCa } = keptConnection(file.connection.settings()) ?? DEFAULT_CONNECTION;
  for (const pem of [...(clientCertificate === null ? [] : [clientCertificate.certificate]), ...extraCa]) {
    const { subject, expiresAt } = describeCertificate(pem, now);
    if (isInstant(expiresAt)) yield { kind: 'certificate', subject, day: dateOfDay(tokyoDay(Date.parse(expiresAt))) };
  }
  yield { kind: 'holidays', subject: '', day: `${knownUntil(withList(nationalHolidays(), holidayListOf(file)))}-12-31` };
}

/** Acceptances with a last day. One of a finding that is not there any more brings nothing back when it ends. */
function* acceptancesOf(file: CompanyFile): Generator<Ending> {
  const days = new Map<string, string>();
  for (const [key, { acceptance }] of file.triage.current()) {
    const until = acceptance?.change.until ?? null;
    if (until !== null) days.set(key, until);
  }
  const present = days.size === 0 ? null : file.history.presentAmong(days.keys());
  for (const [key, day] of days) if (present === null || present.has(key)) yield { kind: 'acceptance', subject: '', day };
}
