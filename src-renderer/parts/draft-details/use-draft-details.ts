import { useEffect, useState } from 'react';
import { useClient, useRevision } from '#renderer/client/index.ts';
import type { DraftDetail } from '#shared/contract/drafts.ts';

/** The drafts of a list with what each comes to, one after the other in the list's order; those not known yet are absent. */
export function useDraftDetails(section: 'serials' | 'invoice_groups', ids: readonly string[]): ReadonlyMap<string, DraftDetail> {
  const client = useClient();
  const revision = useRevision();
  const [known, setKnown] = useState<ReadonlyMap<string, DraftDetail>>(new Map());
  const [round, setRound] = useState(0);
  const wanted = JSON.stringify(ids);
  useEffect(() => client.on('drafts', () => setRound((count) => count + 1)), [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision or round is the wish to ask again.
  useEffect(() => {
    let isWanted = true;
    const ask = async (): Promise<void> => {
      for (const id of JSON.parse(wanted) as string[]) {
        if (!isWanted) return;
        const result = await client.call('drafts.get', { section, id });
        if (!isWanted) return;
        // One that was deleted meanwhile is no row any more.
        if (result.ok) setKnown((before) => new Map([...before, [id, result.value]]));
      }
    };
    void ask();
    return () => {
      isWanted = false;
    };
  }, [client, section, wanted, revision, round]);
  return known;
}
