import type { RefObject } from 'react';
import { SearchField } from '#renderer/parts/search-field/search-field.tsx';
import { SegmentedControl, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { ORDER_STATES, STATES_BY_URGENCY } from '#shared/domain/readiness/order-state.ts';
import classes from './people.module.css';

export type PeopleFilter = CallInput<'people.list'>['filter'];
export const NO_FILTER: PeopleFilter = { search: '', states: [] };

interface FilterLineProps {
  readonly filter: PeopleFilter;
  readonly counts: CallOutput<'people.list'>['states'] | undefined;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: PeopleFilter) => void;
  readonly onLeaveSearch: () => void;
}

/** Search, and the states with how many people are in each. */
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
      <SegmentedControl
        aria-label={text('table.state')}
        value={filter.states[0] ?? 'all'}
        onChange={(value) => onChange({ ...filter, states: ORDER_STATES.filter((state) => state === value) })}
        data={[
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
