import { type Query, QueryClient, type QueryFilters, type QueryKey } from '@tanstack/react-query';
import type { Failure } from '#shared/contract/call/result.ts';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { EventData } from '#shared/contract/events.ts';
import { DRAFT_SETTLE_MS, getRefetchTiming, TIME_REFRESH_MS } from './changes.ts';
import type { Transport } from './transport.ts';

/** A reopened screen shows the cached answer and repeats queries older than this, because their content depends on the time. */
const OLD_MS = 60_000;
/** Time for which unused answers stay in the cache. */
const CACHE_LIFETIME_MS = 10 * 60_000;

/** A contract failure as the exception that the query cache expects. */
export class CallError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export type CallKey = readonly [companyId: string, name: CallName, input: unknown];
const keyOf = (key: QueryKey): CallKey => key as unknown as CallKey;

/** Cache key; console-wide queries share one key for all companies. */
export const createCallKey = <N extends CallName>(client: Transport, name: N, input: CallInput<N> | null): CallKey => [
  CALL_FACTS[name].scope === 'console' ? '' : (client.companyId ?? ''),
  name,
  input,
];

/** The query cache. Its own refetch rules are off, because the local host reports changes. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: CACHE_LIFETIME_MS,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        refetchOnMount: (query) => (Date.now() - query.state.dataUpdatedAt > OLD_MS ? 'always' : true),
        refetchIntervalInBackground: true,
      },
    },
  });

/** Query options of a call. A request without a consumer is aborted. */
export const createCallOptions = <N extends CallName>(client: Transport, name: N, input: CallInput<N> | null) =>
  ({
    queryKey: createCallKey(client, name, input),
    enabled: input !== null,
    refetchInterval: CALL_FACTS[name].timed ? TIME_REFRESH_MS : false,
    async queryFn({ signal }: { readonly signal: AbortSignal }): Promise<CallOutput<N>> {
      const callId = crypto.randomUUID();
      signal.addEventListener('abort', () => client.cancel(callId));
      const result = await client.call(name, input as CallInput<N>, { callId });
      if (!result.ok) throw new CallError(result.error);
      return result.value;
    },
  }) as const;

/** Queries whose first answer is pending and that must be repeated afterwards. */
const askedOnceMore = new WeakSet<Query>();

/**
 * Repeats active queries and marks inactive ones as stale. A pending first answer may be older than the change, so that query is repeated
 * once after it.
 */
export function refetchQueries(queries: QueryClient, filters: QueryFilters): void {
  for (const query of queries.getQueryCache().findAll(filters)) {
    const { data, fetchStatus } = query.state;
    if (data !== undefined || fetchStatus === 'idle' || askedOnceMore.has(query)) continue;
    askedOnceMore.add(query);
    const first = query.promise?.catch(() => undefined) ?? Promise.resolve();
    void first.then(() => {
      askedOnceMore.delete(query);
      return queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
    });
  }
  void queries.invalidateQueries(filters);
}

/**
 * Stores a command's answer as the newest answer of a query. A request sent before the command is aborted and repeated, because it would
 * overwrite the answer.
 */
export async function storeAnswer<T>(queries: QueryClient, queryKey: CallKey, answer: T | ((before: T | undefined) => T)): Promise<void> {
  const isAsked = queries.isFetching({ queryKey, exact: true }) > 0;
  await queries.cancelQueries({ queryKey, exact: true });
  queries.setQueryData<T>(queryKey, answer as T);
  if (isAsked) refetchQueries(queries, { queryKey, exact: true });
}

/** Repeats queries affected by changes, heavy ones once drafts are unchanged. Returns a function that stops it. */
export function followChanges(client: Pick<Transport, 'on' | 'onConnection'>, queries: QueryClient): () => void {
  /** Kept by hash instead of the cache's stale flag, because an answer that was pending when the drafts changed would clear the flag. */
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const atRest = (): void => {
    const due = new Set(waiting);
    waiting.clear();
    refetchQueries(queries, { predicate: ({ queryHash }) => due.has(queryHash) });
  };
  const stop = client.on('changed', (change) => {
    const due = (query: Query, when: 'now' | 'at-rest'): boolean =>
      isOf(query, change) && getRefetchTiming(keyOf(query.queryKey)[1], change.topics) === when;
    refetchQueries(queries, { predicate: (query) => due(query, 'now') });
    const resting = queries.getQueryCache().findAll({ predicate: (query) => due(query, 'at-rest') });
    if (resting.length === 0) return;
    for (const { queryHash } of resting) waiting.add(queryHash);
    void queries.invalidateQueries({ refetchType: 'none', predicate: ({ queryHash }) => waiting.has(queryHash) });
    clearTimeout(timer);
    timer = setTimeout(atRest, DRAFT_SETTLE_MS);
  });
  let isLost = false;
  const stopWatching = client.onConnection((connection) => {
    // Events sent while the connection was lost were missed.
    if (connection === 'open' && isLost) refetchQueries(queries, {});
    isLost = connection !== 'open';
  });
  return () => {
    clearTimeout(timer);
    stop();
    stopWatching();
  };
}

const isOf = ({ queryKey }: Query, { companyId }: EventData<'changed'>): boolean => {
  const [company] = keyOf(queryKey);
  return companyId === null || company === '' || company === companyId;
};
