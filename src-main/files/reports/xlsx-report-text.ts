/** Maximum UTF-16 units of an Excel cell; longer ones make Excel repair the file. Source: Excel specifications and limits. */
const MAX_CELL_LENGTH = 32_767;

/** Characters that XML 1.0 cannot contain or that readers change: control characters (including CR), lone surrogates, U+FFFE and U+FFFF. */
const UNSPEAKABLE = /[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n]]/gv;
/** An underscore that a reader would take for the start of such an escape, also together with an escaped character that follows. */
const SEEMING_ESCAPE = /_(?=x[0-9A-Fa-f]{4}(?:_|[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n]]))/gv;
const SPECIAL = /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]|_x/u;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeOf = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Encodes a text as workbook XML that is read back unchanged (ST_Xstring, ECMA-376 Part 1, 22.9.2.19). */
export function encodeWorkbookText(text: string): string {
  const whole = text.length > MAX_CELL_LENGTH ? `${text.slice(0, MAX_CELL_LENGTH - 1)}…` : text;
  if (!SPECIAL.test(whole)) return whole;
  return whole
    .replace(SEEMING_ESCAPE, '_x005F_')
    .replace(UNSPEAKABLE, escapeOf)
    .replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}
