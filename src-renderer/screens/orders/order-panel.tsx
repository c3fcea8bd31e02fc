import { type ReactNode, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate, openPerson } from '#renderer/navigation/index.ts';
import { PersonLink } from '#renderer/parts/person-link/person-link.tsx';
import { Button, ErrorState, SkeletonRows, StateMark, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import { hasWorkingTimeOnLastDay, WORKDAY_START_HOUR } from '#shared/domain/checkout/order-lock.ts';
import { RemainingTime } from './cells.tsx';
import { createOrderMessage } from './message.ts';
import { MessageBox } from './message-box.tsx';
import classes from './panel.module.css';
import { TimeLine } from './time-line.tsx';

type Detail = CallOutput<'orders.get'>;

interface OrderPanelProps {
  readonly id: string;
  readonly now: number;
  readonly policy: LockPolicyView;
}

/** One request: its lock by both policies, who can act, the history of its route, and a message. */
export const OrderPanel = ({ id, now, policy }: OrderPanelProps) => {
  const { value, error, loading, refetch } = useCall('orders.get', { id });
  const draftId = value?.routeDraft ?? null;
  const drafted = useCall('drafts.get', draftId === null ? null : { section: 'routes', id: draftId }).value?.object;
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined || value.order.id !== id) return loading ? <SkeletonRows rows={6} /> : null;
  const { order, people, history } = value;
  const route = drafted?.section === 'routes' ? drafted.draft : null;
  return (
    <div className={classes.panel}>
      <h3 className={classes.title}>{order.title}</h3>
      <Facts order={order} />
      <TimeLine order={order} route={route} history={history} people={people} now={now} reading={policy.reading} />
      {order.lock === null ? null : <Lock lock={order.lock} outlook={order.outlook} now={now} policy={policy} />}
      {order.state === 'pending' ? <People people={people} /> : null}
      {order.state === 'pending' ? <Message order={order} people={people} policy={policy} /> : null}
      <History history={history} draftId={route === null ? null : draftId} reading={policy.reading} />
    </div>
  );
};

