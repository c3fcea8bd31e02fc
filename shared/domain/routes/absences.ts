import type { BusinessCalendar } from '../checkout/calendar.ts';
import { formatDayNumber, parseDayNumber } from '../checkout/days.ts';
import type { CompanyIndex, PersonIndex } from './company.ts';
import type { Route } from './route.ts';

/**
 * 不在処理: for a period (both days included) a person's applications go to a delegate or are approved automatically. Only applications that
 * arrive in the period are affected, and a delegate's own absence is not followed (docs/domain/neo.md#absence-and-pull-up).
 */
export interface Absence {
  readonly userId: string;
  readonly from: string;
  readonly to: string;
  readonly action: { readonly kind: 'delegate'; readonly to: string } | { readonly kind: 'auto-approve' };
}

/** Result for a slot whose person is absent. */
export type AbsenceCover = { readonly kind: 'delegate'; readonly person: PersonIndex } | { readonly kind: 'auto-approve' };

/** Absences by person. If two overlap, the one that starts first applies; with equal starts, the first in the list. */
export class AbsencesByPerson {
  readonly #byPerson = new Map<PersonIndex, { readonly from: string; readonly to: string; readonly cover: AbsenceCover }[]>();

  constructor(index: CompanyIndex, absences: readonly Absence[]) {
    const inOrder = absences.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    for (const { userId, from, to, action } of inOrder) {
      const person = index.person(userId);
      const cover: AbsenceCover = action.kind === 'delegate' ? { kind: 'delegate', person: index.person(action.to) } : action;
      const list = this.#byPerson.get(person) ?? [];
      list.push({ from, to, cover });
      this.#byPerson.set(person, list);
    }
  }

  /** The substitution for a person on a day; `null` if the person is not absent. */
  coverOf(person: PersonIndex, date: string): AbsenceCover | null {
    if (this.#byPerson.size === 0) return null;
    return this.#byPerson.get(person)?.find(({ from, to }) => from <= date && date <= to)?.cover ?? null;
  }
}

/** Business days assumed for a step without an estimate. */
export const ASSUMED_STEP_DAYS = 1;

/**
 * Expected day of arrival at each step and, as the last element, the day after the final step. Every step takes its expected days. Without
 * a calendar, all are the first day.
 */
export function computeArrivals(route: Route, date: string, calendar: BusinessCalendar | null): readonly string[] {
  const days: string[] = [date];
  let at = calendar === null ? null : parseDayNumber(date);
  for (const { expectedDays } of route.steps) {
    if (at !== null && calendar !== null) at = calendar.after(at, expectedDays ?? ASSUMED_STEP_DAYS) ?? at;
    days.push(at === null ? date : formatDayNumber(at));
  }
  return days;
}
