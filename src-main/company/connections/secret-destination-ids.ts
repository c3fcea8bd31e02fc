import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { parseServerOrigin } from '../../groupware/server-address.ts';
import { getProxyOrigin } from '../../network/proxy/proxy-address.ts';

/**
 * Destination of a secret, stored with it: origin of a groupware server or proxy, fingerprint of a certificate, or for the catalog
 * password `amazon`, the demo Amazon or the origin of a local server.
 */
export type SecretDestinationId = string;

/** One destination for all Amazon hosts, because they share the password. `SecretDestination` decides which hosts belong to Amazon. */
const AMAZON_PLACE: SecretDestinationId = 'amazon';
export const DEMO_DESTINATION_ID: SecretDestinationId = 'demo';

/** Returns the origin of a groupware server; `null` for an invalid or missing address. */
export function toServerDestinationId(address: string | null): SecretDestinationId | null {
  if (address === null) return null;
  try {
    return parseServerOrigin(address);
  } catch {
    return null;
  }
}

/** Returns the destination of the catalog password for an address of the integration settings; `''` = the default address. */
export function toAmazonDestinationId(address: string): SecretDestinationId {
  const read = readWebAddress(address);
  if (typeof read === 'string' || read.local === null) return AMAZON_PLACE;
  return read.local === 'demo' ? DEMO_DESTINATION_ID : read.origin;
}

/** Whether a secret saved for one destination may be sent to another. Older records contain a whole address instead of an origin. */
export function isSameDestination(name: SecretName, boundTo: SecretDestinationId, place: SecretDestinationId): boolean {
  if (boundTo === place) return true;
  if (name === 'access-key' || name === 'http-basic-password') return toServerDestinationId(boundTo) === place;
  return name === 'proxy-password' && getProxyOrigin(boundTo) === place;
}
