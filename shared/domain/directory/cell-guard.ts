/**
 * Protects reports and copied rows against spreadsheet formulas. A cell that a spreadsheet would execute (first character = + - @, a
 * full-width form of these, TAB, CR or LF) or that begins with ' gets one ' in front. Reading a Tsunagi report removes exactly that one;
 * files from other programs are never altered.
 */

const GUARD = "'";
const RISKY_ASCII = new Uint8Array(0x80);
for (const character of `=+-@\t\r\n${GUARD}`) RISKY_ASCII[character.charCodeAt(0)] = 1;
const RISKY_WIDE = '＝＋－＠';

/** True if a cell with this first UTF-16 unit needs protection. */
export const needsCellGuard = (firstUnit: number): boolean =>
  firstUnit < 0x80 ? RISKY_ASCII[firstUnit] === 1 : firstUnit >= 0xff00 && RISKY_WIDE.includes(String.fromCharCode(firstUnit));

export const guardCell = (text: string): string => (text !== '' && needsCellGuard(text.charCodeAt(0)) ? GUARD + text : text);

/** Reverses `guardCell`. */
export const unguardCell = (text: string): string => (text.startsWith(GUARD) ? text.slice(1) : text);