const Facts = ({ order }: { order: OrderRow }) => {
  const text = useText('orders.panel');
  const table = useText('orders.table');
  const states = useText('orders.state');
  const format = useFormat();
  const { applicant, route, step, requestedAt, decidedAt, amount, state } = order;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [text('requested'), format.dateTime(requestedAt)],
    [
      text('applicant'),
      <>
        <PersonLink id={applicant.id} name={applicant.name} onOpen={openPerson} />
        {applicant.organization === '' ? '' : `　${applicant.organization}`}
      </>,
    ],
    ...(route.name === '' ? [] : [[text('route'), route.name] as const]),
    ...(step === null
      ? []
      : [
          [
            text('step'),
            `${step.index > 0 && step.count > 0 ? `${table('step', { step: step.index, count: step.count })}　` : ''}${step.name}`,
          ] as const,
        ]),
    ...(step?.since == null ? [] : [[text('since'), format.dateTime(step.since)] as const]),
    ...(state === 'pending' ? [] : [[text('state'), states(state)] as const]),
    ...(decidedAt === null ? [] : [[text('decided'), format.dateTime(decidedAt)] as const]),
    ...(amount === null ? [] : [[text('amount'), table('yen', { yen: format.count(amount) })] as const]),
  ];
  return (
    <dl className={classes.facts}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

interface LockProps {
  readonly lock: NonNullable<OrderRow['lock']>;
  readonly outlook: OrderRow['outlook'];
  readonly now: number;
  readonly policy: LockPolicyView;
}

const Lock = ({ lock, outlook, now, policy }: LockProps) => {
  const text = useText('orders.panel');
  const policyText = useText('clocks.policy');
  const format = useFormat();
  /** A lock that ends with a day is described by that day. */
  const endOf = (iso: string): string =>
    format.time(iso) === '00:00'
      ? policyText('end', { date: format.date(new Date(Date.parse(iso) - 1).toISOString()) })
      : format.dateTime(iso);
  return (
    <section className={classes.section}>
      <h3>{text('lock')}</h3>
      <RemainingTime lock={lock} outlook={outlook} now={now} until={endOf(lock.endsAt)} />
      <dl className={classes.facts}>
        {(['hours', 'dates'] as const).map((reading) => (
          <div key={reading} data-used={policy.reading === reading || undefined}>
            <dt>{text(reading === 'hours' ? 'endHours' : 'endDates')}</dt>
            <dd>
              {endOf(lock.ends[reading])}
              {policy.reading === reading ? <span className={classes.hint}>{text('used')}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      {lock.danger === 'over' ? null : (
        <p>
          {lock.lastChance === null
            ? text('noChance')
            : lock.lastChance === lock.lastDay && format.time(lock.endsAt) !== '00:00'
              ? text('lastChanceUntil', { date: format.date(lock.lastChance), time: format.time(lock.endsAt) })
              : text('lastChance', { date: format.date(lock.lastChance) })}
        </p>
      )}
      {lock.danger === 'over' || hasWorkingTimeOnLastDay(Date.parse(lock.endsAt)) ? null : (
        <p className={classes.hint}>
          {text('beforeWork', { date: format.date(lock.lastDay), time: format.time(lock.endsAt), hour: WORKDAY_START_HOUR })}
        </p>
      )}
      <p className={classes.hint}>{text(`after.${policy.afterLock}`)}</p>
    </section>
  );
};

const SHOWN_PEOPLE = 6;
const APPROVER_SOURCES = ['now', 'step', 'later'] as const;

const People = ({ people }: { people: Detail['people'] }) => {
  const text = useText('orders.panel');
  const [all, setAll] = useState<ReadonlySet<string>>(new Set());
  return (
    <section className={classes.section}>
      <h3>{text('people')}</h3>
      {APPROVER_SOURCES.map((how) => {
        const those = people.filter((person) => person.how === how);
        if (those.length === 0) return null;
        const shown = all.has(how) ? those : those.slice(0, SHOWN_PEOPLE);
        return (
          <div key={how}>
            <h4 className={classes.how}>{text(`how.${how}`)}</h4>
            <ul className={classes.people}>
              {shown.map(({ id, name, organization, active }) => (
                <li key={id}>
                  <PersonLink id={id} name={name} onOpen={openPerson} />
                  <span className={classes.hint}>{organization}</span>
                  {active ? null : <StateMark state="block" label={text('inactive')} />}
                </li>
              ))}
            </ul>
            {those.length > shown.length ? (
              <UnstyledButton className={classes.link} onClick={() => setAll(new Set([...all, how]))}>
                {text('more', { count: those.length - shown.length })}
              </UnstyledButton>
            ) : null}
          </div>
        );
      })}
      <p className={classes.hint}>{text(people.length === 0 ? 'nobody' : 'admin')}</p>
    </section>
  );
};

/** Maximum number of approvers addressed by name in a message. */
const ADDRESSED = 5;

const Message = ({ order, people, policy }: { order: OrderRow; people: Detail['people']; policy: LockPolicyView }) => {
  const able = people.filter(({ how, active }) => how !== 'later' && active);
  const names = (able.length === 0 ? people.filter(({ active }) => active) : able).slice(0, ADDRESSED).map(({ name }) => name);
  return (
    <MessageBox heading write={(language, say) => createOrderMessage(order, { names, early: able.length === 0 }, policy, language, say)} />
  );
};

interface HistoryProps {
  readonly history: Detail['history'];
  /** The draft of its route; `null` = none. */
  readonly draftId: string | null;
  readonly reading: LockPolicyView['reading'];
}

const History = ({ history: { observations, since, meanDays, ninetiethDays, late, unsure }, draftId, reading }: HistoryProps) => {
  const text = useText('orders.panel');
  const format = useFormat();
  return (
    <section className={classes.section}>
      <h3>{text('history')}</h3>
      <p>
        {since === null || meanDays === null || ninetiethDays === null
          ? text('noHistory')
          : text('historyText', {
              since: format.date(since),
              count: observations,
              days: Math.round(meanDays * 10) / 10,
              ninety: ninetiethDays,
              late: late[reading],
              unsure: unsure[reading],
              share: format.share(late[reading], observations),
            })}
      </p>
      {draftId === null ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => navigate('routes', { id: draftId })}>
            {text('openRoute')}
          </Button>
        </div>
      )}
    </section>
  );
};
