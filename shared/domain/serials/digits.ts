/** Digits of a counter at most. */
export const MOST_DIGITS = 10;
