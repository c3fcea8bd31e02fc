import { useCall } from '#renderer/client/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';

const ALL = {
  section: 'amazon_groups',
  search: '',
  sort: { by: 'name', direction: 'ascending' },
  offset: 0,
  limit: 500,
} as const satisfies CallInput<'drafts.list'>;

/** The Amazon groups the administrator noted, by name; `undefined` until asked once. */
export const useAmazonGroups = () => useCall('drafts.list', ALL).value?.rows;
