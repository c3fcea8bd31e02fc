import { useDebouncedValue } from '@mantine/hooks';

/** Longer than between two keys of a fast typist, so that a word makes one call and not one for each key. */
const PAUSE_MS = 200;

/** The text of a search field once the user has stopped typing. */
export const useSettledSearch = (typed: string): string => useDebouncedValue(typed, PAUSE_MS)[0];
