import type { QueryClient } from '@tanstack/react-query';
import type { Settings } from '#shared/contract/console.ts';
import { callOptions } from './queries.ts';
import { ofCompany, type Transport } from './transport.ts';

/** A query that takes nothing. */
export type BareQuery = 'readiness.summary';

/**
 * Asks what every window begins with before anything is drawn, while its texts still come: whoever draws finds the answers in the cache, and
 * asks what fails once more. `ahead`: what the first screen will ask of the company that was shown last. Answers the preferences; `null`
 * where they cannot be had. Changes have to be followed by then.
 */
export async function askFirst(client: Transport, queries: QueryClient, ahead: readonly BareQuery[]): Promise<Settings | null> {
  void queries.prefetchQuery(callOptions(client, 'companies.list', {}));
  const settings = await queries.fetchQuery(callOptions(client, 'console.settings', {})).catch(() => null);
  const last = settings?.lastCompanyId ?? null;
  if (last !== null) {
    const company = ofCompany(client, last);
    for (const name of ['companies.current', 'companies.possessions', ...ahead] as const)
      void queries.prefetchQuery(callOptions(company, name, {}));
  }
  return settings;
}
