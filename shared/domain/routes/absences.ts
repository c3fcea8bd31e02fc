import type { BusinessCalendar } from '../checkout/calendar.ts';
import { dateOfDay, dayNumber } from '../checkout/days.ts';
import type { CompanyIndex, Person } from './company.ts';
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
export type Cover = { readonly kind: 'delegate'; readonly person: Person } | { readonly kind: 'auto-approve' };

/** Absences by person. If two overlap, the one that starts first applies; with equal starts, the first in the list. */
export class AbsencesByPerson {
  readonly #byPerson = new Map<Person, { readonly from: string; readonly to: string; readonly cover: Cover }[]>();

  constructor(index: CompanyIndex, absences: readonly Absence[]) {
    const inOrder = absences.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    for (const { userId, from, to, action } of inOrder) {
      const person = index.person(userId);
      const cover: Cover = action.kind === 'delegate' ? { kind: 'delegate', person: index.person(action.to) } : action;
      const list = this.#byPerson.get(person) ?? [];
      list.push({ from, to, cover });
      this.#byPerson.set(person, list);
    }
  }

  /** The substitution for a person on a day; `null` if the person is not absent. */
  coverOf(person: Person, date: string): Cover | null {
    if (this.#byPerson.size === 0) return null;
    return this.#byPerson.get(person)?.find(({ from, to }) => from <= date && date <= to)?.cover ?? null;
  }
}

/** Business days assumed for a step without an estimate. */
export const UNESTIMATED_DAYS = 1;

/**
 * Expected day of arrival at each step and, as the last element, the day after the final step. Every step takes its expected days. Without
 * a calendar, all are the first day.
 */
export function arrivals(route: Route, date: string, calendar: BusinessCalendar | null): readonly string[] {
  const days: string[] = [date];
  let at = calendar === null ? null : dayNumber(date);
  for (const { expectedDays } of route.steps) {
    if (at !== null && calendar !== null) at = calendar.after(at, expectedDays ?? UNESTIMATED_DAYS) ?? at;
    days.push(at === null ? date : dateOfDay(at));
  }
  return days;
}
