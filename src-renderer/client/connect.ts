import { electronClient } from './electron-client.ts';
import { httpClient } from './http-client.ts';
import { askName } from './named.ts';
import type { Transport } from './transport.ts';

/**
 * Finds the main process: the preload's bridge on the desktop, else the Node host's session. The secret comes in the
 * fragment of the printed address and works once; after a reload the ticket in this tab's history entry takes its place.
 * `null` when there is neither, or the host refuses it.
 */
export const connect = async (): Promise<Transport | null> => {
  if (window.tsunagi !== undefined) return askName(electronClient(window.tsunagi));
  // A new launch address in an open tab changes only the fragment, so the page must be reloaded.
  window.addEventListener('hashchange', () => {
    if (tokenOf(window.location.hash) !== null) window.location.reload();
  });
  const token = tokenOf(window.location.hash);
  const ticket = ticketOf(history.state);
  // Remove the token from the address before other code can read it.
  if (token !== null) history.replaceState(history.state, '', '/');
  // A token that the host refuses, such as an old address that was opened again, leaves the tab its session.
  const session = (token === null ? null : await openSession(token)) ?? (ticket === null ? null : await openSession(ticket));
  if (session === null) return null;
  keepTicket(session.ticket);
  return askName(httpClient(session.bearer));
};

/** Exchanges a token or a ticket for a session; `null` where the host refuses it or does not answer. */
const openSession = async (token: string): Promise<{ readonly bearer: string; readonly ticket: string } | null> => {
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return response.ok ? ((await response.json()) as { bearer: string; ticket: string }) : null;
  } catch {
    return null;
  }
};

/** A reload may happen in any of the tab's history entries: each that is made or shown gets the present ticket. */
const keepTicket = (ticket: string): void => {
  for (const change of ['pushState', 'replaceState'] as const) {
    const original = history[change].bind(history);
    history[change] = (state: object | null, unused, url) => original({ ...state, ticket }, unused, url);
  }
  const put = (): void => history.replaceState(history.state, '');
  window.addEventListener('popstate', put);
  put();
};

const tokenOf = (hash: string): string | null => new URLSearchParams(hash.slice(1)).get('token');

const ticketOf = (state: unknown): string | null =>
  typeof state === 'object' && state !== null && 'ticket' in state && typeof state.ticket === 'string' ? state.ticket : null;
