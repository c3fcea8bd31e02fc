import { addressKind } from './private-address.ts';
import { readWebAddress, type WebAddress, type WebAddressFault } from './web-address.ts';

/**
 * What a secret is sent for. `amazon`: the catalog password, to Amazon or to a server of this machine; `demo`: the demo company's, which
 * never leaves the machine; `groupware`: key and password of the company's server; `proxy`: the password of whoever goes out; `webhook`: an
 * address that is itself the secret.
 */
export type SecretPurpose = 'amazon' | 'demo' | 'groupware' | 'proxy' | 'webhook';

/**
 * Unencrypted http to the company's own groupware, as somebody chose it for one server. `within`: what may be at its other end; `private`
 * is held to where the socket is opened, because a name says nothing of where it leads.
 */
export interface PlainHttp {
  readonly origin: string;
  readonly within: 'private' | 'anywhere';
}

/**
 * Why no secret goes to an address. `unprotected`: the way there is not TLS, and nobody chose that; `public`: nor may it be chosen for an
 * address of the internet; `foreign`: its host is none that may have such a secret.
 */
export type DestinationFault = WebAddressFault | 'unprotected' | 'public' | 'port' | 'foreign' | 'path';

/**
 * Where a secret may be sent. There is no other way to one of these than `SecretDestination.of`, and whatever sends a secret asks for one:
 * so this file decides for all of them, about the address as it will be dialled. Whether a secret was stored for the address is asked where
 * secrets are read (src-main/app/services/secret-service.ts).
 */
export class SecretDestination {
  readonly #purpose: SecretPurpose;
  readonly address: WebAddress;
  /** Whether the other end of the connection has to have a private address, reached without a proxy. */
  readonly onlyPrivate: boolean;

  private constructor(purpose: SecretPurpose, address: WebAddress, onlyPrivate: boolean) {
    this.#purpose = purpose;
    this.address = address;
    this.onlyPrivate = onlyPrivate;
  }

  /** Answers the fault of a text that is no destination. Never throws. */
  static of(purpose: SecretPurpose, text: string, plainHttp: PlainHttp | null = null): SecretDestination | DestinationFault {
    const address = readWebAddress(text);
    if (typeof address === 'string') return address;
    const onlyPrivate = address.scheme === 'http' && address.local === null && plainHttp?.within !== 'anywhere';
    return faultOf(purpose, address, plainHttp) ?? new SecretDestination(purpose, address, purpose === 'groupware' && onlyPrivate);
  }

  /** Another address of what the same secret is sent for. */
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

function faultOf(purpose: SecretPurpose, address: WebAddress, plainHttp: PlainHttp | null): DestinationFault | null {
  const { scheme, port, local, amazon, path, extra } = address;
  const stays = local === 'loopback';
  switch (purpose) {
    case 'amazon':
      if (stays) return null;
      if (amazon === null) return 'foreign';
      if (scheme !== 'https') return 'unprotected';
      return port === null ? null : 'port';
    case 'demo':
      return stays ? null : 'foreign';
    case 'groupware':
      // A name that only this machine knows is asked of the network's name servers by some systems.
      if (local === 'demo') return 'foreign';
      if (scheme === 'https' || stays) return null;
      if (plainHttp?.origin !== address.origin) return 'unprotected';
      return plainHttp.within === 'private' && addressKind(address.host) === 'public' ? 'public' : null;
    case 'webhook':
      if (local === 'demo') return 'foreign';
      return scheme === 'https' || stays ? null : 'unprotected';
    case 'proxy':
      return path === '/' && !extra ? null : 'path';
  }
}
