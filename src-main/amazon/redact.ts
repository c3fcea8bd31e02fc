/** Longest piece of an answer that is shown, in characters. */
const SAMPLE_LENGTH = 200;
const MASK = '***';

/** Takes what must not be seen out of a text from outside, and shortens it. */
export type Redact = (text: string) => string;

/**
 * Takes out the given secrets in every form in which a server might say them back, and of addresses all but scheme and host: a StartPage
 * is a login, and the path of a PO address is as good as a password. Source: handbook amazon-cxml.md 1.2, 1.5, 2.6.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const withoutSecrets = (text: string): string =>
    forms.reduce((rest, form) => rest.replace(new RegExp(form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi'), MASK), text);
  return (text) => {
    const flat = withoutSecrets(text).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
    // Once more: a blank of the secret may have become another one.
    const clean = withoutSecrets(flat)
      .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s<>"']*/gi, (address) => hostOnly(address))
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, MASK)
      .trim();
    return clean.length > SAMPLE_LENGTH ? `${clean.slice(0, SAMPLE_LENGTH)}…` : clean;
  };
}

function formsOf(secret: string): readonly string[] {
  const escaped = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [
    secret,
    secret.replace(/\s+/g, ' ').trim(),
    escaped,
    escaped.replaceAll("'", '&apos;'),
    encodeURIComponent(secret.toWellFormed()),
    base64,
  ].filter((form) => form !== '');
}

function hostOnly(address: string): string {
  if (!URL.canParse(address)) return MASK;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}/…`;
}
