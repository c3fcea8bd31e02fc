import { type Query, QueryClient, type QueryFilters, type QueryKey } from '@tanstack/react-query';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { EventData } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/result.ts';
import { AGED_MS, DRAFTS_REST_MS, dueAfter } from './changes.ts';
import type { Transport } from './transport.ts';

/** A screen that is opened again shows at once what it knew, and asks anew what is older than this: days begin, clocks run. */
const OLD_MS = 60_000;
/** How long an answer is kept that nobody looks at. */
const KEPT_MS = 10 * 60_000;

/** A failure of the contract, as the query cache wants it thrown. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export type CallKey = readonly [companyId: string, name: CallName, input: unknown];
const keyOf = (key: QueryKey): CallKey => key as unknown as CallKey;

/** Where an answer is kept: what is about the console is the same for every company. */
export const callKey = <N extends CallName>(client: Transport, name: N, input: CallInput<N> | null): CallKey => [
  CALL_FACTS[name].scope === 'console' ? '' : (client.companyId ?? ''),
  name,
  input,
];

/** The cache of answers. It asks again when it is told to, not by its own rules: the host is on this machine and tells what changed. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: KEPT_MS,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        refetchOnMount: (query) => (Date.now() - query.state.dataUpdatedAt > OLD_MS ? 'always' : true),
        refetchIntervalInBackground: true,
      },
    },
  });

/** How a call is asked by the cache. What nobody waits for any more is given up. */
export const callOptions = <N extends CallName>(client: Transport, name: N, input: CallInput<N> | null) =>
  ({
    queryKey: callKey(client, name, input),
    enabled: input !== null,
    refetchInterval: CALL_FACTS[name].timed ? AGED_MS : false,
    async queryFn({ signal }: { readonly signal: AbortSignal }): Promise<CallOutput<N>> {
      const callId = crypto.randomUUID();
      signal.addEventListener('abort', () => client.cancel(callId));
      const result = await client.call(name, input as CallInput<N>, { callId });
      if (!result.ok) throw new CallFailed(result.error);
      return result.value;
    },
  }) as const;

/** Queries whose first answer is waited for, to be asked once more after it. */
const askedOnceMore = new WeakSet<Query>();

/**
 * Asks again what is on a screen, and marks what is on none. A first answer that is on its way may be from before the change, and the cache
 * would take it for the new one: that query is asked once more when the answer has come, however much changed meanwhile.
 */
export function askAgain(queries: QueryClient, filters: QueryFilters): void {
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
 * Keeps what a command answered as the newest answer of a query. One that is on its way was asked before the command and would take its
 * place; it is given up, and asked anew, as it may have been asked for somebody else's change.
 */
export async function keepAnswer<T>(queries: QueryClient, queryKey: CallKey, answer: T | ((before: T | undefined) => T)): Promise<void> {
  const isAsked = queries.isFetching({ queryKey, exact: true }) > 0;
  await queries.cancelQueries({ queryKey, exact: true });
  queries.setQueryData<T>(queryKey, answer as T);
  if (isAsked) askAgain(queries, { queryKey, exact: true });
}

/**
 * Asks again what a change touches: at once, or once the drafts are at rest. Returns the way to stop. What is on no screen is marked, and
 * asked when it is looked at.
 */
export function followChanges(client: Pick<Transport, 'on' | 'onConnection'>, queries: QueryClient): () => void {
  /** By their hash, not by the mark: an answer that was on its way when the drafts changed would take the mark away. */
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const atRest = (): void => {
    const due = new Set(waiting);
    waiting.clear();
    askAgain(queries, { predicate: ({ queryHash }) => due.has(queryHash) });
  };
  const stop = client.on('changed', (change) => {
    const due = (query: Query, when: 'now' | 'at-rest'): boolean =>
      isOf(query, change) && dueAfter(keyOf(query.queryKey)[1], change.topics) === when;
    askAgain(queries, { predicate: (query) => due(query, 'now') });
    const resting = queries.getQueryCache().findAll({ predicate: (query) => due(query, 'at-rest') });
    if (resting.length === 0) return;
    for (const { queryHash } of resting) waiting.add(queryHash);
    void queries.invalidateQueries({ refetchType: 'none', predicate: ({ queryHash }) => waiting.has(queryHash) });
    clearTimeout(timer);
    timer = setTimeout(atRest, DRAFTS_REST_MS);
  });
  let isLost = false;
  const stopWatching = client.onConnection((connection) => {
    // What was told meanwhile was not heard.
    if (connection === 'open' && isLost) askAgain(queries, {});
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
