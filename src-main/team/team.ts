import { createHash, randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '#shared/contract/companies/console.ts';
import type { AccessEvent } from '#shared/contract/team.ts';
import { type Access, joinAccess, NO_ACCESS } from '#shared/domain/team/roles.ts';
import type { Member } from '../company/caller.ts';
import {
  type ControlStore,
  type GrantChange,
  KEPT_LOG_ENTRIES,
  type Person,
  type SessionRecord,
} from '../storage/control/control-store.ts';

/** An identity that the provider confirmed. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** Rights from the provider's claims. */
  readonly claimed: Access;
  /** The provider's id of its own session (claim `sid`); `''` = unknown. */
  readonly providerSession: string;
}

/** A sign-out that the provider reported. */
export interface ProviderSignOut {
  readonly issuer: string;
  /** The person; `null` = only the session is known. */
  readonly subject: string | null;
  /** The provider's session; `null` = all sessions of the person. */
  readonly providerSession: string | null;
  /** When the provider reported it, in milliseconds since 1970. */
  readonly at: number;
}

/** A person with an open session, at the time of a request. */
export interface SignedIn {
  readonly person: Person;
  readonly session: SessionRecord;
  readonly member: Member;
}

const HOUR_MS = 3_600_000;
/** Unused sessions end after `idleMs`, all after `absoluteMs`. */
export const SESSION_LIMITS = { idleMs: 12 * HOUR_MS, absoluteMs: 7 * 24 * HOUR_MS } as const;
/** The time of last use is stored at most this often. */
const USE_INTERVAL_MS = 60_000;
const AGENT_LENGTH = 200;

/** Issuer of the person who signs in with the recovery code. */
export const RECOVERY_ISSUER = 'urn:tsunagi:recovery-code';

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
const normalizeCode = (code: string): string => code.toUpperCase().replace(/[^A-Z2-7]/g, '');
const hashCode = (code: string, salt: Uint8Array): Buffer => scryptSync(normalizeCode(code), salt, 32, { N: 32_768, maxmem: 67_108_864 });
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** People, sessions and roles of a team server. */
export class Team {
  readonly #store: ControlStore;
  readonly #now: () => number;
  readonly #onEvent: (event: AccessEvent) => void;

  /** `onEvent` is called for every new entry of the access log. */
  constructor(store: ControlStore, now: () => number = Date.now, onEvent: (event: AccessEvent) => void = () => undefined) {
    this.#store = store;
    this.#now = now;
    this.#onEvent = onEvent;
  }

  /** Opens a session for a confirmed identity. Returns the secret of the cookie; only its hash is stored. Throws `person-disabled`. */
  async signIn(identity: Identity, agent: string): Promise<{ readonly token: string; readonly person: Person }> {
    const { issuer, subject, name, email, claimed, providerSession } = identity;
    const person = await this.#store.savePerson({ id: randomUUID(), issuer, subject, name, email }, this.#timestamp());
    if (person.disabled) {
      await this.log(person.id, 'sign-in-failed', 'disabled');
      throw new ExpectedError('person-disabled');
    }
    const token = await this.#addSession({ person: person.id, claimed, providerSession }, agent);
    await this.log(person.id, issuer === RECOVERY_ISSUER ? 'recovery-sign-in' : 'signed-in', '');
    return { token, person };
  }

  /**
   * Opens a second session for the same person with the rights of the first, for the desktop application. It ends on its own, and with a
   * sign-out at the provider.
   */
  async signInDesktop({ session: { person, claimed, providerSession } }: SignedIn, agent: string): Promise<string> {
    const token = await this.#addSession({ person, claimed, providerSession }, agent);
    await this.log(person, 'desktop-signed-in', '');
    return token;
  }

