/** Keychain account for the secrets of scheduled commands, which do not depend on a company. */
export const WATCH_ACCOUNT = 'watch';

/** Purpose of a secret. It is part of the keychain entry's name, so a secret is never used for another purpose. */
export type WatchSecretPurpose =
  | { readonly kind: 'mail'; readonly user: string; readonly host: string; readonly port: number }
  | { readonly kind: 'webhook'; readonly name: string }
  | { readonly kind: 'backup' };

/** Returns the name of the keychain entry of a secret. */
export function getWatchSecretName(of: WatchSecretPurpose): string {
  if (of.kind === 'mail') return `mail:${of.user}@${of.host}:${of.port}`;
  return of.kind === 'webhook' ? `webhook:${of.name}` : 'backup-passphrase';
}

const SUBMISSION_PORT = 587;

/** Splits `mail.example.co.jp:587` or `[::1]:25` into host, in lower case and without brackets, and port. `null` if it is neither. */
export function splitMailServer(text: string): { readonly host: string; readonly port: number } | null {
  const [, host = '', port = String(SUBMISSION_PORT)] = /^([A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === '' || Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, '').toLowerCase(), port: Number(port) };
}
