import { useCalls } from '#renderer/client/index.ts';
import type { DraftDetail } from '#shared/contract/drafts.ts';

/** The drafts of a list with what each comes to, in the list's order. One that was deleted meanwhile is no row any more. */
export const useDraftDetails = (section: 'serials' | 'invoice_groups', ids: readonly string[]): ReadonlyMap<string, DraftDetail> => {
  const known = useCalls(
    'drafts.get',
    ids.map((id) => ({ section, id })),
  );
  return new Map(known.flatMap((detail, at) => (detail === undefined ? [] : [[ids[at] as string, detail] as const])));
};
