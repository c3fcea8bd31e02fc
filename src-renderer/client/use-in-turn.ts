import { useEffect, useState } from 'react';
import { useClient } from './context.tsx';
import type { Transport } from './transport.ts';
import { useRevision } from './workspace.ts';

/**
 * What is known of many things, asked for `atATime` in a call and one call after the other, so that no other call waits long; asked for
 * again as drafts and people change. Those not known yet are absent. `ask` is one function for all renders; it answers `null` where asking
 * on makes no sense.
 */
export function useInTurn<T>(
  ids: readonly string[],
  atATime: number,
  ask: (client: Transport, ids: readonly string[]) => Promise<readonly (readonly [id: string, known: T])[] | null>,
): ReadonlyMap<string, T> {
  const client = useClient();
  const revision = useRevision();
  const [known, setKnown] = useState<ReadonlyMap<string, T>>(new Map());
  const [round, setRound] = useState(0);
  const wanted = JSON.stringify(ids);
  useEffect(() => client.on('drafts', () => setRound((count) => count + 1)), [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision or round is the wish to ask again.
  useEffect(() => {
    let isWanted = true;
    const askAll = async (): Promise<void> => {
      const all = JSON.parse(wanted) as string[];
      for (let start = 0; start < all.length && isWanted; start += atATime) {
        const found = await ask(client, all.slice(start, start + atATime));
        if (found === null || !isWanted) return;
        setKnown((before) => new Map([...before, ...found]));
      }
    };
    void askAll();
    return () => {
      isWanted = false;
    };
  }, [client, atATime, ask, wanted, revision, round]);
  return known;
}
