/** Parses a typed integer, including full-width digits and separators; `null` if invalid or above `most`. */
export function parseWholeNumber(text: string, most: number): number | null {
  const digits = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (!/^\d{1,15}$/.test(digits)) return null;
  const value = Number(digits);
  return value <= most ? value : null;
}
