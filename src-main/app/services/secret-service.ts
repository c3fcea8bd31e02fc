import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type KeychainFacts, SECRET_NAMES, type SecretFacts, type SecretName } from '#shared/contract/connections/secrets.ts';
import { verifiedAtOf } from '../../company/connections/connection-proof.ts';
import { isSamePlace, type SecretPlace } from '../../company/connections/secret-places.ts';
import type { CompanySession } from '../../company/session.ts';
import type { SecretRecord } from '../../storage/connections/secret-record-store.ts';
import { type KeychainState, keychainStateOf } from '../../storage/keychain.ts';
import { keychainFacts, unreachable } from './keychain-facts.ts';
import { markSecret, readMarkedSecret } from './marked-secret.ts';
import { noteSecret, type SecretNote } from './note-secret.ts';
import type { Secrets } from './secrets.ts';

/** How one kind of secret is tested. `run` throws the test's failure as an `ExpectedError`; it must not store or reveal the value. */
export interface SecretTest {
  /** Whether it can be tested now. */
  available(): Promise<boolean>;
  run(value: string, signal: AbortSignal): Promise<void>;
}

/** A secret used in another test. */
export interface TestedSecret {
  /** `null` if it is not set, or is for another destination. */
  readonly value: string | null;
  /** Its destination, if it differs from the requested one. */
  readonly elsewhere: SecretPlace | null;
  /** Records a passed test for this value of this company, even if another was set or opened since. */
  passed(): Promise<void>;
}

/** A company's secrets with their metadata. Only metadata cross the contract; values are returned by `read` only. */
export interface SecretService {
  list(): Promise<{ readonly keychain: KeychainFacts; readonly secrets: SecretFacts[] }>;
  facts(name: SecretName): Promise<SecretFacts>;
  /** Checks which secrets in memory still exist, because a process may have ended. Does not access the system keychain. */
  lookForRemembered(): Promise<void>;
  /**
   * The value for a destination, for immediate use; never for a response, a log or a file. `null` if not set. Throws
   * `secret-bound-elsewhere` if it was saved for another destination, `keychain-*` if unavailable. A secret saved without destination is
   * bound to the first one it is read for.
   */
  read(name: SecretName, place: SecretPlace): Promise<string | null>;
  /** The value for an encrypted file. Throws as `read` does if it is not for the configured destination. */
  carry(name: SecretName): Promise<string | null>;
  /** Saves a value for a destination; omitted = the configured one. */
  set(name: SecretName, value: string, place?: SecretPlace | null): Promise<SecretFacts>;
  /** Tests the new value if possible, then saves it. On failure the old value stays. */
  replace(name: SecretName, value: string, signal: AbortSignal, place?: SecretPlace | null): Promise<SecretFacts>;
  clear(name: SecretName): Promise<SecretFacts>;
  /** Throws `secret-not-set`, `secret-not-testable` or the test's failure. */
  test(name: SecretName, signal: AbortSignal): Promise<SecretFacts>;
  /** The value for a test of a destination. Throws `keychain-*`; returns `elsewhere` where `read` would throw. */
  forTest(name: SecretName, place: SecretPlace): Promise<TestedSecret>;
  /** The destination for which this same value is saved, if it differs from the entered one; `null` = none. */
  keptElsewhere(name: SecretName, value: string, place: SecretPlace): Promise<SecretPlace | null>;
  /** The value of this generation passed a test elsewhere before it was set. */
  markVerified(name: SecretName, generation: number): Promise<void>;
  /** Provides the configured destination for secrets saved now; `null` = not configured. */
  providePlace(name: SecretName, place: () => Promise<SecretPlace | null>): void;
  /** Registers the test for a kind of secret. */
  provideTest(name: SecretName, test: SecretTest): void;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secrets: Secrets;
  readonly companyId: string;
  /** Called with every value before it is used, for masking. */
  readonly registerSecret: (value: string) => void;
  /** Confirms the destinations in the company's file before a value without its own destination is sent. Throws `trust-unconfirmed`. */
  readonly confirmPlaces: () => Promise<void>;
  /** As `ConsolePorts` have it. */
  readonly givenSecret?: (name: SecretName) => string | null;
  /** Reports whether a value of this generation, recorded as saved, exists. */
  readonly onFound?: (name: SecretName, generation: number, isThere: boolean) => void;
}

