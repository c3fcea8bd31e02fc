/** What stands where a secret was. */
export const MASK = '***';

/** Shortest base64 that stands for a secret and not for any word. */
const SHORTEST_BASE64 = 6;

/**
 * The forms in which a server might say a secret back: as it is, with other blanks, and as XML, JSON, addresses, HTML forms and base64
 * write it. Longest first, so that no rest of a longer form stays behind a shorter one.
 */
export function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => {
    const escaped = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
    return [
      secret,
      secret.replace(/\s+/g, ' ').trim(),
      escaped,
      escaped.replaceAll("'", '&apos;'),
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret.toWellFormed()),
      new URLSearchParams({ '': secret }).toString().slice(1),
      ...(base64.length < SHORTEST_BASE64 ? [] : [base64]),
    ];
  });
  return [...new Set(forms)].filter((form) => form !== '').toSorted((a, b) => b.length - a.length);
}

/** Takes secrets out of a text from outside, in all their forms. To be used before a text is cut: of a half nobody knows what it was. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = formsOf(secrets);
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, MASK), text);
}
