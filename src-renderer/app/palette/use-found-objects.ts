import type { CallInput } from '#shared/contract/calls.ts';
import { useCall } from '../../client/index.ts';
import type { ScreenId } from '../../navigation/index.ts';
import { fold } from './commands.ts';

/** What has a name of its own, with the screen that shows it. */
const SECTIONS = { routes: 'routes', serials: 'serials', invoice_groups: 'invoicing' } as const satisfies Record<string, ScreenId>;
type Section = keyof typeof SECTIONS;

export interface FoundObject {
  readonly screen: (typeof SECTIONS)[Section];
  readonly id: string;
  readonly name: string;
}

const MOST_OF_EACH = 4;
/** The lists search notes and approvers too: so many are looked through for the names. */
const LOOKED_THROUGH = 50;

const asked = (section: Section, search: string): CallInput<'drafts.list'> | null =>
  search === '' ? null : { section, search, sort: { by: 'name', direction: 'ascending' }, offset: 0, limit: LOOKED_THROUGH };

/** Routes, serial numbers and invoice groups by their names; `isAnswered` once all of these are known. */
export function useFoundObjects(search: string): { readonly objects: readonly FoundObject[]; readonly isAnswered: boolean } {
  const answers = [
    { section: 'routes', ...useCall('drafts.list', asked('routes', search)) },
    { section: 'serials', ...useCall('drafts.list', asked('serials', search)) },
    { section: 'invoice_groups', ...useCall('drafts.list', asked('invoice_groups', search)) },
  ] as const;
  return {
    objects: answers.flatMap(({ section, value }) =>
      (value?.rows ?? [])
        .filter(({ name, state }) => state !== 'deleted' && fold(name).includes(fold(search)))
        .slice(0, MOST_OF_EACH)
        .map(({ id, name }) => ({ screen: SECTIONS[section], id, name })),
    ),
    isAnswered: answers.every(({ value, error, stale }) => error !== null || (value !== undefined && !stale)),
  };
}
