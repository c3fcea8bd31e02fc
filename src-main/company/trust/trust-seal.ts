import { createHmac, timingSafeEqual } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { createPhrase, createPhraseList } from '#shared/domain/sync/wording/phrase.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { StoredTrust } from '../../storage/connections/trust-store.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import type { ConfirmTrust, TrustChange } from './trust-changes.ts';
import {
  compareTrustStates,
  createEmptyTrustState,
  getTrustState,
  hashTrustState,
  parseTrustState,
  serializeTrustState,
  type TrustState,
} from './trusted.ts';

/** Keys that seal a company's trust, stored in the keychain or, if it is unavailable, in memory; never in a file. */
export interface TrustKeys {
  /** Returns all keys whose seals are valid for a company; empty if unavailable. Does not throw if the keychain is locked. */
  find(company: string): Promise<readonly string[]>;
  /** Like `find`, but creates a key if there is none. */
  make(company: string): Promise<readonly string[]>;
}

interface TrustSealParts {
  readonly file: CompanyFile;
  readonly keys: TrustKeys;
  /** ISO 8601 UTC. */
  readonly timestamp: () => string;
  readonly operator: () => string;
}

/** Trust that no seal confirms; `digest` identifies the complete state. */
export interface UnconfirmedTrust {
  readonly digest: string;
  readonly changes: readonly TrustChange[];
}

/** Maximum number of changes named in one history entry. */
const MAX_NAMED = 50;

/**
 * Seals a company's trust (`TrustState`) with a key from the keychain. A person who can change the file cannot create a matching seal.
 * Nothing is sent while the seal does not match, until the user confirms the content.
 */
export class TrustSeal {
  readonly #parts: TrustSealParts;
  #asking: Promise<void> | null = null;

  constructor(parts: TrustSealParts) {
    this.#parts = parts;
  }

  /** Returns the unconfirmed trust; `null` = everything is confirmed. */
  async unconfirmed(): Promise<UnconfirmedTrust | null> {
    // If nothing is trusted, the keychain is not accessed.
    if (this.#compare([]) === null) return null;
    return this.#compare(await this.#keys());
  }

  /** Throws `trust-unconfirmed` if something is unconfirmed, without asking the user. */
  async requireConfirmed(): Promise<void> {
    const found = await this.unconfirmed();
    if (found !== null) throw this.#notConfirmed(found);
  }

  /**
   * Asks the user about unconfirmed trust, if any, and records the answer in the history. Throws `trust-unconfirmed` if it is declined or
   * the user cannot be asked. Concurrent calls share one question.
   */
  confirm(ask: ConfirmTrust): Promise<void> {
    this.#asking ??= this.#ask(ask).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(ask: ConfirmTrust): Promise<void> {
    for (;;) {
      const found = await this.unconfirmed();
      if (found === null) return;
      const { name } = this.#parts.file.company();
      const answer = await ask({ occasion: 'found', company: name, changes: found.changes });
      // The question was not shown, so there is no answer to record.
      if (answer === 'unavailable') throw this.#notConfirmed(found);
      if (answer === 'no') {
        this.#parts.file.log.append([this.#record('trust-declined', found)]);
        throw this.#notConfirmed(found);
      }
      if (await this.confirmAs(found.digest)) return;
    }
  }

  /** Seals the state with this digest; returns false if the file has changed since. */
  async confirmAs(digest: string): Promise<boolean> {
    const keys = await this.#keysToSeal();
    const found = this.#compare(keys);
    if (found === null) return true;
    if (found.digest !== digest) return false;
    this.#parts.file.atOnce(() => {
      this.#parts.file.log.append([this.#record('trust-confirmed', found)]);
      this.#seal(keys);
    });
    return true;
  }

  /** Changes the trust and seals it in the same transaction. Trust that was unconfirmed before stays unconfirmed. */
  async change<T>(work: () => T): Promise<T> {
    const keys = await this.#keysToSeal();
    if (this.#compare(keys) !== null) return work();
    return this.#parts.file.atOnce(() => {
      const result = work();
      this.#seal(keys);
      return result;
    });
  }

  /** Returns the seal of a text that only this console may write; creates a key if there is none. */
  async sealOf(text: string): Promise<string> {
    return sealBy(await this.#keysToSeal(), text);
  }

  async isSealed(text: string, seal: string): Promise<boolean> {
    return isSealedBy(await this.#keys(), text, seal);
  }

  #compare(keys: readonly string[]): UnconfirmedTrust | null {
    const { file } = this.#parts;
    const now = getTrustState(file);
    const text = serializeTrustState(now);
    const stored = file.trust.get();
    const isAuthentic = stored !== null && isSealedBy(keys, stored.described, stored.seal);
    if (isAuthentic && stored.described === text) return null;
    const nothing = createEmptyTrustState(now.kind);
    if (serializeTrustState(nothing) === text) return null;
    const before: TrustState = (isAuthentic ? parseTrustState(stored.described) : null) ?? nothing;
    return { digest: hashTrustState(now), changes: compareTrustStates(before, now) };
  }

  #keys(): Promise<readonly string[]> {
    return this.#parts.keys.find(this.#parts.file.company().id);
  }

  #keysToSeal(): Promise<readonly string[]> {
    return this.#parts.keys.make(this.#parts.file.company().id);
  }

  #seal(keys: readonly string[]): void {
    const described = serializeTrustState(getTrustState(this.#parts.file));
    this.#parts.file.trust.keep({ described, seal: sealBy(keys, described) });
  }

  #notConfirmed({ digest, changes }: UnconfirmedTrust): ExpectedError {
    return new ExpectedError('trust-unconfirmed', { company: this.#parts.file.company().name, changes: changes.length, digest });
  }

  #record(kind: 'trust-confirmed' | 'trust-declined', { changes }: UnconfirmedTrust): HistoryRecord {
    const lines = changes.map(({ kind: what, params }) => createPhrase(`trust.change.${what}`, params));
    return {
      ...EMPTY_EVENT_FIELDS,
      at: this.#parts.timestamp(),
      by: this.#parts.operator(),
      kind: 'trust',
      sentence: createPhrase(`historyLog.sentence.${kind}`, { changes: createPhraseList(lines, MAX_NAMED) }),
    };
  }
}

const macOf = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/** Whether a stored seal was made with this key. */
export const isSealedWithKey = (key: string, { described, seal }: StoredTrust): boolean => isSealedBy([key], described, seal);

/** Returns one authentication code per key, so that a machine with any of the keys can verify the seal. */
const sealBy = (keys: readonly string[], text: string): string => keys.map((key) => macOf(key, text)).join(' ');

function isSealedBy(keys: readonly string[], text: string, seal: string): boolean {
  const given = seal.split(' ').map((mac) => Buffer.from(mac));
  return keys.some((key) => {
    const expected = Buffer.from(macOf(key, text));
    return given.some((mac) => mac.length === expected.length && timingSafeEqual(mac, expected));
  });
}
