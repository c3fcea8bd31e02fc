import { listSecretForms, MASK } from '../redaction/redactor.ts';

/** Maximum length in characters of a displayed part of a response. */
const SAMPLE_LENGTH = 200;
/** Maximum number of characters examined for it, after runs of blanks are shortened. */
const REACH = 2000;

/** Matches an address, or a long run of characters with a digit: a token, part of an address, or a changed secret. */
const ADDRESS_OR_TOKEN = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s<>"']*|(?=[^\s<>"'\d]{0,200}\d)[^\s<>"'\u0080-\uffff]{16,}/gi;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Masks confidential parts of a received text, and shortens it. */
export type Redact = (text: string) => string;

/**
 * Creates a function that masks the given secrets in every form a server may return. Of addresses it keeps only scheme and host, because a
 * StartPage logs a person in, and the path of a PO address is like a password. Long runs of characters with a digit are masked too. Source:
 * docs/domain/amazon-cxml.md#endpoints, #setup-response and #reading-xml.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const patterns = listSecretForms(secrets).map((form) => new RegExp(form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi'));
  return (text) => {
    const flat = patterns.reduce((rest, pattern) => rest.replace(pattern, MASK), text).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
    // Removes a run that was cut off, because it would not be recognized.
    const short = flat.length > REACH ? flat.slice(0, REACH).replace(/\S+$/, '') : flat;
    const clean = patterns
      // Applied again, because shortening runs of blanks may have changed a blank in a secret.
      .reduce((rest, pattern) => rest.replace(pattern, MASK), short)
      .replace(UUID, MASK)
      .replace(ADDRESS_OR_TOKEN, (found, scheme?: string) => (scheme === undefined ? MASK : hostOnly(found)))
      .trim();
    return clean.length > SAMPLE_LENGTH ? `${clean.slice(0, SAMPLE_LENGTH)}…` : clean;
  };
}

/** Returns a host for display, with secrets masked. */
export const formatMaskedHost = (host: string, redact: Redact): string =>
  host === '' ? '' : (/^https:\/\/(.*)\/…$/.exec(redact(`https://${host}/`))?.[1] ?? MASK);

function hostOnly(address: string): string {
  const url = URL.parse(address);
  if (url === null) return MASK;
  const { protocol, host } = url;
  const shown = host.replace(/[^.:[\]]{16,}/g, (label) => (/\d/.test(label) ? MASK : label));
  return `${protocol}//${shown}/…`;
}
