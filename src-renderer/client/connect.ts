import { electronClient } from './electron-client.ts';
import { httpClient } from './http-client.ts';
import type { Transport } from './transport.ts';

/**
 * Finds the main process: the preload's bridge on the desktop, else the Node host's session. `null` when this page was
 * opened without the key in its address (the key works once, and lives in memory only).
 */
export const connect = async (): Promise<Transport | null> => {
  if (window.tsunagi !== undefined) return electronClient(window.tsunagi);
  const key = new URLSearchParams(window.location.hash.slice(1)).get('token');
  history.replaceState(null, '', window.location.pathname);
  if (key === null) return null;
  try {
    const response = await fetch('/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: key }) });
    if (!response.ok) return null;
    const { bearer } = (await response.json()) as { bearer: string };
    return httpClient(bearer);
  } catch {
    return null;
  }
};
