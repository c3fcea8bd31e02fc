/** Interval in milliseconds at which a window repeats `presence.report`. */
export const REPORT_INTERVAL_MS = 30_000;
/** Time in milliseconds after which a window without a report counts as closed. */
export const PRESENT_MS = 3 * REPORT_INTERVAL_MS;
