import { navigate } from '#renderer/navigation/index.ts';
import { Muted, PlainList, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import classes from './people.module.css';
import type { PersonView } from './person-view.ts';

/** The person's pending order requests as of the last read. */
export const PendingOrders = ({ orders }: Pick<PersonView, 'orders'>) => {
  const text = useText('people.orders');
  const format = useFormat();
  return (
    <section>
      <h2>{text('title')}</h2>
      {orders === null ? <Muted component="p">{text('unknown')}</Muted> : null}
      {orders?.rows.length === 0 && orders.untold === 0 ? <Muted component="p">{text('none')}</Muted> : null}
      <PlainList gap="sm">
        {orders?.rows.map(({ id, number, title, lock, step, route }) => (
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
      {orders === null || orders.untold === 0 ? null : (
        <>
          <StateMark state="unknown" label={text('untold', { count: orders.untold, same: orders.ofSameName })} />
          <p>
            <TextLink onClick={() => navigate('orders', { kind: 'pending' })}>{text('search')}</TextLink>
          </p>
        </>
      )}
    </section>
  );
};
