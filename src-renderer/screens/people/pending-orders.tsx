import { navigate } from '#renderer/navigation/index.ts';
import { Muted, PlainList, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { OrderRow } from '#shared/contract/orders.ts';
import classes from './people.module.css';

/** The person's order requests that wait for a decision, as they were last read. */
export const PendingOrders = ({ orders }: { readonly orders: readonly OrderRow[] | null }) => {
  const text = useText('people.orders');
  const format = useFormat();
  return (
    <section>
      <h2>{text('title')}</h2>
      {orders === null || orders.length === 0 ? <Muted component="p">{text(orders === null ? 'unknown' : 'none')}</Muted> : null}
      <PlainList gap="sm">
        {orders?.map(({ id, number, title, lock, step, route }) => (
          <li key={id} className={classes.order}>
            <TextLink onClick={() => navigate('orders', { route: route.key })}>
              {[number, title].filter((part) => part !== '').join('　')}
            </TextLink>
            <Muted component="p">
              {step === null ? null : text('waits', { step: step.name, names: format.list(step.approvers.map(({ name }) => name)) })}
            </Muted>
            {lock === null ? null : (
              <StateMark
                state={lock.danger === 'over' ? 'block' : lock.danger === 'ok' ? 'ready' : 'risk'}
                label={text(lock.danger === 'over' ? 'over' : 'until', { day: format.date(lock.lastDay) })}
              />
            )}
          </li>
        ))}
      </PlainList>
    </section>
  );
};
