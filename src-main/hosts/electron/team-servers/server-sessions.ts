import { createHash } from 'node:crypto';
import type { Session } from 'electron';

/** Chromium sessions of team servers: one per server, in memory, apart from the window of this computer's companies. */
export interface ServerSessions {
  of(origin: string): Session;
  /** Origin of the team server to which a session belongs; `null` = it is not one of these. */
  originOf(session: Session): string | null;
}

export function createServerSessions(openSession: (partition: string) => Session): ServerSessions {
  const origins = new WeakMap<Session, string>();
  return {
    of(origin) {
      const session = openSession(`team-server-${createHash('sha256').update(origin).digest('hex').slice(0, 32)}`);
      origins.set(session, origin);
      return session;
    },
    originOf: (session) => origins.get(session) ?? null,
  };
}

/** Name of the cookie with the session's token; a browser accepts the prefix over `https` only. */
const cookieName = (origin: string): string => `${origin.startsWith('https:') ? '__Host-' : ''}tsunagi-session`;

/** Signs the session in with a token, or out with `null`. */
export async function setSessionToken({ cookies }: Pick<Session, 'cookies'>, origin: string, token: string | null): Promise<void> {
  const name = cookieName(origin);
  if (token === null) return cookies.remove(origin, name);
  await cookies.set({
    url: origin,
    name,
    value: token,
    path: '/',
    httpOnly: true,
    secure: origin.startsWith('https:'),
    sameSite: 'lax',
  });
}
