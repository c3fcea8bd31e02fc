/**
 * A limit that somebody typed, full-width digits, separators and its unit too: `null` for an empty field (not set), `undefined` for what is no
 * number.
 */
export function limitIn(text: string): number | null | undefined {
  const typed = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (typed === '') return null;
  const [, digits] = /^¥?(\d{1,9}(?:\.\d{1,3})?)[%円日]?$/.exec(typed) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
