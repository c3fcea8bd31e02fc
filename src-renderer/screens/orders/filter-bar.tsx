import { IconX } from '@tabler/icons-react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { ExportMenu } from '#renderer/parts/written-file/export-menu.tsx';
import { Button, FilterRow, FilterSearch, FilterSelect, SegmentedControl, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import { ApproverMessage } from './approver-message.tsx';
import classes from './orders.module.css';
import { type OrdersView, toOrderFilter, VIEW_KINDS, type ViewKind } from './view-model.ts';

interface FilterBarProps {
  readonly view: OrdersView;
  readonly asked: OrdersView;
  readonly policy: LockPolicyView;
  readonly onChange: (part: Partial<OrdersView>) => void;
}

/** Filter of the list, and export. */
export const FilterBar = ({ view, asked, policy, onChange }: FilterBarProps) => {
  const text = useText('orders.filter');
  const orders = useText('orders');
  const format = useFormat();
  const routes = useCall('orders.byRoute', {}).value?.groups ?? [];
  const { groups: approvers, named } = useCall('orders.byApprover', {}).value ?? { groups: [], named: true };
  const option =
    (unnamed: string) =>
    ({ key, name, pending, inDanger }: { key: string; name: string; pending: number; inDanger: number }) => ({
      value: key,
      label: text('option', { name: name === '' ? unnamed : name, pending, danger: inDanger }),
    });
  return (
    <FilterRow>
      <SegmentedControl
        aria-label={text('view')}
        data={VIEW_KINDS.map((kind) => ({ value: kind, label: text(kind) }))}
        value={view.kind}
        onChange={(kind) => onChange({ kind: kind as ViewKind })}
      />
      <FilterSelect
        label={text('route')}
        any={text('anyRoute')}
        names
        options={routes.map(option(orders('groups.unnamed')))}
        value={view.route}
        onChange={(route) => onChange({ route })}
      />
      <FilterSelect
        label={text('approver')}
        any={text('anyApprover')}
        names
        searchable
        options={approvers.map(option(text(named ? 'nobody' : 'untold')))}
        value={view.approver}
        onChange={(approver) => onChange({ approver })}
      />
      <FilterSearch label={text('search')} search={view.search} onSearch={(search) => onChange({ search })} />
      {view.lastDay === null ? null : (
        <Button
          size="xs"
          variant="light"
          rightSection={<IconX size={14} aria-label={text('clearDay')} />}
          onClick={() => onChange({ lastDay: null })}
        >
          {text('day', { date: format.date(view.lastDay) })}
        </Button>
      )}
      {view.approver === null || view.approver === '' ? null : <ApproverMessage approver={view.approver} policy={policy} />}
      <ExportOrders asked={asked} label={orders('export')} />
    </FilterRow>
  );
};

/** Exports the filtered list. */
const ExportOrders = ({ asked, label }: { asked: OrdersView; label: string }) => {
  const text = useText('orders.exportAs');
  const client = useClient();
  const language = useLanguage();
  return (
    <div className={classes.export}>
      <ExportMenu
        label={label}
        forms={{ 'utf8-bom': text('utf8-bom'), cp932: text('cp932') }}
        start={(encoding) => client.call('orders.export', { filter: toOrderFilter(asked), sort: asked.sort, encoding, language })}
      />
    </div>
  );
};
