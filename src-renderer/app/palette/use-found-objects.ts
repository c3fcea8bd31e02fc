import type { CallInput } from '#shared/contract/calls.ts';
import { useCall } from '../../client/index.ts';
import { navigate, type ScreenId } from '../../navigation/index.ts';
import { normalizeSearchText } from './commands.ts';

/** Sections whose objects have names, with their screens. */
const SECTIONS = { routes: 'routes', serials: 'serials', invoice_groups: 'invoicing' } as const satisfies Record<string, ScreenId>;
type Section = keyof typeof SECTIONS;

export interface FoundObject {
  readonly kind: Section | 'organization';
  readonly id: string;
  readonly name: string;
  /** Path of an organization, because names are not unique; `''` otherwise. */
  readonly detail: string;
}

/** Opens the screen of a result; for an organization, its people. */
export const openFoundObject = ({ kind, id }: FoundObject): void => {
  if (kind === 'organization') navigate('people', { organizationId: id });
  else navigate(SECTIONS[kind], { id });
};

const MAX_PER_SECTION = 4;
/** The lists also match notes and approvers; this many results are checked for the name. */
const SEARCHED_OBJECTS = 50;

const asked = (section: Section, search: string): CallInput<'drafts.list'> | null =>
  search === '' ? null : { section, search, sort: { by: 'name', direction: 'ascending' }, offset: 0, limit: SEARCHED_OBJECTS };

/** Routes, serial numbers, invoice groups and organizations by name; `isAnswered` is true once all results have arrived. */
export function useFoundObjects(search: string): { readonly objects: readonly FoundObject[]; readonly isAnswered: boolean } {
  const answers = [
    { section: 'routes', ...useCall('drafts.list', asked('routes', search)) },
    { section: 'serials', ...useCall('drafts.list', asked('serials', search)) },
    { section: 'invoice_groups', ...useCall('drafts.list', asked('invoice_groups', search)) },
  ] as const;
  const organizations = useCall('drafts.people', search === '' ? null : { search, kinds: ['organization'], limit: SEARCHED_OBJECTS });
  const isNamed = (name: string): boolean => normalizeSearchText(name).includes(normalizeSearchText(search));
  return {
    objects: [
      ...answers.flatMap(({ section, value }) =>
        (value?.rows ?? [])
          .filter(({ name, state }) => state !== 'deleted' && isNamed(name))
          .slice(0, MAX_PER_SECTION)
          .map(({ id, name }): FoundObject => ({ kind: section, id, name, detail: '' })),
      ),
      ...(organizations.value?.picks ?? [])
        .filter(({ name }) => isNamed(name))
        .slice(0, MAX_PER_SECTION)
        .map(({ id, name, detail }): FoundObject => ({ kind: 'organization', id, name, detail })),
    ],
    isAnswered: [...answers, organizations].every(({ value, error, stale }) => error !== null || (value !== undefined && !stale)),
  };
}
