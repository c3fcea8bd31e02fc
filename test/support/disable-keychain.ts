/**
 * Keeps this process from reaching the machine's keychain, which libsecret finds through the session bus or starts through a display.
 * Secrets are then kept in memory if a test selects that.
 */
export function disableKeychain(): void {
  for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'WAYLAND_DISPLAY']) delete process.env[name];
}
