import { networkInterfaces } from 'node:os';
import { classifyIpAddress } from '#shared/domain/integration/web-addresses/private-address.ts';

/** Returns an address of this machine as other machines see it, or `undefined` if there is none of this kind. */
export const ownAddress = (kind: 'private' | 'public'): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .find(({ address }) => classifyIpAddress(address) === kind)?.address;

/** An address in the form used in a URL. */
export const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);
