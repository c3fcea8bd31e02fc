/** Compares by code units, so that the order does not depend on the language data of a machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Like `compareText`, but numbers within names are compared as numbers: 経路 2 comes before 経路 10. */
export function compareNaturally(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = comparePart(left[at] as string, right[at] as string);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

/** Splits a text into numbers and the text between them; full-width digits become half-width. A server's object may lack its name. */
const partsOf = (text: string): readonly string[] => text.normalize('NFKC').match(/\d+|\D+/g) ?? [];

const DIGITS = /^\d/;

function comparePart(a: string, b: string): number {
  if (!DIGITS.test(a) || !DIGITS.test(b)) return compareText(a, b);
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareText(left, right);
}
