import { IconX } from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import { SearchField } from '#renderer/parts/search-field/search-field.tsx';
import { useNames } from '#renderer/ui/drafts/index.ts';
import { Button, SegmentedControl, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { PERSON_ORDER_STATES, STATES_BY_URGENCY } from '#shared/domain/readiness/gates/order-state.ts';
import classes from './people.module.css';
import { getOrganizationFilterName } from './view-model.ts';

export type PeopleFilter = CallParsedInput<'people.list'>['filter'];
export const NO_FILTER: PeopleFilter = { search: '', states: [], organizationId: null };

/** Option for several states at once, as used by links; usually the states in scope. */
const SEVERAL = 'several';
const isInScope = (states: PeopleFilter['states']): boolean =>
  PERSON_ORDER_STATES.every((state) => states.includes(state) === (state !== 'outside'));

interface FilterLineProps {
  readonly filter: PeopleFilter;
  readonly counts: CallOutput<'people.list'>['states'] | undefined;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: PeopleFilter) => void;
  readonly onLeaveSearch: () => void;
}

/** Search field, and the states with the number of people in each. */
export const FilterLine = ({ filter, counts, searchRef, onChange, onLeaveSearch }: FilterLineProps) => {
  const text = useText('people');
  const format = useFormat();
  const numberOf = (state: string): number => counts?.find((each) => each.state === state)?.people ?? 0;
  const all = counts?.reduce((sum, { people }) => sum + people, 0) ?? 0;
  return (
    <>
      <SearchField
        className={classes.search}
        label={text('search')}
        placeholder={text('searchHint')}
        search={filter.search}
        onSearch={(search) => onChange({ ...filter, search })}
        fieldRef={searchRef}
        onLeave={onLeaveSearch}
      />
      {filter.organizationId === null ? null : (
        <OrganizationChip id={filter.organizationId} onLeave={() => onChange({ ...filter, organizationId: null })} />
      )}
      <SegmentedControl
        aria-label={text('table.state')}
        value={filter.states.length > 1 ? SEVERAL : (filter.states[0] ?? 'all')}
        onChange={(value) => onChange({ ...filter, states: PERSON_ORDER_STATES.filter((state) => state === value) })}
        data={[
          ...(filter.states.length > 1
            ? [
                {
                  value: SEVERAL,
                  label: text('stateCount', {
                    state: text(isInScope(filter.states) ? 'inScope' : 'several'),
                    people: format.count(filter.states.reduce((sum, state) => sum + numberOf(state), 0)),
                  }),
                },
              ]
            : []),
          { value: 'all', label: text('stateCount', { state: text('everybody'), people: format.count(all) }) },
          ...STATES_BY_URGENCY.map((state) => ({
            value: state,
            label: text('stateCount', { state: text(`orderState.${state}`), people: format.count(numberOf(state)) }),
          })),
        ]}
      />
    </>
  );
};

/** The filtered organization, and clearing it. */
const OrganizationChip = ({ id, onLeave }: { readonly id: string; readonly onLeave: () => void }) => {
  const text = useText('people');
  const none = useText('readiness.organizations')('none');
  const names = useNames(useMemo(() => (id === '' ? [] : [{ kind: 'organization' as const, id }]), [id]));
  const name = getOrganizationFilterName(id, names.organization(id), none);
  return (
    <Button
      variant="default"
      rightSection={<IconX size={14} aria-hidden />}
      aria-label={text('leaveOrganization', { organization: name })}
      onClick={onLeave}
    >
      {name}
    </Button>
  );
};
