/** Domains under which Amazon has shops, and so the hosts of its punchout. */
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

/** Hosts of Amazon's order endpoint end like this, whatever the region (docs/domain/amazon-cxml.md#endpoints). */
export const PO_HOST_SUFFIX = '.amazonsedi.com';

/** Where a request asks whether nothing else is set: by the pattern of other countries, not documented (docs/domain/amazon-cxml.md#endpoints). */
export const DEFAULT_PUNCHOUT_URL = 'https://abintegrations.amazon.co.jp/punchout';
/** Host of the demo company's Amazon, a `.localhost` name (RFC 6761) that never leaves the machine. */
export const DEMO_PUNCHOUT_URL = 'https://abintegrations.amazon.localhost/punchout';
export const DEMO_PO_REQUEST_URL = 'https://https-demo-ats.amazonsedi.localhost/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41';

const under = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Whether a host (lower case) belongs to Amazon's shops, and so may hold a punchout endpoint or a StartPage. */
export const isAmazonHost = (host: string): boolean => AMAZON_DOMAINS.some((domain) => under(host, domain));

/** Amazon's punchout endpoint, old and current: `www` or `abintegrations` of any of its shops (docs/domain/amazon-cxml.md#endpoints). */
export const isPunchoutHost = (host: string): boolean => /^(abintegrations|www)\./.test(host) && isAmazonHost(host);

export const isPoHost = (host: string): boolean => host.endsWith(PO_HOST_SUFFIX);

/** `demo`: a name that only the demo company answers to. `loopback`: this machine itself. Of a host as `URL` spells it. */
export function localKind(host: string): 'demo' | 'loopback' | null {
  if (host.endsWith('.localhost')) return 'demo';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host) ? 'loopback' : null;
}

/**
 * The two addresses a connection test may ask. Amazon shows one for tests and one for production, the former with `/test` at its end
 * (docs/domain/amazon-cxml.md#endpoints); either may be what is set. `set` has to be an address.
 */
export function punchoutAddresses(set: string): { readonly test: string; readonly production: string } {
  const production = set.replace(/\/+$/, '').replace(/\/test$/i, '');
  return { test: `${production}/test`, production };
}
