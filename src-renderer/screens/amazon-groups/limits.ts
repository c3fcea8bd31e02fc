/** A limit that somebody typed, full-width digits and separators too: `null` for an empty field (not set), `undefined` for what is no number. */
export function limitIn(text: string): number | null | undefined {
  const digits = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (digits === '') return null;
  return /^\d{1,9}(\.\d{1,3})?$/.test(digits) ? Number(digits) : undefined;
}
