import type { QueryClient } from '@tanstack/react-query';
import type { Settings } from '#shared/contract/companies/console.ts';
import { createCallOptions } from './queries.ts';
import { bindToCompany, type Transport } from './transport.ts';

/**
 * Sends the first queries while texts are still loading, so that components find the answers in the cache; failed ones are repeated by
 * the components. `readinessOf`: the company whose readiness is shown first, `null` = the last shown one, `undefined` = another screen.
 * Returns the preferences, or `null`. Changes must be followed by then.
 */
export async function prefetchFirstAnswers(
  client: Transport,
  queries: QueryClient,
  readinessOf: string | null | undefined,
): Promise<Settings | null> {
  void queries.prefetchQuery(createCallOptions(client, 'companies.list', {}));
  const settings = await queries.fetchQuery(createCallOptions(client, 'console.settings', {})).catch(() => null);
  const last = settings?.lastCompanyId ?? null;
  if (last !== null) {
    const company = bindToCompany(client, last);
    void queries.prefetchQuery(createCallOptions(company, 'companies.current', {}));
    // Auditing a company that is not shown would be wasted.
    if (readinessOf === null || readinessOf === last) void queries.prefetchQuery(createCallOptions(company, 'readiness.summary', {}));
  }
  return settings;
}
