import { useDebouncedValue } from '@mantine/hooks';

/** Longer than the time between two keys of a fast typist, so that a word causes one call. */
const PAUSE_MS = 200;

/** The text of a search field once typing has paused. */
export const useSettledSearch = (typed: string): string => useDebouncedValue(typed, PAUSE_MS)[0];
