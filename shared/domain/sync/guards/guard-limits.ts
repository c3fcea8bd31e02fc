import type { ChangeLimit } from './guard-types.ts';

/** Cautious defaults: a mistake must not affect a tenth of a section, and a few changes are always possible. */
export const DEFAULT_DELETION_LIMIT: ChangeLimit = { count: 20, percent: 10, floor: 2 };
export const DEFAULT_PEOPLE_LIMIT: ChangeLimit = { count: 200, percent: 5, floor: 5 };
/** Limit for the people of a replaced list: a few are always possible, and a fifth is more than the leavers of a year. */
export const DEFAULT_LIST_LIMIT: ChangeLimit = { count: null, percent: 20, floor: 10 };
export const NO_LIMIT: ChangeLimit = { count: null, percent: null, floor: 0 };

/** Maximum number that a limit allows of a total of `of`; `null` = no limit. */
export function getMaxAllowed({ count, percent, floor }: ChangeLimit, of: number): number | null {
  const share = percent === null ? null : Math.max(floor, Math.floor((of * percent) / 100));
  return count === null ? share : share === null ? count : Math.min(count, share);
}

/** True if `many` of `of` exceed a limit. */
export const isOverLimit = (limit: ChangeLimit, many: number, of: number): boolean => {
  const most = getMaxAllowed(limit, of);
  return most !== null && many > most;
};

/** Percentage rounded up, so that a value over the limit is never displayed as within it. */
export const roundUpPercent = (many: number, of: number): number => (of === 0 ? (many === 0 ? 0 : 100) : Math.ceil((many / of) * 100));
