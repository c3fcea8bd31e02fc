import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { TextLink, useText } from '#renderer/ui/index.ts';
import { PENDING_ORDERS, SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import { listLeavingApprovers, type PlanField } from '../view-model.ts';
import classes from './panel.module.css';

interface WaitingOrdersProps {
  readonly route: string;
  readonly fields: readonly PlanField[];
}

/** Orders that wait for a person whom a change removes from the route; no source documents what happens to them. */
export const WaitingOrders = ({ route, fields }: WaitingOrdersProps) =>
  listLeavingApprovers(fields).map((approver) => <WaitingFor key={approver} route={route} approver={approver} />);

const WaitingFor = ({ route, approver }: { readonly route: string; readonly approver: string }) => {
  const text = useText('planScreen.waiting');
  const { value } = useCall('orders.list', { filter: { ...PENDING_ORDERS, route, approver }, sort: SORT_BY_DANGER, offset: 0, limit: 1 });
  const name = useCall('orders.byApprover', {}).value?.groups.find(({ key }) => key === approver)?.name ?? '';
  if (value === undefined || value.total === 0 || name === '') return null;
  return (
    <section className={classes.section}>
      <h3>{text('title', { name })}</h3>
      <p>{text('still', { count: value.total, name })}</p>
      <p className={classes.hint}>{text('how')}</p>
      <p>
        <TextLink onClick={() => navigate('orders', { route, approver })}>{text('open')}</TextLink>
      </p>
    </section>
  );
};
