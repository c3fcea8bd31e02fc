/** A typed limit, accepting full-width digits, separators and the unit: `null` = empty, `undefined` = not a number. */
export function parseLimit(text: string): number | null | undefined {
  const typed = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (typed === '') return null;
  const [, digits] = /^¥?(\d{1,9}(?:\.\d{1,3})?)[%円日]?$/.exec(typed) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
