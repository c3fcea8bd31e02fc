import { hasScheme, readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';

/**
 * Returns the origin of a team server from what a person entered: `https`, or `http` on the same computer. The scheme may be omitted.
 * `null` if it is no such address, or has a path, a query, a fragment or credentials.
 */
export function toServerOrigin(entered: string): string | null {
  const text = entered.trim();
  const address = readWebAddress(hasScheme(text) ? text : `https://${text}`);
  if (typeof address === 'string' || address.path !== '/' || address.extra) return null;
  return address.scheme === 'https' || address.local === 'loopback' ? address.origin : null;
}
