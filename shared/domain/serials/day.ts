/** A calendar day. `month` and `day` start at 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Parses a date `YYYY-MM-DD`; `null` for other texts. */
export function parseCalendarDay(text: string): Day | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= countDaysInMonth(year, month) ? { year, month, day } : null;
}

export const formatCalendarDay = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

export function countDaysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function getNextDay({ year, month, day }: Day): Day {
  if (day < countDaysInMonth(year, month)) return { year, month, day: day + 1 };
  return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
}

export function getPreviousDay({ year, month, day }: Day): Day {
  if (day > 1) return { year, month, day: day - 1 };
  const before = month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 };
  return { ...before, day: countDaysInMonth(before.year, before.month) };
}

/** Months since year 0. */
export const toMonthIndex = ({ year, month }: Pick<Day, 'year' | 'month'>): number => year * 12 + month - 1;

export const getDayAtMonthIndex = (index: number, day = 1): Day => ({
  year: Math.floor(index / 12),
  month: (((index % 12) + 12) % 12) + 1,
  day,
});
