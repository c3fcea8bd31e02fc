import type { Session } from 'electron';
import { APP_ORIGIN, isOwnAddress } from './own-pages.ts';

/**
 * Whether a window may load an address as this resource type: files of its own origin, and images that the page created. `server`: origin
 * of the team server that the window shows; `null` = the window of this computer's companies.
 */
export function isAllowedRequest(address: unknown, resourceType: string, developing: boolean, server: string | null = null): boolean {
  if (typeof address !== 'string') return false;
  if (address.startsWith(`blob:${server ?? APP_ORIGIN}/`)) return true;
  if (server === null ? isOwnAddress(address) : URL.parse(address)?.origin === server) return true;
  if (address.startsWith('data:')) return resourceType === 'image' || resourceType === 'font';
  return developing && address.startsWith('devtools://devtools/');
}

/** Cancels all requests of a session except for its own origin: the window of this computer's companies has no network access. */
export function restrictRequests(
  session: { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> },
  developing: boolean,
  serverOf: () => string | null = () => null,
): void {
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !isAllowedRequest(details.url, details.resourceType, developing, serverOf()) }),
  );
}

/** Denies downloads. Files are saved only through the save dialog, which Chromium shows for files of a team server. */
export function refuseDownloads(session: Pick<Session, 'on'>, serverOf: () => string | null = () => null): void {
  session.on('will-download', (event) => {
    if (serverOf() === null) event.preventDefault();
  });
}
