/** Maximum number of digits of a counter. */
export const MOST_DIGITS = 10;
