import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { type KeychainFacts, SECRET_NAMES, type SecretFacts, type SecretName } from '#shared/contract/secrets.ts';
import { verifiedAtOf } from '../../company/connection-proof.ts';
import { isSamePlace, type SecretPlace } from '../../company/secret-places.ts';
import type { CompanySession } from '../../company/session.ts';
import { type KeychainState, keychainStateOf } from '../../storage/keychain.ts';
import type { SecretRecord } from '../../storage/secret-record-store.ts';
import { keychainFacts, unreachable } from './keychain-facts.ts';
import { behindMark, withMark } from './marked-secret.ts';
import { noteSecret, type SecretNote } from './note-secret.ts';
import type { Secrets } from './secrets.ts';

/** How one kind of secret is tested. `run` throws the failure of the test as an `ExpectedError`; it must not keep or tell the value. */
export interface SecretTest {
  /** Whether there is anything to test it against now. */
  available(): Promise<boolean>;
  run(value: string, signal: AbortSignal): Promise<void>;
}

/** A secret on its way through a test that is not its own. */
export interface TestedSecret {
  /** `null` when it is not set, and when it is for another place. */
  readonly value: string | null;
  /** The place it is for, where that is another one than was asked for. */
  readonly elsewhere: SecretPlace | null;
  /** Notes that the test went well: of this value of this company alone, whatever was set or opened meanwhile. */
  passed(): Promise<void>;
}

/** A company's secrets with what is noted of them. What crosses the contract are facts; a value leaves by `read` alone. */
export interface SecretService {
  list(): Promise<{ readonly keychain: KeychainFacts; readonly secrets: SecretFacts[] }>;
  facts(name: SecretName): Promise<SecretFacts>;
  /** Looks for what is noted as remembered: whoever did may have ended since. Asks no keychain. */
  lookForRemembered(): Promise<void>;
  /**
   * The value for the place it is sent to, for use at once; never for an answer, a log or a file. `null` when it is not set. Throws
   * `secret-bound-elsewhere` when it was stored for another place, `keychain-*` when it cannot be reached. One that was stored before there
   * was a place is for the first that it is read for.
   */
  read(name: SecretName, place: SecretPlace): Promise<string | null>;
  /** The value for a file that only a passphrase opens. Throws as `read` does where it is not for what is set now. */
  carry(name: SecretName): Promise<string | null>;
  /** Keeps a value for a place; left out = what the company is set to. */
  set(name: SecretName, value: string, place?: SecretPlace | null): Promise<SecretFacts>;
  /** Tests the new value where it can be tested, then sets it. On any failure the old one stays, here and in the keychain. */
  replace(name: SecretName, value: string, signal: AbortSignal, place?: SecretPlace | null): Promise<SecretFacts>;
  clear(name: SecretName): Promise<SecretFacts>;
  /** Throws `secret-not-set`, `secret-not-testable` or the test's own failure. */
  test(name: SecretName, signal: AbortSignal): Promise<SecretFacts>;
  /** The value for a test of a place. Throws `keychain-*`; says `elsewhere` where `read` would throw. */
  forTest(name: SecretName, place: SecretPlace): Promise<TestedSecret>;
  /** The place for which this very value is kept, where that is another one than it is typed for; `null` = it is not. */
  keptElsewhere(name: SecretName, value: string, place: SecretPlace): Promise<SecretPlace | null>;
  /** The value of this generation passed a test elsewhere before it was set. */
  markVerified(name: SecretName, generation: number): Promise<void>;
  /** Says what the company is set to, so what a secret that is stored now is for; `null` = nothing yet. */
  providePlace(name: SecretName, place: () => Promise<SecretPlace | null>): void;
  /** Makes a kind of secret testable. */
  provideTest(name: SecretName, test: SecretTest): void;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secrets: Secrets;
  readonly companyId: string;
  /** Called with every value that passes, before anything can go wrong with it. */
  readonly registerSecret: (value: string) => void;
  /** Has what the company's file says of places confirmed, before a value that was kept without one goes to one. Throws `trust-unconfirmed`. */
  readonly confirmPlaces: () => Promise<void>;
  /** Told whether the value of this generation, which is noted as kept, was there when it was looked for. */
  readonly onFound?: (name: SecretName, generation: number, isThere: boolean) => void;
}

