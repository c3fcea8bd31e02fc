import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { originOfServer } from '../../groupware/server-address.ts';
import { proxyOrigin } from '../../network/proxy/proxy-address.ts';

/**
 * Destination of a secret, stored beside it: the origin of a groupware server or proxy, a certificate's fingerprint, or for the catalog
 * password `amazon`, the demo company or the origin of a local server.
 */
export type SecretPlace = string;

/** All Amazon hosts: they share the password, and `SecretDestination` decides which they are. */
const AMAZON_PLACE: SecretPlace = 'amazon';
export const DEMO_PLACE: SecretPlace = 'demo';

/** The origin of a groupware server; `null` for an invalid address. */
export function serverPlace(address: string | null): SecretPlace | null {
  if (address === null) return null;
  try {
    return originOfServer(address);
  } catch {
    return null;
  }
}

/** Destination of the catalog password for an address of the integration settings; `''` is the default address. */
export function amazonPlace(address: string): SecretPlace {
  const read = readWebAddress(address);
  if (typeof read === 'string' || read.local === null) return AMAZON_PLACE;
  return read.local === 'demo' ? DEMO_PLACE : read.origin;
}

/** Whether a secret for one destination may go to the other. Older records may be a whole address. */
export function isSamePlace(name: SecretName, boundTo: SecretPlace, place: SecretPlace): boolean {
  if (boundTo === place) return true;
  if (name === 'access-key' || name === 'http-basic-password') return serverPlace(boundTo) === place;
  return name === 'proxy-password' && proxyOrigin(boundTo) === place;
}
