import type { Session } from 'electron';
import { APP_ORIGIN, isOwnAddress } from './own-pages.ts';

/** Whether the window may load an address as this resource type: own files, and images that the page created. */
export function isAllowedRequest(address: unknown, resourceType: string, developing: boolean): boolean {
  if (typeof address !== 'string') return false;
  if (isOwnAddress(address) || address.startsWith(`blob:${APP_ORIGIN}/`)) return true;
  if (address.startsWith('data:')) return resourceType === 'image' || resourceType === 'font';
  return developing && address.startsWith('devtools://devtools/');
}

/** Cancels all requests of a session except for own files: the window has no network access. */
export function restrictRequests(
  session: { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> },
  developing: boolean,
): void {
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !isAllowedRequest(details.url, details.resourceType, developing) }),
  );
}

/** Denies downloads. Files are saved only through the save dialog. */
export function refuseDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event) => event.preventDefault());
}
