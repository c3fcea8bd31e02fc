import type { RefObject } from 'react';
import { FilterRow, FilterSearch, FilterSelect, SegmentedControl, useText } from '#renderer/ui/index.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { ITEM_KINDS, RISKS } from '#shared/domain/sync/plan/item.ts';
import type { PlanState, PlanView } from '../view-model.ts';

interface FilterBarProps {
  readonly view: PlanView;
  readonly totals: PlanState['totals'];
  readonly onChange: (part: Partial<PlanView>) => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

const SHOWN = ['all', 'chosen', 'unchosen'] as const;
const DANGERS = [...RISKS].reverse();

/** Filter of the plan; only existing values can be chosen. */
export const FilterBar = ({ view, totals, onChange, search }: FilterBarProps) => {
  const text = useText('planScreen.filter');
  const kinds = useText('plan.kind');
  const risks = useText('plan.risk.level');
  const sections = useText('draft.section');
  const option = <T extends string>(value: T, name: string, count: number) => ({ value, label: text('option', { name, count }) });
  return (
    <FilterRow>
      <SegmentedControl
        aria-label={text('show')}
        data={SHOWN.map((show) => ({ value: show, label: text(show) }))}
        value={view.show}
        onChange={(show) => onChange({ show: SHOWN.find((one) => one === show) ?? 'all' })}
      />
      <FilterSelect
        label={text('kind')}
        any={text('anyKind')}
        options={ITEM_KINDS.filter((kind) => totals.byKind[kind] > 0 || kind === view.kind).map((kind) =>
          option(kind, kinds(kind), totals.byKind[kind]),
        )}
        value={view.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <FilterSelect
        label={text('section')}
        any={text('anySection')}
        options={GATEWAY_SECTIONS.filter((section) => totals.bySection[section] > 0 || section === view.section).map((section) =>
          option(section, sections(section), totals.bySection[section]),
        )}
        value={view.section}
        onChange={(section) => onChange({ section })}
      />
      <FilterSelect
        label={text('risk')}
        any={text('anyRisk')}
        options={DANGERS.filter((risk) => totals.byRisk[risk] > 0 || risk === view.risk).map((risk) =>
          option(risk, text('riskOf', { risk: risks(risk) }), totals.byRisk[risk]),
        )}
        value={view.risk}
        onChange={(risk) => onChange({ risk })}
      />
      <FilterSearch
        label={text('search')}
        search={view.search}
        onSearch={(words) => onChange({ search: words })}
        fieldRef={search}
        shortcut="/"
      />
    </FilterRow>
  );
};
