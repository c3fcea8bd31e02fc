import { createHmac, timingSafeEqual } from 'node:crypto';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { listOf, phrase } from '#shared/domain/sync/wording/phrase.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { HistoryRecord } from '../storage/history-log.ts';
import type { StoredTrust } from '../storage/trust-store.ts';
import type { ConfirmTrust, TrustChange } from './trust-changes.ts';
import { changesOfTrust, nothingTrusted, readTrusted, type Trusted, trustDigest, trustedOf, trustText } from './trusted.ts';

/** The keys that seal what a company trusts: in the keychain, or in memory where there is none. Never in a file. */
export interface TrustKeys {
  /** Every key whose seals count for a company; empty where none can be reached. Never throws for a keychain that is shut. */
  find(company: string): Promise<readonly string[]>;
  /** The same, with a key that is made and kept where there is none. */
  make(company: string): Promise<readonly string[]>;
}

interface TrustSealParts {
  readonly file: CompanyFile;
  readonly keys: TrustKeys;
  /** ISO 8601 UTC. */
  readonly timestamp: () => string;
  readonly operator: () => string;
}

/** What is trusted and was not confirmed; `digest` names the state as a whole. */
export interface Unconfirmed {
  readonly digest: string;
  readonly changes: readonly TrustChange[];
}

/** At most so many changes are named in one line of the history. */
const NAMED = 50;

/**
 * The seal over what a company trusts (`Trusted`). Whoever can write the company's file can change what it trusts and cannot seal it: the
 * key is in the keychain. Nothing is sent while the seal is not over what the file says now; the host's own question confirms it.
 */
export class TrustSeal {
  readonly #parts: TrustSealParts;
  #asking: Promise<void> | null = null;

  constructor(parts: TrustSealParts) {
    this.#parts = parts;
  }

  /** `null` = everything that is trusted was confirmed. */
  async unconfirmed(): Promise<Unconfirmed | null> {
    // Where nobody is trusted there is nothing to ask a keychain for.
    if (this.#compare([]) === null) return null;
    return this.#compare(await this.#keys());
  }

  /** Throws `trust-unconfirmed` where something was not, without asking. */
  async requireConfirmed(): Promise<void> {
    const found = await this.unconfirmed();
    if (found !== null) throw this.#notConfirmed(found);
  }

  /**
   * Asks the host about what was not confirmed, if anything was not. Throws `trust-unconfirmed` where the answer is no or nobody can be
   * asked. The answer is a line of the history. Several that ask at once share one question.
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
      // Nobody was asked: that is no answer to be written down.
      if (answer === 'unavailable') throw this.#notConfirmed(found);
      if (answer === 'no') {
        this.#parts.file.log.append([this.#record('trust-declined', found)]);
        throw this.#notConfirmed(found);
      }
      if (await this.confirmAs(found.digest)) return;
    }
  }

  /** Confirms the state of this digest, for whoever answered a question about it; false where the file says something else by now. */
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

  /**
   * Changes what is trusted, and seals it again in the same step. What was not confirmed before stays so: a change of one thing does not
   * vouch for the others.
   */
  async change<T>(work: () => T): Promise<T> {
    const keys = await this.#keysToSeal();
    if (this.#compare(keys) !== null) return work();
    return this.#parts.file.atOnce(() => {
      const result = work();
      this.#seal(keys);
      return result;
    });
  }

  /** The seal over a text that only this console may have written, with a key that is made where there is none. */
  async sealOf(text: string): Promise<string> {
    return sealBy(await this.#keysToSeal(), text);
  }

  async isSealed(text: string, seal: string): Promise<boolean> {
    return isSealedBy(await this.#keys(), text, seal);
  }

  #compare(keys: readonly string[]): Unconfirmed | null {
    const { file } = this.#parts;
    const now = trustedOf(file);
    const text = trustText(now);
    const stored = file.trust.get();
    const isAuthentic = stored !== null && isSealedBy(keys, stored.described, stored.seal);
    if (isAuthentic && stored.described === text) return null;
    const nothing = nothingTrusted(now.kind);
    if (trustText(nothing) === text) return null;
    const before: Trusted = (isAuthentic ? readTrusted(stored.described) : null) ?? nothing;
    return { digest: trustDigest(now), changes: changesOfTrust(before, now) };
  }

  #keys(): Promise<readonly string[]> {
    return this.#parts.keys.find(this.#parts.file.company().id);
  }

  #keysToSeal(): Promise<readonly string[]> {
    return this.#parts.keys.make(this.#parts.file.company().id);
  }

  #seal(keys: readonly string[]): void {
    const described = trustText(trustedOf(this.#parts.file));
    this.#parts.file.trust.keep({ described, seal: sealBy(keys, described) });
  }

  #notConfirmed({ digest, changes }: Unconfirmed): ExpectedError {
    return new ExpectedError('trust-unconfirmed', { company: this.#parts.file.company().name, changes: changes.length, digest });
  }

  #record(kind: 'trust-confirmed' | 'trust-declined', { changes }: Unconfirmed): HistoryRecord {
    const lines = changes.map(({ kind: what, params }) => phrase(`trust.change.${what}`, params));
    return {
      at: this.#parts.timestamp(),
      by: this.#parts.operator(),
      kind: 'trust',
      section: null,
      id: '',
      name: '',
      sentence: phrase(`historyLog.sentence.${kind}`, { changes: listOf(lines, NAMED) }),
      reason: '',
      runId: null,
      requestId: null,
      before: null,
      after: null,
    };
  }
}

const macOf = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/** Whether a stored seal was made by this key. */
export const isSealOf = (key: string, { described, seal }: StoredTrust): boolean => isSealedBy([key], described, seal);

/** One code for each key, so that a machine that has one of them can check it. */
const sealBy = (keys: readonly string[], text: string): string => keys.map((key) => macOf(key, text)).join(' ');

function isSealedBy(keys: readonly string[], text: string, seal: string): boolean {
  const given = seal.split(' ').map((mac) => Buffer.from(mac));
  return keys.some((key) => {
    const expected = Buffer.from(macOf(key, text));
    return given.some((mac) => mac.length === expected.length && timingSafeEqual(mac, expected));
  });
}
