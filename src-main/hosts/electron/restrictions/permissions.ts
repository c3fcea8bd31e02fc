import type { Session } from 'electron';
import { isOwnAddress } from './own-pages.ts';

/** Permissions that the window's own page may request; all others are denied. */
export const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** Decides for both handlers: grants a listed permission that the own page requested. */
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

/** Denies device permissions by default. */
export function restrictPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(details.isMainFrame && isPermitted(permission, details.requestingUrl)),
  );
  // Chromium reports the requesting origin with or without the closing slash, depending on the permission.
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      details.isMainFrame && isPermitted(permission, origin.endsWith('/') ? origin : `${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
}
