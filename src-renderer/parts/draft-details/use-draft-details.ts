import { type Transport, useInTurn } from '#renderer/client/index.ts';
import type { DraftDetail } from '#shared/contract/drafts.ts';

type Known = readonly (readonly [string, DraftDetail])[];

const asking =
  (section: 'serials' | 'invoice_groups') =>
  async (client: Transport, ids: readonly string[]): Promise<Known> => {
    const found: [string, DraftDetail][] = [];
    for (const id of ids) {
      const result = await client.call('drafts.get', { section, id });
      // One that was deleted meanwhile is no row any more.
      if (result.ok) found.push([id, result.value]);
    }
    return found;
  };
const ASK = { serials: asking('serials'), invoice_groups: asking('invoice_groups') };

/** The drafts of a list with what each comes to, in the list's order. */
export const useDraftDetails = (section: keyof typeof ASK, ids: readonly string[]): ReadonlyMap<string, DraftDetail> =>
  useInTurn(ids, 1, ASK[section]);
