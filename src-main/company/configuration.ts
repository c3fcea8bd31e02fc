import type { CalendarSettings } from '#shared/contract/orders/calendar.ts';
import { BusinessCalendar } from '#shared/domain/checkout/calendar.ts';
import { bodiesOf, keyOf } from '#shared/domain/drafts/draft.ts';
import type { Bodies, SingleSection } from '#shared/domain/drafts/sections.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import type { LastIssued } from '#shared/domain/serials/last-issued.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { calendarData, standardSettings } from '../storage/calendar.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { Company } from './directory/company-people.ts';
import { holidayListOf, lockPolicyOf } from './orders/clock-policies.ts';
import { POLICY_KEYS } from './policies.ts';
import { isOfOtherServer } from './server/server-access.ts';

/** The company's calendar settings, or the standard ones. */
export const calendarSettingsOf = (file: CompanyFile): CalendarSettings =>
  (file.policy(POLICY_KEYS.calendar) as CalendarSettings | null) ?? standardSettings();

export function calendarOf(file: CompanyFile): BusinessCalendar {
  const settings = file.policy(POLICY_KEYS.calendar);
  const holidays = holidayListOf(file);
  const known = calendars.get(file);
  if (known !== undefined && known.settings === settings && known.holidays === holidays) return known.calendar;
  const calendar = new BusinessCalendar(calendarData(calendarSettingsOf(file), holidays));
  calendars.set(file, { settings, holidays, calendar });
  return calendar;
}

interface MadeCalendar {
  readonly settings: unknown;
  readonly holidays: unknown;
  readonly calendar: BusinessCalendar;
}
/** One calendar per open file, valid while its policies are unchanged; it caches computed days. */
const calendars = new WeakMap<CompanyFile, MadeCalendar>();

/**
 * Returns whether NEO has a catalog password according to the last server read; `null` = unknown. The demo company's NEO has a password
 * from the start and does not report it. After a password was saved here and deleted again, it is unknown which one NEO has.
 */
export function passwordInNeoOf(file: CompanyFile): boolean | null {
  const isSetThere = isOfOtherServer(file) ? null : (file.server.state()?.secrets.get('catalog-password')?.set ?? null);
  if (isSetThere === true || file.company().kind !== 'demo') return isSetThere;
  const record = file.secrets.get('catalog-password');
  return record === null || record.keptIn !== null ? true : null;
}

/**
 * Returns whether NEO will have a catalog password after applying, because one is saved here or NEO already has one; `null` = unknown.
 * Deleting the password saved here does not remove it from NEO.
 */
export const passwordSetOf = (file: CompanyFile): boolean | null => (file.secrets.keeps('catalog-password') ? true : passwordInNeoOf(file));

/** Returns the drafts as input of the audit, as if they were already applied. */
export function configurationOf(
  file: CompanyFile,
  company: Company,
  pastOrders: NonNullable<Configuration['pastOrders']>,
  lastIssued: (id: string, serial: Serial) => LastIssued | null,
): Configuration {
  const { drafts } = file.drafts.state();
  const single = <S extends SingleSection>(section: S): Bodies[S] | null =>
    (drafts.get(keyOf({ section, id: section }))?.draft ?? null) as Bodies[S] | null;
  const bodies = <S extends 'routes' | 'invoice_groups' | 'amazon_groups'>(section: S): Bodies[S][] =>
    Array.from(bodiesOf(drafts.values(), section), ({ body }) => body);
  return {
    integration: single('integration'),
    passwordSet: passwordSetOf(file),
    amazonGroups: bodies('amazon_groups'),
    allowed: single('allowed_users'),
    commonSettings: single('common_settings'),
    routes: bodies('routes'),
    serials: Array.from(bodiesOf(drafts.values(), 'serials'), ({ id, body }) => ({ id, serial: body, last: lastIssued(id, body) })),
    invoiceGroups: bodies('invoice_groups'),
    people: company.people,
    // Built on first access, because only routes need it.
    get company() {
      return company.index;
    },
    calendar: calendarOf(file),
    lock: lockPolicyOf(file),
    pastOrders,
  };
}
