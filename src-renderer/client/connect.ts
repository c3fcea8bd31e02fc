import { createElectronClient } from './electron-client.ts';
import { createHttpClient } from './http-client.ts';
import { wrapWithNameRequest } from './named.ts';
import type { Transport } from './transport.ts';

/**
 * Connects to the main process: on the desktop by the preload bridge, otherwise by a session of the Node host. The secret is in the
 * fragment of the printed address and works once; after a reload, the ticket in this tab's history entry replaces it. `null` if there is
 * neither, or the host refuses it. A team server identifies the person by a cookie and marks its page.
 */
export const connectToMain = async (): Promise<Transport | null> => {
  if (window.tsunagi !== undefined) return wrapWithNameRequest(createElectronClient(window.tsunagi));
  if (document.querySelector('meta[name="tsunagi-access"][content="cookie"]') !== null) return createHttpClient({ kind: 'cookie' });
  // A new launch address in an open tab changes only the fragment, so the page must be reloaded.
  window.addEventListener('hashchange', () => {
    if (tokenOf(window.location.hash) !== null) window.location.reload();
  });
  const token = tokenOf(window.location.hash);
  const ticket = ticketOf(history.state);
  // Remove the token from the address before other code can read it.
  if (token !== null) history.replaceState(history.state, '', '/');
  // A refused token, for example of an old address that was opened again, leaves the tab's session intact.
  const session = (token === null ? null : await openSession(token)) ?? (ticket === null ? null : await openSession(ticket));
  if (session === null) return null;
  keepTicket(session.ticket);
  return wrapWithNameRequest(createHttpClient({ kind: 'bearer', bearer: session.bearer }));
};

/** Exchanges a token or a ticket for a session; `null` if the host refuses it or does not respond. */
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

/** A reload may happen at any history entry of the tab, so each new or shown entry gets the current ticket. */
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
