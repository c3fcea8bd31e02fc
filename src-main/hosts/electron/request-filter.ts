import type { Session } from 'electron';
import { APP_ORIGIN, isOwnAddress } from './own-pages.ts';

/** Whether the window may load an address as this kind of resource: its own files and images it made itself. */
export function isAllowedRequest(address: unknown, resourceType: string, developing: boolean): boolean {
  if (typeof address !== 'string') return false;
  if (isOwnAddress(address) || address.startsWith(`blob:${APP_ORIGIN}/`)) return true;
  if (address.startsWith('data:')) return resourceType === 'image' || resourceType === 'font';
  return developing && address.startsWith('devtools://devtools/');
}

/** Cancels every request of a session that is not for our own files: the window never speaks to a network. */
export function restrictRequests(
  session: { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> },
  developing: boolean,
): void {
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !isAllowedRequest(details.url, details.resourceType, developing) }),
  );
}

/** Denies downloads: files leave through the save dialog only. */
export function refuseDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event) => event.preventDefault());
}
