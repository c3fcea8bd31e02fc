import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const newSecret = (): string => randomBytes(32).toString('base64url');
const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares two secrets in constant time. */
export function areSecretsEqual(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

export interface OpenedSession {
  /** Secret sent with every call; the page keeps it in memory only. */
  readonly bearer: string;
  /** Secret that opens the session again after a reload of the same tab. */
  readonly ticket: string;
}

export interface Sessions {
  /** Returns a new secret for the launch address. Earlier unused ones become invalid. */
  newLaunchToken(): string;
  /** Exchanges a launch token, or the ticket of a reloaded tab, for a session; `null` if the secret is not valid. */
  open(secret: string): OpenedSession | null;
  /** Whether this bearer belongs to the open session. */
  accepts(bearer: string): boolean;
  /** Adds a listener that is called when a session is opened, which ends the previous one. */
  onOpened(listener: () => void): void;
}

/**
 * Access to the Node host. There are no cookies: cookies are shared between ports, so any other server on the loopback interface would
 * receive them. A page's credentials are bound to its origin and sent explicitly: - a launch token (256 bits) in the fragment of the
 * printed address works once; - the bearer (256 bits) is kept in the page's memory; - the ticket (256 bits) is kept in the state of the
 * tab's history entry, which other origins cannot read and no server receives. A reload exchanges it for a new bearer and ticket. It is
 * valid until the session that it opened is first used: a page that is reloaded before it could store the new ticket still has the old
 * one. One session at a time: opening another ends the first, whose calls are then refused.
 */
export function createSessions(): Sessions {
  let launchToken: string | null = null;
  let current: OpenedSession | null = null;
  /** The ticket that opened `current`; it remains valid until `current` is first used. */
  let spentTicket: string | null = null;
  const listeners: Array<() => void> = [];

  const isTicket = (secret: string): boolean =>
    (current !== null && areSecretsEqual(secret, current.ticket)) || (spentTicket !== null && areSecretsEqual(secret, spentTicket));

  return {
    newLaunchToken() {
      launchToken = newSecret();
      return launchToken;
    },
    open(secret) {
      if (launchToken !== null && areSecretsEqual(secret, launchToken)) {
        launchToken = null;
        spentTicket = null;
      } else if (isTicket(secret)) {
        spentTicket = secret;
      } else return null;
      current = { bearer: newSecret(), ticket: newSecret() };
      for (const listener of listeners) listener();
      return current;
    },
    accepts(bearer) {
      if (current === null || !areSecretsEqual(bearer, current.bearer)) return false;
      spentTicket = null;
      return true;
    },
    onOpened(listener) {
      listeners.push(listener);
    },
  };
}
