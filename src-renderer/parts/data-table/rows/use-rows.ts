import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient, useOutdatedCallback } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { type FetchWindow, type RowsView, type RowWindow, WindowedRows } from './windowed-rows.ts';

/** Rows of a list for a table, independent of their source. */
export interface RowSource<R> {
  readonly total: number;
  /** `undefined` while it is loading. */
  readonly row: (index: number) => R | undefined;
  /** Reports the visible rows. */
  readonly need: (first: number, last: number) => void;
  /** Rows `first` to `last`, loaded if needed; `null` if the list has changed. */
  readonly between: (first: number, last: number) => Promise<readonly R[] | null>;
  readonly waiting: boolean;
  readonly stale: boolean;
  readonly error: Failure | null;
  readonly question: number;
  readonly round: number;
  readonly retry: () => void;
}

/** A list loaded in windows; `answer` is the last answer with its additional data. */
export interface QueriedRows<A, R> extends RowSource<R> {
  readonly answer: A | undefined;
  /** Reloads the visible rows; the old ones stay until the new ones arrive. */
  readonly refresh: () => void;
}

/** Calls that return a window of rows. */
type WindowCall = { [N in CallName]: CallInput<N> extends { offset: number; limit: number } ? N : never }[CallName];

interface RowsQuestion<N extends WindowCall, R> {
  readonly call: N;
  /** Filter and sort order; a different value starts a new query. Compared by content. */
  readonly input: Omit<CallInput<N>, 'offset' | 'limit'>;
  /** Extracts the window from an answer. Must be a stable function. */
  readonly read: (answer: CallOutput<N>) => RowWindow<R>;
}

/** Hook for the rows of a filter and sort order, reloaded when the call's topics change. */
export function useRows<N extends WindowCall, R>({ call, input, read }: RowsQuestion<N, R>): QueriedRows<CallOutput<N>, R> {
  const client = useClient();
  const rows = useMemo(() => new WindowedRows<CallOutput<N>, R>(read), [read]);
  const question = JSON.stringify(input);
  const fetch = useMemo<FetchWindow<CallOutput<N>>>(
    () => (offset, limit) => {
      const callId = crypto.randomUUID();
      const asked = { ...JSON.parse(question), offset, limit } as CallInput<N>;
      return { answer: client.call(call, asked, { callId }), giveUp: () => client.cancel(callId) };
    },
    [client, call, question],
  );
  useEffect(() => {
    rows.ask(fetch);
    return () => rows.stop();
  }, [rows, fetch]);
  const refresh = useCallback(() => rows.refresh(), [rows]);
  useOutdatedCallback(call, refresh);
  const view = useSyncExternalStore(rows.subscribe, rows.view);
  const retry = useCallback(() => rows.ask(fetch), [rows, fetch]);
  return useMemo(() => {
    // The request starts after this render; until then the rows belong to the former query.
    const stale = view.stale || (!view.waiting && !rows.asks(fetch));
    return { ...sourceOf(rows, view), stale, refresh, retry };
  }, [rows, view, fetch, refresh, retry]);
}

/** `row`, `need` and `between` are new functions after every change of the list. */
const sourceOf = <A, R>(rows: WindowedRows<A, R>, view: RowsView<A>) => ({
  ...view,
  row: (index: number) => rows.row(index),
  need: (first: number, last: number) => rows.need(first, last),
  between: (first: number, last: number) => rows.between(first, last),
});

/** A row source for rows that are already loaded. */
export const createLoadedRows = <R>(rows: readonly R[]): RowSource<R> => ({
  total: rows.length,
  row: (index) => rows[index],
  need: () => {},
  between: async (first, last) => rows.slice(first, last + 1),
  waiting: false,
  stale: false,
  error: null,
  question: 0,
  round: 0,
  retry: () => {},
});
