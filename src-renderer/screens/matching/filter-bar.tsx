import { IconFilter, IconFilterX } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import { ActionIcon, Button, SegmentedControl, Select, Tooltip, useFormat, useMediaQuery, useText } from '#renderer/ui/index.ts';
import { EMPTY_FINDING_FILTER, TRIAGE_FILTERS } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { getSortGrouping } from '#shared/domain/readiness/finding-groups.ts';
import { createOrganizationOptions, isFiltered } from './filter.ts';
import classes from './filter-bar.module.css';
import { SearchBox } from './search-box.tsx';
import type { Findings } from './use-findings.ts';

const GROUPED_BY = [
  ['cause', 'severity'],
  ['owner', 'owner'],
] as const;

interface FilterBarProps {
  readonly sort: FindingSort;
  readonly onSort: (sort: FindingSort) => void;
  readonly organizations: readonly Readiness['organizations'][number][];
  readonly filter: FindingFilter;
  readonly triageCounts: Findings['triageCounts'];
  readonly onChange: (filter: FindingFilter) => void;
  readonly onLeaveSearch: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** The line of reason chips below. */
  readonly children: ReactNode;
}

/** At 200 % zoom the rows need the height, so filters other than the search open by a button. */
const IS_LOW = '(max-height: 560px)';

const ANY = 'any';

/** Filters on one line: search, state, organization, decision; the reasons below. */
export const FilterBar = (props: FilterBarProps) => {
  const { filter, onChange, onLeaveSearch, searchRef, children } = props;
  const text = useText('matching');
  const isLow = useMediaQuery(IS_LOW, false, { getInitialValueInEffect: false });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={classes.bar}>
        <div className={classes.search}>
          <SearchBox
            value={filter.search}
            inputRef={searchRef}
            onLeave={onLeaveSearch}
            onSearch={(search) => onChange({ ...filter, search })}
          />
        </div>
        {isLow ? (
          <Button
            variant="default"
            leftSection={<IconFilter size={16} aria-hidden />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {text('filter.narrow', { count: narrowingOf(filter) })}
          </Button>
        ) : (
          <Narrowing {...props} />
        )}
        <Tooltip label={text('filter.clear')}>
          <ActionIcon
            className={classes.clear}
            data-idle={!isFiltered(filter) || undefined}
            aria-label={text('filter.clear')}
            onClick={() => onChange({ ...EMPTY_FINDING_FILTER, perPerson: filter.perPerson })}
          >
            <IconFilterX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {isLow && isOpen ? (
        <div className={classes.bar}>
          <Narrowing {...props} />
        </div>
      ) : null}
      {isLow && !isOpen ? null : children}
    </>
  );
};

/** Number of filters in use beside the search. */
const narrowingOf = ({ severities, organizationId, triage, codes, since }: FindingFilter): number =>
  [severities.length > 0, organizationId !== null, triage !== EMPTY_FINDING_FILTER.triage, codes.length > 0, since.length > 0].filter(
    Boolean,
  ).length;

const Narrowing = ({ organizations: listed, filter, sort, triageCounts, onChange, onSort }: FilterBarProps) => {
  const text = useText('matching');
  const organizations = useMemo(() => createOrganizationOptions(listed), [listed]);
  const words = useText('triage.filter');
  const format = useFormat();
  const severity = filter.severities.length === 1 ? (filter.severities[0] ?? ANY) : ANY;
  return (
    <>
      <SegmentedControl
        size="sm"
        classNames={{ label: classes.segment }}
        aria-label={text('filter.severity')}
        value={severity}
        onChange={(value) => onChange({ ...filter, severities: value === ANY ? [] : [value as FindingFilter['severities'][number]] })}
        data={([ANY, 'block', 'risk', 'note'] as const).map((value) => ({
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
      <div className={classes.triage}>
        <Select
          aria-label={text('filter.triage')}
          comboboxProps={{ width: 280, position: 'bottom-end' }}
          value={filter.triage}
          onChange={(value) =>
            onChange({ ...filter, triage: TRIAGE_FILTERS.find((each) => each === value) ?? EMPTY_FINDING_FILTER.triage })
          }
          data={TRIAGE_FILTERS.map((value) => ({ value, label: words(value) }))}
          renderOption={({ option }) => (
            <span className={classes.option}>
              {option.label}
              <span className={classes.optionCount}>{countText(option.value, triageCounts, format.count)}</span>
            </span>
          )}
        />
      </div>
      <SegmentedControl
        size="sm"
        classNames={{ label: classes.segment }}
        aria-label={text('group.label')}
        value={getSortGrouping(sort.by) ?? ''}
        onChange={(value) => {
          const by = GROUPED_BY.find(([group]) => group === value)?.[1];
          if (by !== undefined) onSort({ by, direction: 'ascending' });
        }}
        data={GROUPED_BY.map(([value]) => ({ value, label: text(`group.by.${value}`) }))}
      />
    </>
  );
};

/** Formats the count of an option; empty if the response does not contain it. */
const countText = (value: string, counts: Findings['triageCounts'], format: (value: number) => string): string => {
  const { open, assigned, accepted, changed, adopted } = counts;
  const known: Readonly<Record<string, number>> = {
    'open-and-assigned': open + assigned,
    open,
    assigned,
    accepted,
    'accepted-changed': changed,
    adopted,
    all: open + assigned + accepted,
  };
  const count = known[value];
  return count === undefined ? '' : format(count);
};