/** State of a recorded secret. `keychain`: why it is unavailable. */
interface Found {
  readonly state: SecretFacts['state'];
  readonly gone: SecretFacts['gone'];
  readonly value: string | null;
  /** The destination saved with the value; `null` = none. */
  readonly place: SecretPlace | null;
  /** The raw stored text, from any source. */
  readonly kept: string | null;
  readonly keychain: KeychainState | null;
}

export function createSecretService(parts: ServiceParts): SecretService {
  const { session, secrets, companyId, registerSecret, confirmPlaces, givenSecret, onFound } = parts;
  const tests = new Map<SecretName, SecretTest>();
  const places = new Map<SecretName, () => Promise<SecretPlace | null>>();
  const placeNow = async (name: SecretName): Promise<SecretPlace | null> => (await places.get(name)?.()) ?? null;

  /** Several parts of a window list secrets at the same time; the keychain should prompt only once. */
  let listing: ReturnType<SecretService['list']> | null = null;

  const note = async (name: SecretName, change: SecretNote): Promise<void> => {
    noteSecret(session, name, change);
    listing = null;
  };

  async function recordOf(name: SecretName): Promise<SecretRecord | null> {
    return (
      session
        .file()
        .secrets.list()
        .find((record) => record.name === name) ?? null
    );
  }

  async function find(name: SecretName, record: SecretRecord | null, shut: KeychainState | null = null): Promise<Found> {
    const found = await lookFor(name, record, shut);
    if (record !== null && (found.value !== null || found.gone !== null)) onFound?.(name, record.generation, found.value !== null);
    return found;
  }

  /** `shut`: the keychain's state from the previous secret, so that it is not accessed again. */
  async function lookFor(name: SecretName, record: SecretRecord | null, shut: KeychainState | null): Promise<Found> {
    const nothing = { state: 'not-set', gone: null, value: null, place: null, kept: null, keychain: null } as const;
    if (record === null || record.keptIn === null) return nothing;
    const found = (kept: string, state: 'set' | 'session-only'): Found => {
      const marked = readMarkedSecret(kept, record.mark);
      if (marked === null) return { ...nothing, gone: 'set-elsewhere', kept };
      registerSecret(marked.value);
      return { ...nothing, ...marked, state, kept };
    };
    if (record.keptIn === 'session') {
      const kept = await secrets.get(companyId, name, 'session');
      return kept === null ? { ...nothing, gone: 'session-ended' } : found(kept, 'session-only');
    }
    if (shut !== null) return { ...nothing, state: 'unreachable', keychain: shut };
    try {
      const kept = await secrets.get(companyId, name, 'system');
      return kept === null ? { ...nothing, gone: 'removed' } : found(kept, 'set');
    } catch (error) {
      return { ...nothing, state: 'unreachable', keychain: keychainStateOf(error) };
    }
  }

  const factsOf = async (name: SecretName, record: SecretRecord | null, { state, gone, place }: Found): Promise<SecretFacts> => ({
    name,
    state,
    gone,
    setAt: record?.setAt ?? null,
    verifiedAt: record === null ? null : verifiedAtOf(session.file(), record),
    generation: record?.generation ?? 0,
    appliedGeneration: record?.appliedGeneration ?? null,
    boundTo: state === 'set' || state === 'session-only' || state === 'unreachable' ? (place ?? record?.boundTo ?? null) : null,
    testable: (await tests.get(name)?.available()) ?? false,
  });

  async function facts(name: SecretName): Promise<SecretFacts> {
    const record = await recordOf(name);
    return factsOf(name, record, await find(name, record));
  }

  async function look(): ReturnType<SecretService['list']> {
    const records = new Map(
      session
        .file()
        .secrets.list()
        .map((record) => [record.name, record]),
    );
    const rows: SecretFacts[] = [];
    let shut: KeychainState | null = null;
    for (const name of SECRET_NAMES) {
      const record = records.get(name) ?? null;
      const found = await find(name, record, shut);
      shut = found.keychain ?? shut;
      rows.push(await factsOf(name, record, found));
    }
    return { keychain: keychainFacts(secrets, shut ?? (await secrets.state())), secrets: rows };
  }

  const elsewhereAt = (elsewhere: SecretPlace): TestedSecret => ({ value: null, elsewhere, passed: async () => undefined });

  /**
   * Saves the destination with a value that had none, after the file's destinations were confirmed, because the file could have been
   * changed. Returns another destination if it is bound elsewhere.
   */
  async function bind(name: SecretName, record: SecretRecord, value: string, place: SecretPlace): Promise<SecretPlace | null> {
    await confirmPlaces();
    // A secret bound by an earlier version is only sent to the configured and confirmed destination.
    const now = await placeNow(name);
    if (record.boundTo !== null && place !== now) return now ?? record.boundTo;
    // Another window may have saved another value during the dialog.
    if ((await recordOf(name))?.generation !== record.generation)
      throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: 'none', place });
    if (record.mark !== null && record.keptIn !== null) {
      const kept = markSecret(value, record.mark, place);
      if (record.keptIn === 'session') await secrets.remember(companyId, name, kept);
      else await secrets.set(companyId, name, kept);
    }
    if (record.boundTo === null) await note(name, { kind: 'bound', generation: record.generation, boundTo: place });
    return null;
  }

  async function forTest(name: SecretName, place: SecretPlace): Promise<TestedSecret> {
    const record = await recordOf(name);
    if (record !== null && record.keptIn !== null && record.boundTo !== null && !isSamePlace(name, record.boundTo, place))
      return elsewhereAt(record.boundTo);
    const { value, state, keychain, place: keptFor } = await find(name, record);
    // Another window may have saved one for another destination while the keychain responded.
    if ((await recordOf(name))?.generation !== record?.generation) return forTest(name, place);
    if (state === 'unreachable' && keychain !== null && keychain.state !== 'ok') throw unreachable(keychain);
    if (keptFor !== null && !isSamePlace(name, keptFor, place)) return elsewhereAt(keptFor);
    // Recorded before use, so that it is never sent elsewhere afterwards.
    const boundTo = record === null || value === null || keptFor !== null ? null : await bind(name, record, value, place);
    if (boundTo !== null) return elsewhereAt(boundTo);
    return {
      value,
      elsewhere: null,
      async passed() {
        if (record !== null && value !== null) await note(name, { kind: 'verified', generation: record.generation });
      },
    };
  }

  /** The value that the process was given, else the one that is kept. A keychain's failure names the secret where one can be given instead. */
  async function givenOr(name: SecretName, kept: () => Promise<string | null>): Promise<string | null> {
    if (givenSecret === undefined) return kept();
    const given = givenSecret(name);
    if (given === null || given === '') return kept().catch((error: unknown) => Promise.reject(withSecretName(name, error)));
    registerSecret(given);
    return given;
  }

  const read = (name: SecretName, place: SecretPlace): Promise<string | null> => givenOr(name, () => readKept(name, place));
  async function readKept(name: SecretName, place: SecretPlace): Promise<string | null> {
    const { value, elsewhere } = await forTest(name, place);
    if (elsewhere !== null) throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: elsewhere, place });
    return value;
  }

  /** The value for the configured destination; one without destination may be read if none is configured. */
  async function forWhatIsSet(name: SecretName): Promise<TestedSecret> {
    const place = await placeNow(name);
    if (place !== null) {
      const found = await forTest(name, place);
      return (await placeNow(name)) === place ? found : forWhatIsSet(name);
    }
    const record = await recordOf(name);
    const found = await find(name, record);
    const elsewhere = found.place ?? record?.boundTo ?? null;
    return elsewhere === null ? { value: found.value, elsewhere, passed: async () => undefined } : elsewhereAt(elsewhere);
  }

  async function set(name: SecretName, value: string, place?: SecretPlace | null): Promise<SecretFacts> {
    registerSecret(value);
    const boundTo = place ?? (await placeNow(name));
    const before = await find(name, await recordOf(name));
    const mark = randomUUID();
    const keptIn = await secrets.set(companyId, name, markSecret(value, mark, boundTo));
    try {
      await note(name, { kind: 'set', keptIn, boundTo, mark });
    } catch (error) {
      // The record is about the former value and its destination.
      if (before.kept === null) await secrets.delete(companyId, name, keptIn);
      else await secrets.set(companyId, name, before.kept);
      throw error;
    }
    return facts(name);
  }

  const markVerified: SecretService['markVerified'] = (name, generation) => note(name, { kind: 'verified', generation });

  return {
    async list() {
      if (listing !== null) return listing;
      const mine = look();
      listing = mine;
      try {
        return await mine;
      } finally {
        if (listing === mine) listing = null;
      }
    },
    facts,
    async lookForRemembered() {
      const remembered = session
        .file()
        .secrets.list()
        .filter(({ keptIn }) => keptIn === 'session');
      for (const record of remembered) await find(record.name as SecretName, record);
    },
    read,
    carry: (name) =>
      givenOr(name, async () => {
        const { value, elsewhere } = await forWhatIsSet(name);
        if (elsewhere !== null)
          throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: elsewhere, place: (await placeNow(name)) ?? '' });
        return value;
      }),
    set,
    async replace(name, value, signal, place) {
      registerSecret(value);
      const test = tests.get(name);
      // A test uses the configured destination and must not get a secret for another one. The configuration may change before the test
      // ends.
      const now = await placeNow(name);
      const isForNow = place === undefined || place === null || place === now;
      const testable = isForNow && ((await test?.available()) ?? false);
      if (testable) await test?.run(value, signal);
      signal.throwIfAborted();
      const kept = await set(name, value, place ?? now);
      if (!testable) return kept;
      await markVerified(name, kept.generation);
      return facts(name);
    },
    async clear(name) {
      const record = await recordOf(name);
      if (record?.keptIn) {
        // A value saved by a copy of this company is not deleted.
        if ((await find(name, record)).gone !== 'set-elsewhere') await secrets.delete(companyId, name, record.keptIn);
        await note(name, { kind: 'cleared' });
      }
      return facts(name);
    },
    async test(name, signal) {
      const { value, elsewhere, passed } = await forWhatIsSet(name);
      if (elsewhere !== null)
        throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: elsewhere, place: (await placeNow(name)) ?? '' });
      if (value === null) throw new ExpectedError('secret-not-set', { name });
      const test = tests.get(name);
      if (test === undefined || !(await test.available())) throw new ExpectedError('secret-not-testable', { name });
      await test.run(value, signal);
      await passed();
      return facts(name);
    },
    forTest,
    async keptElsewhere(name, value, place) {
      const record = await recordOf(name);
      if (record === null || (record.boundTo === place && record.mark === null)) return null;
      const found = await find(name, record);
      const boundTo = found.place ?? record.boundTo;
      return boundTo === null || found.value !== value || isSamePlace(name, boundTo, place) ? null : boundTo;
    },
    markVerified,
    providePlace: (name, place) => void places.set(name, place),
    provideTest: (name, test) => void tests.set(name, test),
  };
}

/** A failure of the keychain with the secret that was wanted of it, so that its next step can name what to give instead. */
function withSecretName(name: SecretName, error: unknown): unknown {
  if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) return error;
  return new ExpectedError(error.failure.code, { ...error.failure.params, name });
}
