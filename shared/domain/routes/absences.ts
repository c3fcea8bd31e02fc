import type { BusinessCalendar } from '../checkout/calendar.ts';
import { dateOfDay, dayNumber } from '../checkout/days.ts';
import type { CompanyIndex, Person } from './company.ts';
import type { Route } from './route.ts';

/**
 * 不在処理: for a period (both days included) somebody's applications go to another or are approved by themselves.
 * Only what arrives within the period is affected, and a delegate's own absence is not followed (docs/domain/neo.md#absence-and-pull-up).
 */
export interface Absence {
  readonly userId: string;
  readonly from: string;
  readonly to: string;
  readonly action: { readonly kind: 'delegate'; readonly to: string } | { readonly kind: 'auto-approve' };
}

/** What becomes of a slot whose person is away. */
export type Cover = { readonly kind: 'delegate'; readonly person: Person } | { readonly kind: 'auto-approve' };

/** Absences by person. Of two that hold on one day the one that begins first counts, of two that begin together the first listed. */
export class AbsenceBook {
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

  /** Who or what stands in for a person on a day; `null` when the person is there. */
  coverOf(person: Person, date: string): Cover | null {
    if (this.#byPerson.size === 0) return null;
    return this.#byPerson.get(person)?.find(({ from, to }) => from <= date && date <= to)?.cover ?? null;
  }
}

/** Business days a step is taken to need when nobody has estimated it. */
export const UNESTIMATED_DAYS = 1;

/**
 * The day on which an application is expected to arrive at each step, and last the day it leaves the last one: every step takes
 * its expected days, whoever applies. Without a calendar all of it happens on the first day.
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
