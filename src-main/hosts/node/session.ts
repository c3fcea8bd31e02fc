import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const newSecret = (): string => randomBytes(32).toString('base64url');
const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares in constant time. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

export interface OpenedSession {
  /** Carried by every call, in memory of the page only. */
  readonly bearer: string;
  /** Opens the session again after a reload of the same tab. */
  readonly ticket: string;
}

export interface Sessions {
  /** A new secret for the launch address. Earlier unused ones become invalid. */
  newLaunchToken(): string;
  /** Exchanges a launch token, or the ticket of a reloaded tab, for a session; `null` otherwise. */
  open(secret: string): OpenedSession | null;
  /** Whether this bearer belongs to the open session. */
  accepts(bearer: string): boolean;
  /** Calls back when a session is opened, which ends the former one. */
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
  /** The ticket that opened `current`, until `current` is used. */
  let spentTicket: string | null = null;
  const listeners: Array<() => void> = [];

  const isTicket = (secret: string): boolean =>
    (current !== null && sameSecret(secret, current.ticket)) || (spentTicket !== null && sameSecret(secret, spentTicket));

  return {
    newLaunchToken() {
      launchToken = newSecret();
      return launchToken;
    },
    open(secret) {
      if (launchToken !== null && sameSecret(secret, launchToken)) {
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
      if (current === null || !sameSecret(bearer, current.bearer)) return false;
      spentTicket = null;
      return true;
    },
    onOpened(listener) {
      listeners.push(listener);
    },
  };
}
