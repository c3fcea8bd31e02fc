import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type KeychainFacts, SECRET_NAMES, type SecretFacts, type SecretName } from '#shared/contract/connections/secrets.ts';
import { getVerifiedAt } from '../../company/connections/connection-proof.ts';
import { isSameDestination, type SecretDestinationId } from '../../company/connections/secret-destination-ids.ts';
import type { CompanySession } from '../../company/session.ts';
import type { SecretRecord } from '../../storage/connections/secret-record-store.ts';
import { type KeychainState, toKeychainState } from '../../storage/keychain.ts';
import { createKeychainError, toKeychainFacts } from './keychain-facts.ts';
import { markSecret, readMarkedSecret } from './marked-secret.ts';
import { recordSecretEvent, type SecretEvent } from './note-secret.ts';
import type { Secrets } from './secrets.ts';

/** Test of one kind of secret. `run` throws the failure as an `ExpectedError`; it must not store or reveal the value. */
export interface SecretTest {
  /** Whether it can be tested now. */
  available(): Promise<boolean>;
  run(value: string, signal: AbortSignal): Promise<void>;
}

/** A secret value for use in a connection test. */
export interface TestSecretValue {
  /** `null` if it is not set, or was saved for another destination. */
  readonly value: string | null;
  /** The destination for which it was saved, if that differs from the requested one. */
  readonly elsewhere: SecretDestinationId | null;
  /** Records that this value passed a test, even if another value was set in the meantime. */
  passed(): Promise<void>;
}

/** A company's secrets with their metadata. Responses contain metadata only; values are returned by `read`, `carry` and `forTest`. */
export interface SecretService {
  list(): Promise<{ readonly keychain: KeychainFacts; readonly secrets: SecretFacts[] }>;
  facts(name: SecretName): Promise<SecretFacts>;
  /** Checks which secrets kept in memory still exist, because the process may have restarted. Does not access the system keychain. */
  lookForRemembered(): Promise<void>;
  /**
   * Returns the value for a destination, for immediate use; it must not get into a response, a log or a file. `null` = not set. Throws
   * `secret-bound-elsewhere` if it was saved for another destination, `keychain-*` if unavailable. A value saved without destination is
   * bound to the first one for which it is read.
   */
  read(name: SecretName, place: SecretDestinationId): Promise<string | null>;
  /** Returns the value for the configured destination, for use in an encrypted file. Throws like `read`. */
  carry(name: SecretName): Promise<string | null>;
  /** Saves a value for a destination; omitted = the configured one. */
  set(name: SecretName, value: string, place?: SecretDestinationId | null): Promise<SecretFacts>;
  /** Tests the new value if possible, then saves it. If the test fails, the old value stays. */
  replace(name: SecretName, value: string, signal: AbortSignal, place?: SecretDestinationId | null): Promise<SecretFacts>;
  clear(name: SecretName): Promise<SecretFacts>;
  /** Tests the saved value. Throws `secret-not-set`, `secret-not-testable` or the failure of the test. */
  test(name: SecretName, signal: AbortSignal): Promise<SecretFacts>;
  /** Returns the value for a test of a destination. Throws `keychain-*`; sets `elsewhere` where `read` would throw. */
  forTest(name: SecretName, place: SecretDestinationId): Promise<TestSecretValue>;
  /** Returns the other destination for which the same value is already saved; `null` = none. */
  keptElsewhere(name: SecretName, value: string, place: SecretDestinationId): Promise<SecretDestinationId | null>;
  /** Records that the value of this generation passed a test before it was saved. */
  markVerified(name: SecretName, generation: number): Promise<void>;
  /** Registers a function for the configured destination of a secret; `null` = not configured. */
  providePlace(name: SecretName, place: () => Promise<SecretDestinationId | null>): void;
  /** Registers the test for a secret. */
  provideTest(name: SecretName, test: SecretTest): void;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secrets: Secrets;
  readonly companyId: string;
  /** Called with every value before it is used, so that it is masked in the log. */
  readonly registerSecret: (value: string) => void;
  /**
   * Asks for confirmation of the destinations in the company's file before a value without stored destination is sent. Throws
   * `trust-unconfirmed`.
   */
  readonly confirmPlaces: () => Promise<void>;
  /** See `ConsolePorts`. */
  readonly givenSecret?: (name: SecretName) => string | null;
  /** Called with whether the value of this generation, recorded as saved, exists. */
  readonly onFound?: (name: SecretName, generation: number, isThere: boolean) => void;
}

/** Result of looking up a secret. `keychain`: reason why it is unavailable, else `null`. */
interface Found {
  readonly state: SecretFacts['state'];
  readonly gone: SecretFacts['gone'];
  readonly value: string | null;
  /** Destination stored with the value; `null` = none. */
  readonly place: SecretDestinationId | null;
  /** The raw stored text; also set if it belongs to another copy of the company. */
  readonly kept: string | null;
  readonly keychain: KeychainState | null;
}

