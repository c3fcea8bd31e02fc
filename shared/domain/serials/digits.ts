/** Maximum number of digits of a counter. */
export const MAX_COUNTER_DIGITS = 10;
