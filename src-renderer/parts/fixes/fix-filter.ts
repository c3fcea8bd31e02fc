import type { CallInput } from '#shared/contract/calls.ts';

export type FixFilter = CallInput<'fixes.list'>['filter'];

export const ALL_FIXES: FixFilter = { states: [], sides: [], search: '' };
/** Input for counting the fixes of one side or both. */
export const createFixCountsInput = (sides: FixFilter['sides']): CallInput<'fixes.list'> => ({
  filter: { ...ALL_FIXES, sides },
  offset: 0,
  limit: 1,
});

export const isFiltered = ({ states, sides, search }: FixFilter): boolean => states.length > 0 || sides.length > 0 || search.trim() !== '';
