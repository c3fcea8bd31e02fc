import { IconFilterX } from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import { ActionIcon, SegmentedControl, Select, Switch, Tooltip, useText } from '#renderer/ui/index.ts';
import { EMPTY_FILTER, type FindingFilter } from '#shared/contract/matching.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import { isFiltered, organizationOptions } from './filter.ts';
import classes from './filter-bar.module.css';
import { SearchBox } from './search-box.tsx';

interface FilterBarProps {
  readonly organizations: readonly Readiness['organizations'][number][];
  readonly filter: FindingFilter;
  readonly onChange: (filter: FindingFilter) => void;
  readonly onLeaveSearch: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

const ANY = 'any';

/** What narrows the table, on one line: search, state, organisation, each person once. */
export const FilterBar = ({ organizations: listed, filter, onChange, onLeaveSearch, searchRef }: FilterBarProps) => {
  const text = useText('matching');
  const organizations = useMemo(() => organizationOptions(listed), [listed]);
  const severity = filter.severities.length === 1 ? (filter.severities[0] ?? ANY) : ANY;
  return (
    <div className={classes.bar}>
      <div className={classes.search}>
        <SearchBox
          value={filter.search}
          inputRef={searchRef}
          onLeave={onLeaveSearch}
          onSearch={(search) => onChange({ ...filter, search })}
        />
      </div>
      <SegmentedControl
        size="sm"
        classNames={{ label: classes.segment }}
        aria-label={text('filter.severity')}
        value={severity}
        onChange={(value) => onChange({ ...filter, severities: value === ANY ? [] : [value as FindingFilter['severities'][number]] })}
        data={[ANY, 'block', 'risk', 'note'].map((value) => ({
          value,
          label: text(value === ANY ? 'filter.anySeverity' : `severity.${value}`),
        }))}
      />
      <div className={classes.organization}>
        <Select
          aria-label={text('filter.organization')}
          searchable
          limit={200}
          value={filter.organizationId ?? ANY}
          onChange={(value) => onChange({ ...filter, organizationId: value === null || value === ANY ? null : value })}
          data={[{ value: ANY, label: text('filter.anyOrganization') }, ...organizations]}
        />
      </div>
      <Tooltip label={text('filter.firstGateHint')}>
        <Switch
          size="sm"
          label={text('filter.firstGate')}
          checked={filter.firstGateOnly}
          onChange={(event) => onChange({ ...filter, firstGateOnly: event.currentTarget.checked })}
        />
      </Tooltip>
      <Tooltip label={text('filter.clear')}>
        <ActionIcon
          className={classes.clear}
          data-idle={!isFiltered(filter) || undefined}
          aria-label={text('filter.clear')}
          onClick={() => onChange(EMPTY_FILTER)}
        >
          <IconFilterX size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
};
