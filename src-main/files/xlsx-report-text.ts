/** Most UTF-16 units that a cell of Excel holds; a longer one makes it repair the book. Source: Excel specifications and limits. */
const LONGEST_CELL = 32_767;

/** What XML 1.0 cannot hold or its readers change: control characters (CR among them), halves of pairs, U+FFFE and U+FFFF. */
const UNSPEAKABLE = /[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n]]/gv;
/** An underscore that would begin such an escape, also with the one that an escaped character after it begins with. */
const SEEMING_ESCAPE = /_(?=x[0-9A-Fa-f]{4}(?:_|[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n]]))/gv;
const SPECIAL = /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]|_x/u;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeOf = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** A text as XML of a book: read back it is the same, whatever its characters are (ST_Xstring, ECMA-376 Part 1, 22.9.2.19). */
export function bookText(text: string): string {
  const whole = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
  if (!SPECIAL.test(whole)) return whole;
  return whole
    .replace(SEEMING_ESCAPE, '_x005F_')
    .replace(UNSPEAKABLE, escapeOf)
    .replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}
