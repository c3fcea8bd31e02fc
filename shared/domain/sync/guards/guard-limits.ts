import type { Limit } from './guard-types.ts';

/** Careful values to start from: a slip of the mouse may not cost a tenth of a section, and a few are always possible. */
export const DEFAULT_DELETION_LIMIT: Limit = { count: 20, percent: 10, floor: 2 };
export const DEFAULT_PEOPLE_LIMIT: Limit = { count: 200, percent: 5, floor: 5 };
/** Of the people of a list that is replaced: a few are always possible, and a fifth is more than a year's leavers. */
export const DEFAULT_LIST_LIMIT: Limit = { count: null, percent: 20, floor: 10 };
export const NO_LIMIT: Limit = { count: null, percent: null, floor: 0 };

/** The most that a limit allows of `of` things; `null` = no limit. */
export function allowedBy({ count, percent, floor }: Limit, of: number): number | null {
  const share = percent === null ? null : Math.max(floor, Math.floor((of * percent) / 100));
  return count === null ? share : share === null ? count : Math.min(count, share);
}

/** Whether `many` of `of` things are more than a limit allows. */
export const isOver = (limit: Limit, many: number, of: number): boolean => {
  const most = allowedBy(limit, of);
  return most !== null && many > most;
};

/** Whole percent, rounded up, so that a value over the limit never looks like within it. */
export const percentOf = (many: number, of: number): number => (of === 0 ? (many === 0 ? 0 : 100) : Math.ceil((many / of) * 100));
