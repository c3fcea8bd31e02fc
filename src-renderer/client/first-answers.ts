import type { QueryClient } from '@tanstack/react-query';
import type { Settings } from '#shared/contract/console.ts';
import { callOptions } from './queries.ts';
import { ofCompany, type Transport } from './transport.ts';

/**
 * Asks what every window begins with before anything is drawn, while its texts still come: whoever draws finds the answers in the cache, and
 * asks what fails once more. `readinessOf`: the company with whose readiness the window begins, `null` = the one that
 * was shown last, `undefined` = another screen; asked of the last one alone. Answers the preferences; `null` where they cannot be had. Changes
 * have to be followed by then.
 */
export async function askFirst(client: Transport, queries: QueryClient, readinessOf: string | null | undefined): Promise<Settings | null> {
  void queries.prefetchQuery(callOptions(client, 'companies.list', {}));
  const settings = await queries.fetchQuery(callOptions(client, 'console.settings', {})).catch(() => null);
  const last = settings?.lastCompanyId ?? null;
  if (last !== null) {
    const company = ofCompany(client, last);
    for (const name of ['companies.current', 'companies.possessions'] as const) void queries.prefetchQuery(callOptions(company, name, {}));
    // Looking at everybody of a company that is not shown would be for nothing.
    if (readinessOf === null || readinessOf === last) void queries.prefetchQuery(callOptions(company, 'readiness.summary', {}));
  }
  return settings;
}
