/** Scheme and host of the window; no other origin is shown. */
export const APP_SCHEME = 'app';
const APP_HOST = 'ui';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const START_PAGE = `${APP_ORIGIN}/`;
/** Shown after the window's process crashed too often; has no script. */
export const STOPPED_PAGE = `${APP_ORIGIN}/stopped`;

const PAGES: readonly string[] = [START_PAGE, STOPPED_PAGE];

/** Whether an address is exactly one of the window's pages (a fragment may follow). */
export function isOwnPage(address: unknown): boolean {
  if (typeof address !== 'string') return false;
  const hash = address.indexOf('#');
  return PAGES.includes(hash < 0 ? address : address.slice(0, hash));
}

/** Whether an address is served by this program: its scheme and host, no port and no credentials. */
export function isOwnAddress(address: unknown): boolean {
  if (typeof address !== 'string' || !address.startsWith(`${APP_ORIGIN}/`)) return false;
  const url = URL.parse(address);
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === '';
}
