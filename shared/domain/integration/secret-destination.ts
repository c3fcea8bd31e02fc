import { readWebAddress, type WebAddress, type WebAddressFault } from './web-address.ts';

/**
 * What a secret is sent for. `amazon`: the catalog password, to Amazon or to a server of this machine; `demo`: the demo company's, which
 * never leaves the machine; `groupware`: key and password of the company's server; `proxy`: the password of whoever goes out.
 */
export type SecretPurpose = 'amazon' | 'demo' | 'groupware' | 'proxy';

/** Why no secret goes to an address. `unprotected`: the way there is not TLS; `foreign`: its host is none that may have such a secret. */
export type DestinationFault = WebAddressFault | 'unprotected' | 'port' | 'foreign' | 'path';

/**
 * Where a secret may be sent. There is no other way to one of these than `SecretDestination.of`, and whatever sends a secret asks for one:
 * so this file decides for all of them, about the address as it will be dialled. Whether a secret was stored for the address is asked where
 * secrets are read (src-main/app/secret-desk.ts).
 */
export class SecretDestination {
  readonly #purpose: SecretPurpose;
  readonly address: WebAddress;

  private constructor(purpose: SecretPurpose, address: WebAddress) {
    this.#purpose = purpose;
    this.address = address;
  }

  /** Answers the fault of a text that is no destination. Never throws. */
  static of(purpose: SecretPurpose, text: string): SecretDestination | DestinationFault {
    const address = readWebAddress(text);
    if (typeof address === 'string') return address;
    return faultOf(purpose, address) ?? new SecretDestination(purpose, address);
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

function faultOf(purpose: SecretPurpose, { scheme, port, local, amazon, path, extra }: WebAddress): DestinationFault | null {
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
      return scheme === 'https' || stays ? null : 'unprotected';
    case 'proxy':
      return path === '/' && !extra ? null : 'path';
  }
}
