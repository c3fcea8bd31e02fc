/** A whole number that somebody typed, full-width digits and separators too; `null` for anything else or beyond `most`. */
export function wholeNumber(text: string, most: number): number | null {
  const digits = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (!/^\d{1,15}$/.test(digits)) return null;
  const value = Number(digits);
  return value <= most ? value : null;
}
