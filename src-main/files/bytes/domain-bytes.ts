import { classifyAddressDomain } from '#shared/domain/email/index.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';

export interface KnownDomain {
  /** Whether the domain is neither a private nor a foreign one. */
  readonly isFine: boolean;
  /** Number of people, counted by the callers. */
  people: number;
}

/** Number of domains that are recognized by bytes; further ones are decoded. */
const FOUND_BY_BYTES = 8;

/** Domains of ordinary addresses in a list. Each is decoded and evaluated once, then recognized by its bytes. */
export class DomainBytes {
  readonly #bytes: Uint8Array;
  readonly #policy: EmailPolicy;
  readonly #byBytes: { readonly start: number; readonly length: number; readonly domain: KnownDomain }[] = [];
  readonly #byText = new Map<string, KnownDomain>();

  constructor(bytes: Uint8Array, policy: EmailPolicy) {
    this.#bytes = bytes;
    this.#policy = policy;
  }

  find(start: number, end: number): KnownDomain {
    const bytes = this.#bytes;
    const length = end - start;
    for (const known of this.#byBytes) {
      if (known.length !== length) continue;
      let at = 0;
      while (at < length && bytes[known.start + at] === bytes[start + at]) at++;
      if (at === length) return known.domain;
    }
    const domain = this.#named(Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1'));
    if (this.#byBytes.length < FOUND_BY_BYTES) this.#byBytes.push({ start, length, domain });
    return domain;
  }

  /** Returns the number of people counted for each domain. */
  people(): ReadonlyMap<string, number> {
    const counted = [...this.#byText].map(([text, { people }]) => [text, people] as const);
    return new Map(counted.filter(([, people]) => people > 0));
  }

  #named(text: string): KnownDomain {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const kind = classifyAddressDomain(`a@${text}`, this.#policy);
    const domain = { isFine: kind === 'company' || kind === 'unknown', people: 0 };
    this.#byText.set(text, domain);
    return domain;
  }
}
