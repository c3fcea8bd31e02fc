import { MASK, secretForms } from '../redaction/redactor.ts';

/** Longest piece of an answer that is shown, in characters. */
const SAMPLE_LENGTH = 200;
/** How much of an answer is looked at for that, without runs of blanks. */
const REACH = 2000;

/**
 * An address, or a long run of characters with a digit in it: a token, a part of an address that lost its beginning, a secret said back
 * with a letter changed.
 */
const ADDRESS_OR_TOKEN = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s<>"']*|(?=[^\s<>"'\d]{0,200}\d)[^\s<>"'\u0080-\uffff]{16,}/gi;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Takes what must not be seen out of a text from outside, and shortens it. */
export type Redact = (text: string) => string;

/**
 * Takes out the given secrets in every form in which a server might say them back, and of addresses all but scheme and host: a StartPage
 * is a login, and the path of a PO address is as good as a password. Long runs with a digit in them go as well.
 * Source: docs/domain/amazon-cxml.md#endpoints, #setup-response and #reading-xml.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const patterns = secretForms(secrets).map((form) => new RegExp(form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi'));
  return (text) => {
    const flat = patterns.reduce((rest, pattern) => rest.replace(pattern, MASK), text).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
    // A run that the cut goes through is no longer known for what it is.
    const short = flat.length > REACH ? flat.slice(0, REACH).replace(/\S+$/, '') : flat;
    const clean = patterns
      // Once more: a blank of the secret may have become another one.
      .reduce((rest, pattern) => rest.replace(pattern, MASK), short)
      .replace(UUID, MASK)
      .replace(ADDRESS_OR_TOKEN, (found, scheme?: string) => (scheme === undefined ? MASK : hostOnly(found)))
      .trim();
    return clean.length > SAMPLE_LENGTH ? `${clean.slice(0, SAMPLE_LENGTH)}…` : clean;
  };
}

/** A host without secrets in it, as it is shown. */
export const shownHost = (host: string, redact: Redact): string =>
  host === '' ? '' : (/^https:\/\/(.*)\/…$/.exec(redact(`https://${host}/`))?.[1] ?? MASK);

function hostOnly(address: string): string {
  const url = URL.parse(address);
  if (url === null) return MASK;
  const { protocol, host } = url;
  const shown = host.replace(/[^.:[\]]{16,}/g, (label) => (/\d/.test(label) ? MASK : label));
  return `${protocol}//${shown}/…`;
}
