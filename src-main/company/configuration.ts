import type { CalendarSettings } from '#shared/contract/orders/calendar.ts';
import { BusinessCalendar } from '#shared/domain/checkout/calendar.ts';
import { getDraftKey, listBodies } from '#shared/domain/drafts/draft.ts';
import type { Bodies, SingleSection } from '#shared/domain/drafts/sections.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import type { LastIssued } from '#shared/domain/serials/last-issued.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { createCalendarData, getStandardSettings } from '../storage/calendar.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { CompanyPeople } from './directory/company-people.ts';
import { getHolidayList, getLockPolicy } from './orders/clock-policies.ts';
import { POLICY_KEYS } from './policies.ts';
import { isLastReadOfOtherServer } from './server/server-access.ts';

/** The company's calendar settings, or the standard ones. */
export const getCalendarSettings = (file: CompanyFile): CalendarSettings =>
  (file.policy(POLICY_KEYS.calendar) as CalendarSettings | null) ?? getStandardSettings();

export function getBusinessCalendar(file: CompanyFile): BusinessCalendar {
  const settings = file.policy(POLICY_KEYS.calendar);
  const holidays = getHolidayList(file);
  const known = calendars.get(file);
  if (known !== undefined && known.settings === settings && known.holidays === holidays) return known.calendar;
  const calendar = new BusinessCalendar(createCalendarData(getCalendarSettings(file), holidays));
  calendars.set(file, { settings, holidays, calendar });
  return calendar;
}

interface CachedCalendar {
  readonly settings: unknown;
  readonly holidays: unknown;
  readonly calendar: BusinessCalendar;
}
/** One calendar per open file, valid while its policies are unchanged; it caches computed days. */
const calendars = new WeakMap<CompanyFile, CachedCalendar>();

/**
 * Returns whether NEO has a catalog password according to the last server read; `null` = unknown. The demo company's NEO has a password
 * from the start and does not report it. After a password was saved here and deleted again, it is unknown which one NEO has.
 */
export function isPasswordInNeo(file: CompanyFile): boolean | null {
  const isSetThere = isLastReadOfOtherServer(file) ? null : (file.server.state()?.secrets.get('catalog-password')?.set ?? null);
  if (isSetThere === true || file.company().kind !== 'demo') return isSetThere;
  const record = file.secrets.get('catalog-password');
  return record === null || record.keptIn !== null ? true : null;
}

/**
 * Returns whether NEO will have a catalog password after applying, because one is saved here or NEO already has one; `null` = unknown.
 * Deleting the password saved here does not remove it from NEO.
 */
export const hasPasswordAfterApply = (file: CompanyFile): boolean | null =>
  file.secrets.keeps('catalog-password') ? true : isPasswordInNeo(file);

/** Returns the drafts as input of the audit, as if they were already applied. */
export function buildConfiguration(
  file: CompanyFile,
  company: CompanyPeople,
  pastOrders: NonNullable<Configuration['pastOrders']>,
  lastIssued: (id: string, serial: Serial) => LastIssued | null,
): Configuration {
  const { drafts } = file.drafts.state();
  const single = <S extends SingleSection>(section: S): Bodies[S] | null =>
    (drafts.get(getDraftKey({ section, id: section }))?.draft ?? null) as Bodies[S] | null;
  const bodies = <S extends 'routes' | 'invoice_groups' | 'amazon_groups'>(section: S): Bodies[S][] =>
    Array.from(listBodies(drafts.values(), section), ({ body }) => body);
  return {
    integration: single('integration'),
    passwordSet: hasPasswordAfterApply(file),
    amazonGroups: bodies('amazon_groups'),
    allowed: single('allowed_users'),
    commonSettings: single('common_settings'),
    routes: bodies('routes'),
    serials: Array.from(listBodies(drafts.values(), 'serials'), ({ id, body }) => ({ id, serial: body, last: lastIssued(id, body) })),
    invoiceGroups: bodies('invoice_groups'),
    people: company.people,
    // Built on first access, because only routes need it.
    get company() {
      return company.index;
    },
    calendar: getBusinessCalendar(file),
    lock: getLockPolicy(file),
    pastOrders,
  };
}
