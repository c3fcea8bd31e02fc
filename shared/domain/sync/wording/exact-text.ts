import { toStableJson } from '../../drafts/stable-json.ts';
import type { Json } from '../../fields/json.ts';

/** Characters that are invisible or displayed misleadingly: control characters, text direction, zero width, unassigned. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

const numbered = (text: string): string => text.replace(INVISIBLE, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);

/** Replaces invisible characters by their code points, so that different texts look different. */
export const escapeInvisible = (text: string): string => numbered(text.replace(/\\/g, '\\\\'));

/** Like `escapeInvisible`, without escaping backslashes, for paths and other texts that are only displayed. */
export const toPrintableText = numbered;

/** Like `toPrintableText`, for texts with several lines: line ends and tabs stay. */
export const toPrintableLines = (text: string): string => text.replace(/[^\n\t]+/g, numbered);

/** Common visible characters of Japanese and English texts. This test is much faster than `INVISIBLE`. */
const COMMON = /^[ -~\u3000-\u303f\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff5e]*$/;

/** Escapes invisible characters in JSON, which still parses to the same value; line ends between its parts stay. */
export const toPrintableJson = (json: string): string =>
  COMMON.test(json)
    ? json
    : json.replace(INVISIBLE, (one) =>
        one === '\n' ? one : one.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
      );

/** A value exactly as sent: text with invisible characters escaped, other values as JSON. */
export const formatExactValue = (value: Json): string => escapeInvisible(typeof value === 'string' ? value : toStableJson(value));

/** Maximum length of a text that a sentence shows completely; all its characters must be visible. */
const MAX_PLAIN_CHARACTERS = 60;
export const isPlainValue = (value: Json): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= MAX_PLAIN_CHARACTERS && escapeInvisible(value) === value);
