import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';
import { useClient } from './context.tsx';
import { useRevision } from './workspace.ts';

/** Loading is worth drawing only after this long. */
const LOADING_AFTER_MS = 150;
const REMEMBERED = 60;

/** Last answers by call, input and workspace, so that a screen that is opened again shows at once what it knew. */
const remembered = new Map<string, unknown>();

const remember = (key: string, value: unknown): void => {
  remembered.delete(key);
  remembered.set(key, value);
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value as string);
};

export interface CallState<T> {
  /** The last good answer, also while a newer one is on its way or has failed. */
  readonly value: T | undefined;
  readonly error: Failure | null;
  /** Nothing to show yet and the answer takes longer than a blink. */
  readonly loading: boolean;
  /** `value` belongs to an older revision or input, or a newer answer failed. */
  readonly stale: boolean;
  readonly refetch: () => void;
}

interface Answer<T> {
  readonly key: string;
  readonly revision: string;
  readonly value: T;
}

/**
 * Asks a query and keeps its answer true: asks again when the input or the workspace's revision changes, cancels what
 * nobody waits for any more, and keeps the last answer visible meanwhile. `input: null` asks nothing.
 */
export const useCall = <N extends CallName>(name: N, input: CallInput<N> | null): CallState<CallOutput<N>> => {
  const client = useClient();
  const revision = useRevision();
  const workspaceId = revision.slice(0, revision.lastIndexOf(':'));
  const inputText = input === null ? null : JSON.stringify(input);
  const key = `${workspaceId} ${name} ${inputText}`;
  const [answer, setAnswer] = useState<Answer<CallOutput<N>> | undefined>(undefined);
  const [error, setError] = useState<{ key: string; failure: Failure } | null>(null);
  const [slow, setSlow] = useState(false);
  const [round, setRound] = useState(0);
  const latest = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is the wish to ask again.
  useEffect(() => {
    if (inputText === null) return;
    latest.current += 1;
    const mine = latest.current;
    const callId = crypto.randomUUID();
    let open = true;
    setSlow(false);
    const timer = setTimeout(() => setSlow(true), LOADING_AFTER_MS);
    void client.call(name, JSON.parse(inputText) as CallInput<N>, { callId }).then((result) => {
      open = false;
      clearTimeout(timer);
      if (mine !== latest.current) return;
      setSlow(false);
      if (result.ok) {
        remember(key, { key, revision, value: result.value });
        setAnswer({ key, revision, value: result.value });
        setError(null);
      } else if (result.error.code !== 'cancelled') {
        setError({ key, failure: result.error });
      }
    });
    return () => {
      clearTimeout(timer);
      latest.current += 1;
      if (open) client.cancel(callId);
    };
  }, [client, name, inputText, key, revision, round]);

  const known = answer?.key.startsWith(`${workspaceId} `) ? answer : undefined;
  const shown = known?.key === key ? known : ((remembered.get(key) as Answer<CallOutput<N>> | undefined) ?? known);
  const failed = error?.key === key ? error.failure : null;
  return {
    value: inputText === null ? undefined : shown?.value,
    error: failed,
    loading: slow && shown === undefined && failed === null,
    stale: shown !== undefined && (shown.key !== key || shown.revision !== revision || failed !== null),
    refetch: useCallback(() => setRound((count) => count + 1), []),
  };
};
