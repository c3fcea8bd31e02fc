import { removeInvisible, removeWhitespace } from '../../email/match-rules/blanks.ts';

/** Minimum characters of a reason: 退職 is meaningful, a single character is not. */
export const MIN_REASON_LENGTH = 2;

/** Number of visible characters of a reason, without blanks and invisible characters. */
export const countReasonLetters = (text: string): number => [...removeInvisible(removeWhitespace(text))].length;

/** True if a text is long enough as a reason; used by windows, calls and guards. */
export const isValidReason = (text: string): boolean => countReasonLetters(text) >= MIN_REASON_LENGTH;
