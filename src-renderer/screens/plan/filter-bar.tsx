import { IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { CloseButton, SegmentedControl, Select, TextInput, useText } from '#renderer/ui/index.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { ITEM_KINDS, RISKS } from '#shared/domain/sync/plan/item.ts';
import classes from './plan.module.css';
import type { PlanState, PlanView } from './view-model.ts';

interface FilterBarProps {
  readonly view: PlanView;
  readonly totals: PlanState['totals'];
  readonly onChange: (part: Partial<PlanView>) => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

const ANY = 'any';
const SHOWN = ['all', 'chosen', 'unchosen'] as const;
const DANGERS = [...RISKS].reverse();

/** What of the plan is looked at; only what there is can be chosen. */
export const FilterBar = ({ view, totals, onChange, search }: FilterBarProps) => {
  const text = useText('planScreen.filter');
  const kinds = useText('plan.kind');
  const risks = useText('plan.risk.level');
  const sections = useText('draft.section');
  const option = (value: string, name: string, count: number) => ({ value, label: text('option', { name, count }) });
  return (
    <div className={classes.filter}>
      <SegmentedControl
        aria-label={text('show')}
        data={SHOWN.map((show) => ({ value: show, label: text(show) }))}
        value={view.show}
        onChange={(show) => onChange({ show: SHOWN.find((one) => one === show) ?? 'all' })}
      />
      <Select
        className={classes.select}
        aria-label={text('kind')}
        data={[
          { value: ANY, label: text('anyKind') },
          ...ITEM_KINDS.filter((kind) => totals.byKind[kind] > 0 || kind === view.kind).map((kind) =>
            option(kind, kinds(kind), totals.byKind[kind]),
          ),
        ]}
        value={view.kind ?? ANY}
        onChange={(value) => onChange({ kind: ITEM_KINDS.find((kind) => kind === value) ?? null })}
      />
      <Select
        className={classes.select}
        aria-label={text('section')}
        data={[
          { value: ANY, label: text('anySection') },
          ...GATEWAY_SECTIONS.filter((section) => totals.bySection[section] > 0 || section === view.section).map((section) =>
            option(section, sections(section), totals.bySection[section]),
          ),
        ]}
        value={view.section ?? ANY}
        onChange={(value) => onChange({ section: GATEWAY_SECTIONS.find((section) => section === value) ?? null })}
      />
      <Select
        className={classes.select}
        aria-label={text('risk')}
        data={[
          { value: ANY, label: text('anyRisk') },
          ...DANGERS.filter((risk) => totals.byRisk[risk] > 0 || risk === view.risk).map((risk) =>
            option(risk, text('riskOf', { risk: risks(risk) }), totals.byRisk[risk]),
          ),
        ]}
        value={view.risk ?? ANY}
        onChange={(value) => onChange({ risk: RISKS.find((risk) => risk === value) ?? null })}
      />
      <TextInput
        ref={search}
        className={classes.search}
        aria-label={text('search')}
        aria-keyshortcuts="/"
        placeholder={text('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          view.search === '' ? null : <CloseButton size="sm" aria-label={text('clearSearch')} onClick={() => onChange({ search: '' })} />
        }
        maxLength={200}
        autoComplete="off"
        value={view.search}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
      />
    </div>
  );
};
