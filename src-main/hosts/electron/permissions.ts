import type { Session } from 'electron';
import { isOwnAddress } from './own-pages.ts';

/** What our own page may have; every other permission, known or yet to be invented, is denied. */
export const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** The one decision behind both handlers: a listed permission, asked by our own page. */
export const isPermitted = (permission: unknown, asker: unknown): boolean =>
  typeof permission === 'string' && ALLOWED_PERMISSIONS.includes(permission) && isOwnAddress(asker);

type PermissionSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
>;

/** Denies by default what pages can ask of the machine. */
export function restrictPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(details.isMainFrame && isPermitted(permission, details.requestingUrl)),
  );
  // Chromium names the asker with or without the closing slash, depending on the permission.
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      details.isMainFrame && isPermitted(permission, origin.endsWith('/') ? origin : `${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
}
