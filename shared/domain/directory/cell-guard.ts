/**
 * The guard against formulas in what goes from here to a spreadsheet: reports, and rows that are copied. A cell that a spreadsheet would run
 * (it begins with = + - @, their full-width forms, TAB, CR or LF) and a cell that begins with ' get one ' in front. Reading a report of ours
 * takes exactly that one away, so that writing and reading give the same text. Foreign files are never altered.
 */

const GUARD = "'";
const RISKY_ASCII = new Uint8Array(0x80);
for (const character of `=+-@\t\r\n${GUARD}`) RISKY_ASCII[character.charCodeAt(0)] = 1;
const RISKY_WIDE = '＝＋－＠';

/** Whether a cell with this first UTF-16 unit is guarded. */
export const needsGuard = (firstUnit: number): boolean =>
  firstUnit < 0x80 ? RISKY_ASCII[firstUnit] === 1 : firstUnit >= 0xff00 && RISKY_WIDE.includes(String.fromCharCode(firstUnit));

export const guard = (text: string): string => (text !== '' && needsGuard(text.charCodeAt(0)) ? GUARD + text : text);

/** Undoes `guard`. */
export const unguard = (text: string): string => (text.startsWith(GUARD) ? text.slice(1) : text);