  async #addSession(rights: Pick<SessionRecord, 'person' | 'claimed' | 'providerSession'>, agent: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const at = this.#now();
    const session = { ...rights, id: randomUUID(), startedAt: at, lastUsedAt: at, agent: agent.slice(0, AGENT_LENGTH) };
    await this.#store.addSession(session, hashToken(token));
    return token;
  }

  /** Returns the person of a cookie; `null` without a valid session. Rights and disabled accounts take effect at the next request. */
  async identify(token: string): Promise<SignedIn | null> {
    const session = token === '' ? null : await this.#store.findSession(hashToken(token));
    if (session === null) return null;
    const at = this.#now();
    if (at - session.lastUsedAt > SESSION_LIMITS.idleMs || at - session.startedAt > SESSION_LIMITS.absoluteMs) {
      await this.#endOldSessions();
      return null;
    }
    const person = await this.#store.findPerson(session.person);
    if (person === null || person.disabled) return null;
    if (at - session.lastUsedAt > USE_INTERVAL_MS) await this.#store.useSession(session.id, at);
    const access = joinAccess(await this.#store.readGrants(person.id), session.claimed);
    return { person, session, member: { account: accountOf(person), access, settings: await this.readSettings(person.id) } };
  }

  async signOut({ session, person }: SignedIn): Promise<void> {
    await this.#store.endSession(session.id);
    await this.log(person.id, 'signed-out', '');
  }

  /** Ends a session of any person. Throws `session-not-found`. */
  async endSession(id: string, by: string): Promise<void> {
    if (!(await this.#store.endSession(id))) throw new ExpectedError('session-not-found');
    await this.log(by, 'session-ended', '');
  }

  /**
   * Ends the sessions that a sign-out at the provider concerns, and returns the ids of their people. Sessions that started later stay, so
   * that a repeated report ends nothing else.
   */
  async endProviderSessions({ issuer, subject, providerSession, at }: ProviderSignOut): Promise<ReadonlySet<string>> {
    const sessions =
      subject === null
        ? await this.#store.listSessionsOfProvider(issuer, providerSession ?? '')
        : await this.#store.listSessionsOf(issuer, subject);
    const people = new Set<string>();
    for (const { id, person, startedAt, providerSession: own } of sessions) {
      const isMeant = providerSession === null || own === providerSession || own === '';
      if (isMeant && startedAt <= at && (await this.#store.endSession(id))) {
        people.add(person);
        await this.log(person, 'signed-out', '');
      }
    }
    return people;
  }

  /** Creates a new recovery code, which replaces the former one, and returns it. Only its hash is stored. */
  async createRecoveryCode(): Promise<string> {
    const code = [...randomBytes(32)].map((byte) => BASE32[byte % 32]).join('');
    const salt = randomBytes(16);
    await this.#store.saveRecoveryCode(salt, hashCode(code, salt), this.#timestamp());
    return code.replace(/(.{4})(?=.)/g, '$1-');
  }

  /** Signs in with the recovery code; `null` if it is wrong. Limit the number of attempts before calling. */
  async signInByRecoveryCode(
    code: string,
    name: string,
    agent: string,
  ): Promise<{ readonly token: string; readonly person: Person } | null> {
    const kept = await this.#store.readRecoveryCode();
    if (kept === null || !timingSafeEqual(hashCode(code, kept.salt), kept.hash)) {
      await this.log('', 'recovery-failed', '');
      return null;
    }
    const claimed: Access = { ...NO_ACCESS, serverAdministrator: true };
    return this.signIn({ issuer: RECOVERY_ISSUER, subject: 'recovery', name, email: '', claimed, providerSession: '' }, agent);
  }

  async readSettings(person: string): Promise<Settings> {
    const stored = JSON.parse(await this.#store.readSettings(person)) as unknown;
    const known = typeof stored === 'object' && stored !== null ? stored : {};
    const parsed = safeParseUntrusted<Settings>(settingsSchema, { ...DEFAULT_SETTINGS, ...known });
    return parsed.success ? parsed.data : DEFAULT_SETTINGS;
  }

  /** Changes a person's settings; durable when it resolves. */
  async changeSettings(person: string, change: Partial<Settings>): Promise<Settings> {
    const changed = settingsSchema.parse({ ...(await this.readSettings(person)), ...change });
    await this.#store.saveSettings(person, JSON.stringify(changed));
    return changed;
  }

  /** Returns all people with their granted rights, the claimed rights of their open sessions, and these sessions. */
  async members() {
    await this.#endOldSessions();
    const sessions = await this.#store.listSessions();
    const people = await this.#store.listPeople();
    return Promise.all(
      people.map(async (person) => {
        const own = sessions.filter((session) => session.person === person.id);
        const claimed = own.map((session) => session.claimed).reduce(joinAccess, NO_ACCESS);
        return { person, granted: await this.#store.readGrants(person.id), claimed, sessions: own };
      }),
    );
  }

  /** Changes the rights of a person. A disabled person's sessions end. Throws `person-not-found` and `own-rights`. */
  async changeMember(id: string, change: GrantChange, by: string): Promise<void> {
    if ((change.serverAdministrator === false || change.disabled === true) && by === id) throw new ExpectedError('own-rights');
    if (!(await this.#store.changeGrants(id, change))) throw new ExpectedError('person-not-found');
    if (change.disabled === true) await this.#store.endSessionsOf(id);
    await this.log(by, change.disabled === undefined ? 'roles-changed' : change.disabled ? 'disabled' : 'enabled', id);
  }

  async log(person: string, event: AccessEvent, detail: string): Promise<void> {
    await this.#store.logAccess({ at: this.#timestamp(), person, event, detail });
    this.#onEvent(event);
  }

  readAccessLog(limit: number) {
    return this.#store.readAccessLog(limit);
  }

  /** Returns all entries with the people by name and account, oldest first. `subject`: the person of `detail`, if it is one. */
  async describeAccessLog() {
    const people = new Map((await this.#store.listPeople()).map((person) => [person.id, person]));
    const describe = (id: string) => {
      const person = people.get(id);
      return person === undefined ? null : { id, name: person.name, account: accountOf(person) };
    };
    const entries = await this.#store.readAccessLog(KEPT_LOG_ENTRIES);
    return entries.toReversed().map(({ at, person, event, detail }) => {
      const subject = describe(detail);
      return { at, person: describe(person), event, subject, detail: subject === null ? detail : '' };
    });
  }

  #endOldSessions(): Promise<void> {
    const at = this.#now();
    return this.#store.endOldSessions(at - SESSION_LIMITS.idleMs, at - SESSION_LIMITS.absoluteMs);
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString();
  }
}

/** Returns the account of a person for records: the e-mail, else the provider's subject. */
export const accountOf = ({ email, subject }: Person): string => (email === '' ? subject : email);
