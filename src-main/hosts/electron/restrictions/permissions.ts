import type { Session } from 'electron';
import { isOwnAddress } from './own-pages.ts';

/** Permissions that the window's own page may request; all others are denied. */
export const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** Decides for both handlers: grants a listed permission that the own page requested. `server`: origin of the window's team server. */
export const isPermitted = (permission: unknown, asker: unknown, server: string | null = null): boolean =>
  typeof permission === 'string' &&
  ALLOWED_PERMISSIONS.includes(permission) &&
  (server === null ? isOwnAddress(asker) : typeof asker === 'string' && URL.parse(asker)?.origin === server);

type PermissionSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
>;

/** Denies device permissions by default. */
export function restrictPermissions(session: PermissionSession, serverOf: () => string | null = () => null): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(details.isMainFrame && isPermitted(permission, details.requestingUrl, serverOf())),
  );
  // Chromium reports the requesting origin with or without the closing slash, depending on the permission.
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      details.isMainFrame && isPermitted(permission, origin.endsWith('/') ? origin : `${origin}/`, serverOf()),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
}
