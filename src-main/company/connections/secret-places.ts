import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { originOfServer } from '../../groupware/server-address.ts';
import { proxyOrigin } from '../../network/proxy/proxy-address.ts';

/**
 * Destination of a secret, stored with it: origin of a groupware server or proxy, fingerprint of a certificate, or for the catalog
 * password `amazon`, the demo Amazon or the origin of a local server.
 */
export type SecretPlace = string;

/** One destination for all Amazon hosts, because they share the password. `SecretDestination` decides which hosts belong to Amazon. */
const AMAZON_PLACE: SecretPlace = 'amazon';
export const DEMO_PLACE: SecretPlace = 'demo';

/** Returns the origin of a groupware server; `null` for an invalid or missing address. */
export function serverPlace(address: string | null): SecretPlace | null {
  if (address === null) return null;
  try {
    return originOfServer(address);
  } catch {
    return null;
  }
}

/** Returns the destination of the catalog password for an address of the integration settings; `''` = the default address. */
export function amazonPlace(address: string): SecretPlace {
  const read = readWebAddress(address);
  if (typeof read === 'string' || read.local === null) return AMAZON_PLACE;
  return read.local === 'demo' ? DEMO_PLACE : read.origin;
}

/** Whether a secret saved for one destination may be sent to another. Older records contain a whole address instead of an origin. */
export function isSamePlace(name: SecretName, boundTo: SecretPlace, place: SecretPlace): boolean {
  if (boundTo === place) return true;
  if (name === 'access-key' || name === 'http-basic-password') return serverPlace(boundTo) === place;
  return name === 'proxy-password' && proxyOrigin(boundTo) === place;
}
