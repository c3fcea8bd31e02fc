import { useEffect } from 'react';
import type { Topic } from '#shared/contract/call/topics.ts';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';
import type { CallName } from '#shared/contract/calls.ts';
import { useClient } from './context.tsx';
import type { Transport } from './transport.ts';

/** Heavy queries are repeated after drafts were unchanged for this long; drafts change with every pause in typing. */
export const DRAFT_SETTLE_MS = 1_000;

/** Queries that depend on time are repeated at this interval. */
export const TIME_REFRESH_MS = 5 * 60_000;

/** When to repeat a query after a change of these topics, according to the contract. */
export function getRefetchTiming(name: CallName, topics: readonly Topic[]): 'never' | 'now' | 'at-rest' {
  const { reads, heavy } = CALL_FACTS[name];
  const touched = topics.filter((topic) => reads.includes(topic));
  if (touched.length === 0) return 'never';
  return heavy && touched.every((topic) => topic === 'drafts') ? 'at-rest' : 'now';
}

/** Calls back whenever the answer of a query may be outdated. Returns a function that unsubscribes. */
export function subscribeOutdated(client: Pick<Transport, 'on'>, name: CallName, outdated: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = client.on('changed', ({ topics }) => {
    const due = getRefetchTiming(name, topics);
    if (due === 'never') return;
    clearTimeout(timer);
    if (due === 'now') outdated();
    else timer = setTimeout(outdated, DRAFT_SETTLE_MS);
  });
  const aging = CALL_FACTS[name].timed ? setInterval(outdated, TIME_REFRESH_MS) : undefined;
  return () => {
    clearTimeout(timer);
    clearInterval(aging);
    stop();
  };
}

/** Hook form of `subscribeOutdated` for data outside the query cache. `outdated` must be a stable function. */
export function useOutdatedCallback(name: CallName, outdated: () => void): void {
  const client = useClient();
  useEffect(() => subscribeOutdated(client, name, outdated), [client, name, outdated]);
}
