import { removeInvisible, removeWhitespace } from '../../email/blanks.ts';

/** Letters of a reason at least: 退職 says something, one letter is a slip of a key. */
export const SHORTEST_REASON = 2;

/** Letters of a reason that are seen: blanks of any width and what no screen shows are none. */
export const reasonLetters = (text: string): number => [...removeInvisible(removeWhitespace(text))].length;

/** Whether a text says why: one rule for windows, calls and guards. */
export const isReason = (text: string): boolean => reasonLetters(text) >= SHORTEST_REASON;
