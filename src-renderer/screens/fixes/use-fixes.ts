import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient, useRevision } from '#renderer/client/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FixRow } from '#shared/contract/fixes.ts';
import type { Failure } from '#shared/contract/result.ts';
import { type FixFilter, WINDOW, windowHolds, windowOffset } from './view-model.ts';

interface Answer {
  readonly question: string;
  readonly offset: number;
  readonly value: CallOutput<'fixes.list'>;
}

export interface Fixes {
  /** The last good answer, also while a newer one is on its way. */
  readonly value: CallOutput<'fixes.list'> | undefined;
  readonly error: Failure | null;
  /** The rows on screen answer an older question. */
  readonly stale: boolean;
  /** `undefined` while its window is on its way. */
  readonly fixAt: (index: number) => FixRow | undefined;
  /** These rows are on screen. */
  readonly need: (first: number, last: number) => void;
  readonly retry: () => void;
}

/** The adopted fixes under a filter, one window of rows around the eye at a time; asked again with every change of the workspace. */
export function useFixes(filter: FixFilter): Fixes {
  const client = useClient();
  const revision = useRevision();
  const question = JSON.stringify(filter);
  const [wanted, setWanted] = useState(0);
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [error, setError] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const latest = useRef(0);

  useEffect(() => client.on('workspace', () => setRound((count) => count + 1)), [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is read from its top.
  useEffect(() => setWanted(0), [question]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `round` are the wish to ask again.
  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    const callId = crypto.randomUUID();
    const input = { filter: JSON.parse(question) as FixFilter, offset: wanted, limit: WINDOW };
    void client.call('fixes.list', input, callId).then((result) => {
      if (mine !== latest.current) return;
      if (result.ok) setAnswer({ question, offset: wanted, value: result.value });
      setError(result.ok || result.error.code === 'cancelled' ? null : result.error);
    });
    return () => client.cancel(callId);
  }, [client, question, wanted, revision, round]);

  const need = useCallback(
    (first: number, last: number) => setWanted((offset) => (windowHolds(offset, first, last) ? offset : windowOffset(first))),
    [],
  );
  return {
    value: answer?.value,
    error,
    stale: answer !== undefined && answer.question !== question,
    fixAt: (index) => (answer === undefined ? undefined : answer.value.fixes[index - answer.offset]),
    need,
    retry: () => setRound((count) => count + 1),
  };
}
