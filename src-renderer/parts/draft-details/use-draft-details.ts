import { useCalls } from '#renderer/client/index.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';

/** Details of the drafts of a list, in order. Deleted drafts are omitted. */
export const useDraftDetails = (section: 'serials' | 'invoice_groups', ids: readonly string[]): ReadonlyMap<string, DraftDetail> => {
  const known = useCalls(
    'drafts.get',
    ids.map((id) => ({ section, id })),
  );
  return new Map(known.flatMap((detail, at) => (detail === undefined ? [] : [[ids[at] as string, detail] as const])));
};
