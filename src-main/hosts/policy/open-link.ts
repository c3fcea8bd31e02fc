import { fail, ok, type Result } from '#shared/contract/call/result.ts';

/** Hosts of the manual and the vendors' help. Links to them may always be opened. */
export const DOCUMENTATION_HOSTS: readonly string[] = [
  'www.desknets.com',
  'www.amazon.co.jp',
  'business.amazon.co.jp',
  'developer-docs.amazon.com',
];

const MAX_LINK_LENGTH = 2_048;
// Control and format characters, spaces, lone surrogates and the backslash: the URL parser drops or rewrites them, so the checked text
// would differ from the displayed one.
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\\]/u;
const PLAIN_ADDRESS = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;
const MAIL_FIELDS: readonly string[] = ['to', 'subject'];

/** Returns a listed host as the URL parser spells it, or `null` if the entry is not exactly a host name. */
export function toCanonicalHost(entry: string): string | null {
  if (entry === '' || entry.length > 253 || /[/?#@:%[\]*]/.test(entry) || DECEPTIVE.test(entry)) return null;
  const url = URL.parse(`https://${entry}`);
  if (url === null || url.pathname !== '/' || url.hostname.split('.').includes('')) return null;
  return url.hostname;
}

const safeDecode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Whether a `mailto:` URL has one plain address and at most a subject: no copies, no body, no injected headers. */
function isPlainLetter(url: URL): boolean {
  if (url.hash !== '') return false;
  const fields = url.search
    .slice(1)
    .split('&')
    .filter((field) => field !== '');
  const seen = new Set<string>();
  const recipients = url.pathname === '' ? [] : [safeDecode(url.pathname)];
  for (const field of fields) {
    const equals = field.indexOf('=');
    const name = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    const value = safeDecode(equals < 0 ? '' : field.slice(equals + 1));
    if (!MAIL_FIELDS.includes(name) || seen.has(name) || value === null) return false;
    if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(value)) return false;
    seen.add(name);
    if (name === 'to') recipients.push(value);
  }
  const [recipient] = recipients;
  return recipients.length === 1 && typeof recipient === 'string' && PLAIN_ADDRESS.test(recipient);
}

/**
 * Returns the address as the URL parser spells it, or `null` if it must not be opened. Permitted are `https:` on exactly a listed host
 * (default port, no credentials), and `mailto:` with `to` and `subject` only. Tests: docs/threat-model.md#the-page-and-the-host.
 */
export function toOpenableLink(link: unknown, extraHosts: readonly string[]): string | null {
  if (typeof link !== 'string' || link.length > MAX_LINK_LENGTH || DECEPTIVE.test(link)) return null;
  const url = URL.parse(link);
  if (url === null || url.username !== '' || url.password !== '' || url.href.length > MAX_LINK_LENGTH) return null;
  if (url.protocol === 'mailto:') return isPlainLetter(url) ? url.href : null;
  if (url.protocol !== 'https:' || !/^https:\/\/[^/@]/i.test(link) || url.port !== '') return null;
  const listed = [...DOCUMENTATION_HOSTS, ...extraHosts].some((entry) => toCanonicalHost(entry) === url.hostname);
  return listed ? url.href : null;
}

/**
 * Opens a permitted link in the system browser; returns `external-link-refused` for any other. No other code opens the browser for links.
 */
export async function openPermittedLink(
  link: unknown,
  extraHosts: readonly string[],
  open: (href: string) => Promise<unknown>,
): Promise<Result<Record<string, never>>> {
  const href = toOpenableLink(link, extraHosts);
  if (href === null) return fail('external-link-refused');
  try {
    await open(href);
    return ok({});
  } catch {
    // The system has no program for the link. It is reported as refused, so that the user can copy it.
    return fail('external-link-refused');
  }
}
