import type { SecretName } from '#shared/contract/secrets.ts';
import { readWebAddress } from '#shared/domain/integration/web-address.ts';
import { originOfServer } from '../groupware/server-address.ts';
import { proxyOrigin } from '../network/proxy-address.ts';

/**
 * The place a secret is for, as it is written beside it: the origin of a groupware server or of a proxy, a certificate's fingerprint, and of
 * the catalog password `amazon`, the demo company or a server of this machine by its origin.
 */
export type SecretPlace = string;

/** Amazon as a whole: the password is the same for each of its hosts, and `SecretDestination` says which those are. */
const AMAZON_PLACE: SecretPlace = 'amazon';
export const DEMO_PLACE: SecretPlace = 'demo';

/** The origin of a groupware server; `null` where the address is none. */
export function serverPlace(address: string | null): SecretPlace | null {
  if (address === null) return null;
  try {
    return originOfServer(address);
  } catch {
    return null;
  }
}

/** Where the catalog password goes by an address of the integration settings; `''` stands for the usual one. */
export function amazonPlace(address: string): SecretPlace {
  const read = readWebAddress(address);
  if (typeof read === 'string' || read.local === null) return AMAZON_PLACE;
  return read.local === 'demo' ? DEMO_PLACE : read.origin;
}

/** Whether a secret that is for one place may go to the other. What was written down before this was known may be a whole address. */
export function isSamePlace(name: SecretName, boundTo: SecretPlace, place: SecretPlace): boolean {
  if (boundTo === place) return true;
  if (name === 'access-key' || name === 'http-basic-password') return serverPlace(boundTo) === place;
  return name === 'proxy-password' && proxyOrigin(boundTo) === place;
}
