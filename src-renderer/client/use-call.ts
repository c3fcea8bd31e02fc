import { type QueryFunctionContext, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { useClient } from './context.tsx';
import { type CallError, type CallKey, createCallKey, createCallOptions, refetchQueries, storeAnswer } from './queries.ts';
import { useIsSlow } from './use-slow.ts';

export interface CallState<T> {
  /** The last successful answer, also while a newer one is pending or has failed. */
  readonly value: T | undefined;
  readonly error: Failure | null;
  /** True if no value is available yet and loading takes longer than `LOADING_AFTER_MS`. */
  readonly loading: boolean;
  /**
   * True if `value` belongs to another input, if it has been outdated or refreshing for longer than `LOADING_AFTER_MS`, or if a newer
   * answer failed.
   */
  readonly stale: boolean;
  /** True as soon as data of `value` has changed or `value` belongs to another input; unlike `stale`, without a delay. */
  readonly outdated: boolean;
  /** True if `value` belongs to another input than the current one. */
  readonly other: boolean;
  readonly refetch: () => void;
}

/**
 * Hook for a query: repeated when its topics change, aborted when unused. The last answer stays visible while loading. `input: null`
 * sends nothing.
 */
export const useCall = <N extends CallName>(name: N, input: CallInput<N> | null): CallState<CallOutput<N>> => {
  const client = useClient();
  const queries = useQueryClient();
  const options = createCallOptions(client, name, input);
  const { data, error, isFetching, isStale } = useQuery<CallOutput<N>, CallError, CallOutput<N>, CallKey>(options);
  const key = useRef(options.queryKey);
  key.current = options.queryKey;
  const company = client.companyId;
  const last = useRef<{ readonly company: string | null; readonly value: CallOutput<N> } | null>(null);
  if (data !== undefined) last.current = { company, value: data };
  const isAsked = input !== null;
  const value = isAsked ? (data ?? (last.current?.company === company ? last.current.value : undefined)) : undefined;
  // The component that aborted it needs no message.
  const failure = isAsked && error !== null && error.failure.code !== 'cancelled' ? error.failure : null;
  const slow = useIsSlow(isAsked && (isFetching || isStale));
  return {
    value,
    error: failure,
    loading: slow && value === undefined && failure === null,
    stale: value !== undefined && (data === undefined || slow || failure !== null),
    outdated: value !== undefined && (data === undefined || isStale),
    other: value !== undefined && data === undefined,
    refetch: useCallback(() => {
      if (isAsked) refetchQueries(queries, { queryKey: key.current, exact: true });
    }, [queries, isAsked]),
  };
};

/** Hook that stores a command's answer as the newest answer of a query. */
export const useStoreAnswer = () => {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    <N extends CallName>(
      name: N,
      input: CallInput<N>,
      answer: CallOutput<N> | ((before: CallOutput<N> | undefined) => CallOutput<N>),
    ): Promise<void> => storeAnswer(queries, createCallKey(client, name, input), answer),
    [client, queries],
  );
};

/** Answers of one query for many inputs, in their order; `undefined` while unknown. They are refreshed like those of `useCall`. */
export const useCalls = <N extends CallName>(name: N, inputs: readonly CallInput<N>[]): readonly (CallOutput<N> | undefined)[] => {
  const client = useClient();
  const queries = inputs.map((input) => {
    const options = createCallOptions(client, name, input);
    return {
      ...options,
      queryFn: (context: QueryFunctionContext<typeof options.queryKey>) => inTurn(context.signal, () => options.queryFn(context)),
    };
  });
  return useQueries({ queries }).map(({ data }) => data);
};

let turn: Promise<unknown> = Promise.resolve();

/** Requests run one after another, so that other calls do not wait behind all of them. */
const inTurn = <T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> => {
  const mine = turn.then(() => {
    signal.throwIfAborted();
    return ask();
  });
  turn = mine.catch(() => undefined);
  return mine;
};
