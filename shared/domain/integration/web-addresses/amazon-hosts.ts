/** Domains of Amazon's shops, which are also the hosts of punchout. */
const AMAZON_DOMAINS = [
  'co.jp',
  'com',
  'ae',
  'ca',
  'co.uk',
  'co.za',
  'com.au',
  'com.be',
  'com.br',
  'com.mx',
  'com.tr',
  'de',
  'eg',
  'es',
  'fr',
  'ie',
  'in',
  'it',
  'nl',
  'pl',
  'sa',
  'se',
  'sg',
].map((ending) => `amazon.${ending}`);

/** Suffix of the hosts of Amazon's order endpoint in all regions (docs/domain/amazon-cxml.md#endpoints). */
export const PO_HOST_SUFFIX = '.amazonsedi.com';

/**
 * Default address of connection tests. Derived from the pattern of other countries, not documented (docs/domain/amazon-cxml.md#endpoints).
 */
export const DEFAULT_PUNCHOUT_URL = 'https://abintegrations.amazon.co.jp/punchout';
/** Host of the demo company's Amazon, a `.localhost` name (RFC 6761) that never leaves the machine. */
export const DEMO_PUNCHOUT_URL = 'https://abintegrations.amazon.localhost/punchout';
export const DEMO_PO_REQUEST_URL = 'https://https-demo-ats.amazonsedi.localhost/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41';

const under = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** True if a host (lower case) belongs to Amazon's shops and may serve a punchout endpoint or a StartPage. */
export const isAmazonHost = (host: string): boolean => AMAZON_DOMAINS.some((domain) => under(host, domain));

/** True for Amazon's present and former punchout hosts: `www` or `abintegrations` of any shop (docs/domain/amazon-cxml.md#endpoints). */
export const isPunchoutHost = (host: string): boolean => /^(abintegrations|www)\./.test(host) && isAmazonHost(host);

export const isPoHost = (host: string): boolean => host.endsWith(PO_HOST_SUFFIX);

/** `demo`: a host name of the demo company. `loopback`: this machine. `host` is in the form used by `URL`. */
export function getLocalHostKind(host: string): 'demo' | 'loopback' | null {
  if (host.endsWith('.localhost')) return 'demo';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host) ? 'loopback' : null;
}

/**
 * The two addresses that a connection test may use. Amazon shows one for tests, ending in `/test`, and one for production
 * (docs/domain/amazon-cxml.md#endpoints); `set` may be either and must be a valid address.
 */
export function getPunchoutAddresses(set: string): { readonly test: string; readonly production: string } {
  const production = set.replace(/\/+$/, '').replace(/\/test$/i, '');
  return { test: `${production}/test`, production };
}