/** What became of a secret that a record tells of. `keychain`: why it cannot be reached. */
interface Found {
  readonly state: SecretFacts['state'];
  readonly gone: SecretFacts['gone'];
  readonly value: string | null;
  /** The place that is kept with the value; `null` = none is. */
  readonly place: SecretPlace | null;
  /** As it is kept, whoever put it there. */
  readonly kept: string | null;
  readonly keychain: KeychainState | null;
}

export function createSecretService({ session, secrets, companyId, registerSecret, confirmPlaces, onFound }: ServiceParts): SecretService {
  const tests = new Map<SecretName, SecretTest>();
  const places = new Map<SecretName, () => Promise<SecretPlace | null>>();
  const placeNow = async (name: SecretName): Promise<SecretPlace | null> => (await places.get(name)?.()) ?? null;

  /** Several places of a window ask at once; a keychain that asks for its password is to ask once. */
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

  /** `shut`: the keychain as it just was for another secret; it is not asked again then. */
  async function lookFor(name: SecretName, record: SecretRecord | null, shut: KeychainState | null): Promise<Found> {
    const nothing = { state: 'not-set', gone: null, value: null, place: null, kept: null, keychain: null } as const;
    if (record === null || record.keptIn === null) return nothing;
    const found = (kept: string, state: 'set' | 'session-only'): Found => {
      const marked = behindMark(kept, record.mark);
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
   * Keeps the place with a value that was kept without one, after what the file says was confirmed: what the file alone says of places may have
   * been put there by anybody who can write it. Answers the place it is for instead, where that is another one.
   */
  async function bind(name: SecretName, record: SecretRecord, value: string, place: SecretPlace): Promise<SecretPlace | null> {
    await confirmPlaces();
    // One that was bound by an earlier version goes where the company is set to, which was confirmed, and nowhere else.
    const now = await placeNow(name);
    if (record.boundTo !== null && place !== now) return now ?? record.boundTo;
    // Another window may have set another value while the question stood.
    if ((await recordOf(name))?.generation !== record.generation)
      throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: 'none', place });
    if (record.mark !== null && record.keptIn !== null) {
      const kept = withMark(value, record.mark, place);
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
    // Another window may have set one for another place while the keychain was asked.
    if ((await recordOf(name))?.generation !== record?.generation) return forTest(name, place);
    if (state === 'unreachable' && keychain !== null && keychain.state !== 'ok') throw unreachable(keychain);
    if (keptFor !== null && !isSamePlace(name, keptFor, place)) return elsewhereAt(keptFor);
    // Written down before it is used: whatever comes of that, it goes nowhere else afterwards.
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

  async function read(name: SecretName, place: SecretPlace): Promise<string | null> {
    const { value, elsewhere } = await forTest(name, place);
    if (elsewhere !== null) throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: elsewhere, place });
    return value;
  }

  /** The value for what the company is set to; one that is for nothing yet may be read where nothing is set. */
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
    const keptIn = await secrets.set(companyId, name, withMark(value, mark, boundTo));
    try {
      await note(name, { kind: 'set', keptIn, boundTo, mark });
    } catch (error) {
      // What is noted is of the value before: by it this one would go to the place of the other.
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
    async carry(name) {
      const { value, elsewhere } = await forWhatIsSet(name);
      if (elsewhere !== null)
        throw new ExpectedError('secret-bound-elsewhere', { name, boundTo: elsewhere, place: (await placeNow(name)) ?? '' });
      return value;
    },
    set,
    async replace(name, value, signal, place) {
      registerSecret(value);
      const test = tests.get(name);
      // A test asks what is set now: it says nothing about another place, and must not be sent what is for that.
      // What is set may be another place by the time the test has ended.
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
        // What a copy of this company put there is not this one's to take away.
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
