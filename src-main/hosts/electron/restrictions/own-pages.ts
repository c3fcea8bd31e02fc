/** Scheme and host of the window's pages; the window shows no other origin. */
export const APP_SCHEME = 'app';
const APP_HOST = 'ui';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const START_PAGE = `${APP_ORIGIN}/`;
/** Static page without a script, shown after the window's process crashed too often. */
export const STOPPED_PAGE = `${APP_ORIGIN}/stopped`;

const PAGES: readonly string[] = [START_PAGE, STOPPED_PAGE];

/** Whether an address is exactly one of the window's pages, with an optional fragment. */
export function isOwnPage(address: unknown): boolean {
  if (typeof address !== 'string') return false;
  const hash = address.indexOf('#');
  return PAGES.includes(hash < 0 ? address : address.slice(0, hash));
}

/** Whether an address has the scheme and host of this program, without port and credentials. */
export function isOwnAddress(address: unknown): boolean {
  if (typeof address !== 'string' || !address.startsWith(`${APP_ORIGIN}/`)) return false;
  const url = URL.parse(address);
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === '';
}
