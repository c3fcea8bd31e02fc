import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useClient, useRevision } from '#renderer/client/index.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/matching.ts';
import { type FetchRows, RowPages, type RowsView } from './row-pages.ts';

/** The rows of a filter and a sort, asked again when the workspace's revision changes or a decision was made. */
export const useRows = (
  filter: FindingFilter,
  sort: FindingSort,
): { readonly pages: RowPages; readonly view: RowsView; readonly retry: () => void } => {
  const client = useClient();
  const revision = useRevision();
  const pages = useMemo(() => new RowPages(), []);
  const fetch = useMemo<FetchRows>(
    () => (offset, limit) => {
      const callId = crypto.randomUUID();
      return { answer: client.call('matching.rows', { filter, sort, offset, limit }, callId), giveUp: () => client.cancel(callId) };
    },
    [client, filter, sort],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another answer to the same question.
  useEffect(() => {
    pages.ask(fetch);
    return () => pages.stop();
  }, [pages, fetch, revision]);
  // A decision, here or in another window, leaves the revision as it is; a new revision asks by itself.
  const seen = useRef(revision);
  seen.current = revision;
  useEffect(
    () =>
      client.on('workspace', ({ profileId, revision: now }) => {
        if (seen.current === `${profileId}:${now}`) pages.refresh();
      }),
    [client, pages],
  );
  const view = useSyncExternalStore(pages.subscribe, pages.view);
  return { pages, view, retry: () => pages.ask(fetch) };
};
