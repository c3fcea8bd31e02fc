import { UsageError } from './usage-error.ts';

/** Parses a whole number; `null` if omitted. Throws UsageError if it is invalid or above the maximum. */
export function parseWholeNumberOption(option: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) throw UsageError.value(`${option} ${text.slice(0, 60)}`, `0 - ${most}`);
  return number;
}

/** Parses a whole number of at least 1. Throws UsageError if it is invalid or above the maximum. */
export function parsePositiveNumberOption(option: string, text: string, most: number): number {
  const number = parseWholeNumberOption(option, text, most);
  if (number === null || number < 1) throw UsageError.value(`${option} ${text.slice(0, 60)}`, `1 - ${most}`);
  return number;
}

const DAY_SECONDS = 86_400;

/** Returns the maximum time to wait for a locked folder, in milliseconds. Throws UsageError. */
export const parseWaitMs = (text: string | undefined): number => (parseWholeNumberOption('--wait', text, DAY_SECONDS) ?? 0) * 1000;
