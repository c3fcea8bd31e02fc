import { CLOUD_ORIGINS, isAmazonBusinessOrigin } from './cloud-origins.ts';
import { classifyIpAddress } from './private-address.ts';
import { readWebAddress, type WebAddress, type WebAddressFault } from './web-address.ts';

/**
 * Purpose of sending a secret. `amazon`: catalog password, to Amazon or a local server; `amazon-business`: secret and tokens of the Amazon
 * Business API, only to its servers; `demo`: the demo company's password, which never
 * leaves the machine; `groupware`: key and password of the company's server; `directory`: password of the company's directory, always
 * encrypted (`directoryAddress`); `entra`: secret and access tokens of Microsoft Entra ID, only to Microsoft's two servers; `google`: the same for Google; `proxy`: proxy password; `webhook`: an address that is itself secret.
 */
export type SecretPurpose = 'amazon' | 'amazon-business' | 'demo' | 'groupware' | 'directory' | 'entra' | 'google' | 'proxy' | 'webhook';

/**
 * Permission for unencrypted http to one groupware server. `within`: allowed kind of address. `private` is verified after connecting,
 * because a host name does not show its address.
 */
export interface PlainHttpPermission {
  readonly origin: string;
  readonly within: 'private' | 'anywhere';
}

/**
 * Why an address may not receive a secret. `unprotected`: no TLS and no permission for http; `public`: not allowed for internet addresses;
 * `foreign`: the host is not permitted for this secret.
 */
export type DestinationFault = WebAddressFault | 'unprotected' | 'public' | 'port' | 'foreign' | 'path';

/**
 * Permitted destination of a secret. Instances are created only by `SecretDestination.of`, and every sender of a secret requires one.
 * Whether the secret was stored for that address is checked where secrets are read (src-main/app/services/secret-service.ts).
 */
export class SecretDestination {
  readonly #purpose: SecretPurpose;
  readonly address: WebAddress;
  /** True if the peer must have a private address and be reached without a proxy. */
  readonly onlyPrivate: boolean;

  private constructor(purpose: SecretPurpose, address: WebAddress, onlyPrivate: boolean) {
    this.#purpose = purpose;
    this.address = address;
    this.onlyPrivate = onlyPrivate;
  }

  /** Returns the fault of an unsuitable address. Never throws. */
  static of(purpose: SecretPurpose, text: string, plainHttp: PlainHttpPermission | null = null): SecretDestination | DestinationFault {
    const address = readWebAddress(text);
    if (typeof address === 'string') return address;
    const onlyPrivate = address.scheme === 'http' && address.local === null && plainHttp?.within !== 'anywhere';
    return faultOf(purpose, address, plainHttp) ?? new SecretDestination(purpose, address, purpose === 'groupware' && onlyPrivate);
  }

  /** Returns the destination for another address with the same purpose. */
  at(text: string): SecretDestination | DestinationFault {
    return SecretDestination.of(this.#purpose, text);
  }

  get origin(): string {
    return this.address.origin;
  }

  isFor(purpose: SecretPurpose): boolean {
    return this.#purpose === purpose;
  }
}

function faultOf(purpose: SecretPurpose, address: WebAddress, plainHttp: PlainHttpPermission | null): DestinationFault | null {
  const { scheme, port, local, amazon, path, extra } = address;
  const stays = local === 'loopback';
  switch (purpose) {
    case 'amazon':
      if (stays) return null;
      if (amazon === null) return 'foreign';
      if (scheme !== 'https') return 'unprotected';
      return port === null ? null : 'port';
    case 'amazon-business':
      return isAmazonBusinessOrigin(address.origin) ? null : 'foreign';
    case 'demo':
      return stays ? null : 'foreign';
    case 'groupware':
      // Some systems send local-only names to DNS servers on the network.
      if (local === 'demo') return 'foreign';
      if (scheme === 'https' || stays) return null;
      if (plainHttp?.origin !== address.origin) return 'unprotected';
      return plainHttp.within === 'private' && classifyIpAddress(address.host) === 'public' ? 'public' : null;
    case 'directory':
      if (local === 'demo') return 'foreign';
      if (scheme !== 'https') return 'unprotected';
      return path === '/' && !extra ? null : 'path';
    case 'entra':
    case 'google':
      return CLOUD_ORIGINS[purpose].includes(address.origin) ? null : 'foreign';
    case 'webhook':
      if (local === 'demo') return 'foreign';
      return scheme === 'https' || stays ? null : 'unprotected';
    case 'proxy':
      return path === '/' && !extra ? null : 'path';
  }
}