export function createSecretService(parts: ServiceParts): SecretService {
  const { session, secrets, companyId, registerSecret, confirmPlaces, givenSecret, onFound } = parts;
  const tests = new Map<SecretName, SecretTest>();
  const places = new Map<SecretName, () => Promise<SecretDestinationId | null>>();
  const placeNow = async (name: SecretName): Promise<SecretDestinationId | null> => (await places.get(name)?.()) ?? null;

  /** The running `list` call, shared by concurrent callers, so that the keychain prompts only once. */
  let listing: ReturnType<SecretService['list']> | null = null;

  const note = async (name: SecretName, change: SecretEvent): Promise<void> => {
    recordSecretEvent(session, name, change);
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

  /** Reads one secret. `shut`: state of a keychain that was unavailable for a previous secret, so that it is not accessed again. */
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
      return { ...nothing, state: 'unreachable', keychain: toKeychainState(error) };
    }
  }

  const factsOf = async (name: SecretName, record: SecretRecord | null, { state, gone, place }: Found): Promise<SecretFacts> => ({
    name,
    state,
    gone,
    setAt: record?.setAt ?? null,
    verifiedAt: record === null ? null : getVerifiedAt(session.file(), record),
    generation: record?.generation ?? 0,
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
    return { keychain: toKeychainFacts(secrets, shut ?? (await secrets.state())), secrets: rows };
  }

  const elsewhereAt = (elsewhere: SecretDestinationId): TestSecretValue => ({ value: null, elsewhere, passed: async () => undefined });

  /**
   * Stores a destination with a value that has none, after the file's destinations were confirmed, because the file could have been
   * changed. Returns `null`, or the destination to which the secret is bound instead.
   */
  async function bind(
    name: SecretName,
    record: SecretRecord,
    value: string,
    place: SecretDestinationId,
  ): Promise<SecretDestinationId | null> {
    await confirmPlaces();
    // A secret that an earlier version bound to a destination is sent only if that is the configured and confirmed one.
    const now = await placeNow(name);
    if (record.boundTo !== null && place !== now) return now ?? record.boundTo;
    // Another window may have saved another value while the dialog was open.
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

  async function forTest(name: SecretName, place: SecretDestinationId): Promise<TestSecretValue> {
    const record = await recordOf(name);
    if (record !== null && record.keptIn !== null && record.boundTo !== null && !isSameDestination(name, record.boundTo, place))
      return elsewhereAt(record.boundTo);
    const { value, state, keychain, place: keptFor } = await find(name, record);
    // Another window may have saved a value for another destination while the keychain responded; start again.
    if ((await recordOf(name))?.generation !== record?.generation) return forTest(name, place);
    if (state === 'unreachable' && keychain !== null && keychain.state !== 'ok') throw createKeychainError(keychain);
    if (keptFor !== null && !isSameDestination(name, keptFor, place)) return elsewhereAt(keptFor);
    // Bind it before use, so that it can never be sent to another destination later.
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

  /**
   * Returns the value passed to the process, else the saved one. If a value can be passed, keychain failures get the name of the secret,
   * so that the message can say what to pass.
   */
  async function givenOr(name: SecretName, kept: () => Promise<string | null>): Promise<string | null> {
    if (givenSecret === undefined) return kept();
    const given = givenSecret(name);
    if (given === null || given === '') return kept().catch((error: unknown) => Promise.reject(withSecretName(name, error)));
    registerSecret(given);
    return given;
  }

  const read = (name: SecretName, place: SecretDestinationId): Promise<string | null> => givenOr(name, () => readKept(name, place));
  async function readKept(name: SecretName, place: SecretDestinationId): Promise<string | null> {
    const { value, elsewhere } = await forTest(name, place);
    if (elsewhere !== null) throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: elsewhere, place });
    return value;
  }

  /** Returns the value for the configured destination. If none is configured, only a value without stored destination is returned. */
  async function forWhatIsSet(name: SecretName): Promise<TestSecretValue> {
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

  async function set(name: SecretName, value: string, place?: SecretDestinationId | null): Promise<SecretFacts> {
    registerSecret(value);
    const boundTo = place ?? (await placeNow(name));
    const before = await find(name, await recordOf(name));
    const mark = randomUUID();
    const keptIn = await secrets.set(companyId, name, markSecret(value, mark, boundTo));
    try {
      await note(name, { kind: 'set', keptIn, boundTo, mark });
    } catch (error) {
      // The record still describes the former value and its destination, so restore that value.
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
      // A test uses the configured destination and must not get a secret for another one. Check now, because the configuration may change
      // before the test ends.
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
        // The value may have been saved by a copy of this company; then it is not deleted.
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
      return boundTo === null || found.value !== value || isSameDestination(name, boundTo, place) ? null : boundTo;
    },
    markVerified,
    providePlace: (name, place) => void places.set(name, place),
    provideTest: (name, test) => void tests.set(name, test),
  };
}

/** Adds the name of the requested secret to a keychain failure, so that the message can say what to pass instead. */
function withSecretName(name: SecretName, error: unknown): unknown {
  if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) return error;
  return new ExpectedError(error.failure.code, { ...error.failure.params, name });
}
