import type { RefObject } from 'react';
import { SearchField } from '#renderer/parts/search-field/search-field.tsx';
import { Button, SegmentedControl, UnstyledButton, useFormat, useRefusalProps, useText } from '#renderer/ui/index.ts';
import { FIX_STATES } from '#shared/domain/fixes/fix-state.ts';
import chips from '../../parts/compare-panel/chips.module.css';
import type { FixFilter } from '../../parts/fixes/fix-filter.ts';
import classes from '../../parts/fixes/fixes.module.css';
import type { FixCounts } from '../../parts/fixes/view-model.ts';

const SIDES = ['any', 'neo', 'amazon'] as const;

interface FilterLineProps {
  readonly filter: FixFilter;
  readonly counts: FixCounts | undefined;
  /** Number of fixes that match the filter. */
  readonly total: number;
  /** The filter changed and its result is not loaded yet. */
  readonly stale: boolean;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: FixFilter) => void;
  readonly onLeaveSearch: () => void;
  readonly onDrop: () => void;
}

/** Search, side and states with counts, and actions for all filtered fixes. */
export const FilterLine = ({ filter, counts, total, stale, searchRef, onChange, onLeaveSearch, onDrop }: FilterLineProps) => {
  const text = useText('fixesScreen');
  const refused = useRefusalProps();
  const state = useText('fix.state');
  const help = useText('fix.stateHelp');
  const format = useFormat();
  const shown = FIX_STATES.filter((each) => (counts?.[each] ?? 0) > 0 || filter.states.includes(each));
  const side = filter.sides.length === 1 ? (filter.sides[0] ?? 'any') : 'any';
  return (
    <div className={classes.filters}>
      <SearchField
        className={classes.search}
        label={text('filter.search')}
        placeholder={text('filter.placeholder')}
        search={filter.search}
        onSearch={(search) => onChange({ ...filter, search })}
        fieldRef={searchRef}
        onLeave={onLeaveSearch}
      />
      <SegmentedControl
        aria-label={text('filter.side')}
        value={side}
        onChange={(value) => onChange({ ...filter, sides: value === 'neo' || value === 'amazon' ? [value] : [] })}
        data={SIDES.map((value) => ({ value, label: text(`filter.sides.${value}`) }))}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser. */}
      <div className={classes.states} role="group" aria-label={text('filter.states')}>
        {shown.map((each) => (
          <UnstyledButton
            key={each}
            className={chips.chip}
            title={help(each)}
            aria-pressed={filter.states.includes(each)}
            onClick={() =>
              onChange({
                ...filter,
                states: filter.states.includes(each) ? filter.states.filter((other) => other !== each) : [...filter.states, each],
              })
            }
          >
            {state(each)} <span className={chips.count}>{format.count(counts?.[each] ?? 0)}</span>
          </UnstyledButton>
        ))}
      </div>
      {total > 0 ? (
        <Button size="xs" variant="subtle" className={classes.dropAll} disabled={stale} onClick={onDrop} {...refused}>
          {text('dropShown', { count: total })}
        </Button>
      ) : null}
    </div>
  );
};
