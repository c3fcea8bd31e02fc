import { stableJson } from '../../drafts/stable-json.ts';
import type { Json } from '../../fields/json.ts';

/** Characters that a screen does not show, or shows misleadingly: control characters, text direction, zero width, unassigned. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

const numbered = (text: string): string => text.replace(INVISIBLE, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);

/** The text with invisible characters written as numbers, so that different texts look different. */
export const escapeInvisible = (text: string): string => numbered(text.replace(/\\/g, '\\\\'));

/** The same without escaping backslashes: for paths and other texts that are only displayed. */
export const printableText = numbered;

/** The same for a text of several lines: line ends and tabs stay as they are. */
export const printableLines = (text: string): string => text.replace(/[^\n\t]+/g, numbered);

/** Common visible characters of Japanese and English texts; this test takes a fraction of the time of `INVISIBLE`. */
const COMMON = /^[ -~\u3000-\u303f\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff5e]*$/;

/** JSON without such characters that parses to the same value; line ends between its parts stay. */
export const printableJson = (json: string): string =>
  COMMON.test(json)
    ? json
    : json.replace(INVISIBLE, (one) =>
        one === '\n' ? one : one.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
      );

/** A value exactly as sent: a text as it is, anything else as JSON. */
export const exactText = (value: Json): string => escapeInvisible(typeof value === 'string' ? value : stableJson(value));

/** A text that a sentence shows whole: short, and every character of it seen. */
const MOST_PLAIN = 60;
export const isPlain = (value: Json): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= MOST_PLAIN && escapeInvisible(value) === value);
