import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { isComposing, SegmentedControl, TextInput, useDebouncedValue, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { ORDER_STATES } from '#shared/domain/readiness/order-state.ts';
import classes from './people.module.css';

export type PeopleFilter = CallInput<'people.list'>['filter'];
export const NO_FILTER: PeopleFilter = { search: '', states: [] };

const PAUSE_MS = 120;
/** As a list shows them: whom something stops, before whom nothing does. */
const SHOWN = ['blocked', 'not-checked', 'ready', 'outside'] as const satisfies readonly (typeof ORDER_STATES)[number][];

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
  const [typed, setTyped] = useState(filter.search);
  const [search] = useDebouncedValue(typed, PAUSE_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed starts a search.
  useEffect(() => {
    if (search !== filter.search) onChange({ ...filter, search });
  }, [search]);
  useEffect(() => setTyped(filter.search), [filter.search]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      onLeaveSearch();
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      setTyped('');
    }
  };
  const numberOf = (state: string): number => counts?.find((each) => each.state === state)?.people ?? 0;
  const all = counts?.reduce((sum, { people }) => sum + people, 0) ?? 0;
  return (
    <>
      <TextInput
        ref={searchRef}
        className={classes.search}
        aria-label={text('search')}
        placeholder={text('searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <SegmentedControl
        aria-label={text('table.state')}
        value={filter.states[0] ?? 'all'}
        onChange={(value) => onChange({ ...filter, states: ORDER_STATES.filter((state) => state === value) })}
        data={[
          { value: 'all', label: text('stateCount', { state: text('everybody'), people: format.count(all) }) },
          ...SHOWN.map((state) => ({
            value: state,
            label: text('stateCount', { state: text(`orderState.${state}`), people: format.count(numberOf(state)) }),
          })),
        ]}
      />
    </>
  );
};
