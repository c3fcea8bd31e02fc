import type { YearlyClosure } from './calendar.ts';

/** The company's own rules for business days, without the national holidays. Plain data. */
export interface CalendarRules {
  readonly companyDays: readonly { readonly date: string; readonly name: string }[];
  readonly workingDays: readonly string[];
  readonly yearlyClosures: readonly YearlyClosure[];
  readonly weekend: readonly number[];
}

/** One change of the rules. It states the action and not the resulting rules, because two windows may change them at once. */
export type CalendarChange =
  | { readonly kind: 'day-off'; readonly date: string; readonly name: string }
  | { readonly kind: 'day-worked'; readonly date: string }
  /** Removes the exception for a day, so that the other rules apply to it. */
  | { readonly kind: 'day-as-usual'; readonly date: string }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly off: boolean }
  | { readonly kind: 'add-yearly'; readonly closure: YearlyClosure }
  | { readonly kind: 'remove-yearly'; readonly closure: YearlyClosure };

/** Limits of the rules. A closure longer than half a year is taken for one with its ends swapped. */
export const CALENDAR_LIMITS = { days: 2_000, closures: 50, closureDays: 186 } as const;

/** Length of a closure in days, with 31 days for every month. */
function daysOf({ from, to }: YearlyClosure): number {
  const [first, last] = [from, to].map((day) => Number(day.slice(0, 2)) * 31 + Number(day.slice(3))) as [number, number];
  return ((last - first + 12 * 31) % (12 * 31)) + 1;
}

/** Returns the rules after a change. `null` if no business weekday would be left or a limit of `CALENDAR_LIMITS` is exceeded. Idempotent. */
export function changeCalendar<R extends CalendarRules>(rules: R, change: CalendarChange): R | null {
  switch (change.kind) {
    case 'day-off': {
      const rest = withoutDay(rules, change.date);
      const companyDays = [...rest.companyDays, { date: change.date, name: change.name.trim() }].sort((a, b) => (a.date < b.date ? -1 : 1));
      return companyDays.length > CALENDAR_LIMITS.days ? null : { ...rest, companyDays };
    }
    case 'day-worked': {
      const rest = withoutDay(rules, change.date);
      const workingDays = [...rest.workingDays, change.date].sort();
      return workingDays.length > CALENDAR_LIMITS.days ? null : { ...rest, workingDays };
    }
    case 'day-as-usual':
      return withoutDay(rules, change.date);
    case 'weekday': {
      const others = rules.weekend.filter((day) => day !== change.weekday);
      const weekend = change.off ? [...others, change.weekday].sort((a, b) => a - b) : others;
      return weekend.length > 6 ? null : { ...rules, weekend };
    }
    case 'add-yearly': {
      if (daysOf(change.closure) > CALENDAR_LIMITS.closureDays) return null;
      const yearlyClosures = [...withoutClosure(rules, change.closure), { ...change.closure, name: change.closure.name.trim() }];
      return yearlyClosures.length > CALENDAR_LIMITS.closures ? null : { ...rules, yearlyClosures };
    }
    case 'remove-yearly':
      return { ...rules, yearlyClosures: withoutClosure(rules, change.closure) };
  }
}

const withoutDay = <R extends CalendarRules>(rules: R, date: string): R => ({
  ...rules,
  companyDays: rules.companyDays.filter((day) => day.date !== date),
  workingDays: rules.workingDays.filter((day) => day !== date),
});

const withoutClosure = ({ yearlyClosures }: CalendarRules, { name, from, to }: YearlyClosure): readonly YearlyClosure[] =>
  yearlyClosures.filter((closure) => closure.name !== name.trim() || closure.from !== from || closure.to !== to);
