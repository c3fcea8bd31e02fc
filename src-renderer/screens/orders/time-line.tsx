import { useMemo } from 'react';
import { DayAxis, DayTrack, type TrackMark } from '#renderer/parts/day-track/day-track.tsx';
import { useBusinessCalendar } from '#renderer/parts/day-track/use-business-calendar.ts';
import { type NamedEntry, type Names, useNames } from '#renderer/ui/drafts/index.ts';
import { Muted, PlainList, Row, StateMark, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import { formatDayNumber, getTokyoDay } from '#shared/domain/checkout/days.ts';
import { isStuck } from '#shared/domain/checkout/outlook.ts';
import { describeStep } from '#shared/domain/routes/describe.ts';
import { createOrderTimeLine, type OrderTimeLine, type TimeLinePart } from '#shared/domain/routes/lead-time/order-time-line.ts';
import { listRouteReferences } from '#shared/domain/routes/references.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import classes from './panel.module.css';
import { createTimeLineBars, createTimeLineDays, getOrderExpectation, getTimeLinePosition } from './time-line-view.ts';

type Detail = CallOutput<'orders.get'>;

interface TimeLineProps {
  readonly order: OrderRow;
  /** The draft route; `null` = none. */
  readonly route: Route | null;
  readonly history: Detail['history'];
  readonly people: Detail['people'];
  readonly now: number;
  readonly reading: LockPolicyView['reading'];
}

/** Number of loaded days, more than any step is expected to take. */
const DAYS_AHEAD = 120;
/** Maximum names per call. */
const MAX_NAMES = 2_000;

/** Steps and lock of a request on one scale: done, waiting, expected. Each line is also described in words. */
export const TimeLine = ({ order, route, history, people, now, reading }: TimeLineProps) => {
  const text = useText('orders.timeLine');
  const format = useFormat();
  const from = formatDayNumber(getTokyoDay(Date.parse(order.requestedAt)));
  const calendar = useBusinessCalendar(from, formatDayNumber(getTokyoDay(now) + DAYS_AHEAD));
  const names = useNames(useMemo(() => namedBy(route), [route]));
  if (calendar === null) return null;
  const line = createOrderTimeLine(onItsWay(order), { steps: route?.steps ?? null, calendar, now, stuck: isStuck(order.outlook) });
  const days = createTimeLineDays(line, calendar);
  const other = reading === 'hours' ? 'dates' : 'hours';
  const marks: readonly (TrackMark & { readonly name: string })[] = [
    { at: getTimeLinePosition(line, line.lock[reading]), look: 'lock', name: text('lockEnd') },
    ...(order.state === 'pending' ? [{ at: getTimeLinePosition(line, now), look: 'now', name: text('now') } as const] : []),
  ];
  const lock = { from: getTimeLinePosition(line, Date.parse(order.requestedAt)), to: getTimeLinePosition(line, line.lock[reading]) };
  return (
    <section className={classes.section}>
      <h3>{text('title')}</h3>
      {order.state !== 'pending' ? null : isStuck(order.outlook) ? (
        <Stuck order={order} people={people} />
      ) : (
        <Outlook line={line} reading={reading} drafted={route !== null} late={order.outlook === 'mostly-late' ? history : null} />
      )}
      <PlainList component="ol" className={classes.timeLine} aria-label={text('title')}>
        {line.parts.map((part) => (
          <li key={`${part.kind} ${part.first}`}>
            <PartWords part={part} order={order} route={route} names={names} />
            <DayTrack days={days} bars={createTimeLineBars(line, part, reading)} marks={marks} />
          </li>
        ))}
        <li>
          <Row justify="space-between" gap="none md">
            <span>{text('lock')}</span>
            <Muted size="xs">{text('until', { at: format.dateTime(new Date(line.lock[reading]).toISOString()) })}</Muted>
          </Row>
          <DayTrack
            days={days}
            bars={[{ ...lock, look: 'held' }]}
            marks={[...marks, { at: getTimeLinePosition(line, line.lock[other]), look: 'other' }]}
          />
        </li>
        <li aria-hidden>
          <DayAxis days={days} marks={marks} />
        </li>
      </PlainList>
    </section>
  );
};

/** Objects named by the route, each once. */
const namedBy = (route: Route | null): NamedEntry[] =>
  route === null
    ? []
    : [...new Map(listRouteReferences(route).map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values()].slice(0, MAX_NAMES);

const onItsWay = ({ requestedAt, decidedAt, step }: OrderRow) => ({
  requestedAt: Date.parse(requestedAt),
  decidedAt: decidedAt === null ? null : Date.parse(decidedAt),
  step: step === null ? null : { index: step.index, count: step.count, since: step.since === null ? null : Date.parse(step.since) },
});

/** Explains why the request is blocked, who can resolve it, and by when. */
const Stuck = ({ order: { outlook, step, lock }, people }: Pick<TimeLineProps, 'order' | 'people'>) => {
  const text = useText('orders.timeLine.stuck');
  const format = useFormat();
  const why =
    outlook === 'nobody' ? text('nobody') : text('inactive', { names: format.list((step?.approvers ?? []).map(({ name }) => name)) });
  const later = people.some(({ how, active }) => how === 'later' && active);
  return (
    <>
      <p>
        <StateMark state="block" label={text('title')} />
      </p>
      <p>{why}</p>
      <p>{text('who', { later: later ? 'yes' : 'no' })}</p>
      {lock === null ? null : lock.danger === 'over' ? <p>{text('over')}</p> : <p>{text('until', { at: format.dateTime(lock.endsAt) })}</p>}
    </>
  );
};

interface OutlookProps {
  readonly line: OrderTimeLine;
  readonly reading: LockPolicyView['reading'];
  readonly drafted: boolean;
  /** History of the route, if nearly all requests were late. */
  readonly late: Detail['history'] | null;
}

/** Expected decision compared with lock and history; without a draft it is unknown. */
const Outlook = ({ line, reading, drafted, late }: OutlookProps) => {
  const text = useText('orders.timeLine');
  return (
    <>
      <Expected line={line} reading={reading} drafted={drafted} doubted={late !== null} />
      {late === null ? null : <p>{text('mostlyLate', { count: late.observations, late: late.late[reading] })}</p>}
    </>
  );
};

const Expected = ({ line, reading, drafted, doubted }: Omit<OutlookProps, 'late'> & { readonly doubted: boolean }) => {
  const text = useText('orders.timeLine');
  const format = useFormat();
  if (line.ends === null) return <Muted component="p">{text(drafted ? 'notExpected' : 'noDraft')}</Muted>;
  const { verdict, first } = getOrderExpectation(line, line.ends, reading);
  const day = (at: number): string => format.date(new Date(at).toISOString());
  const date = day(line.ends);
  const sentence = first === null ? text(`ends.${verdict}`, { date }) : text(`endsBetween.${verdict}`, { first: day(first), date });
  if (line.assumed)
    return <Muted component="p">{text('roughly', { sentence, overdue: line.parts.some(({ overdue }) => overdue) ? 'yes' : 'no' })}</Muted>;
  return (
    <Row component="p" align="flex-start" wrap="nowrap" gap="xs">
      <StateMark state={verdict === 'by-branch' ? 'unknown' : verdict === 'within' && !doubted ? 'ready' : 'risk'} look="icon" />
      <span>{sentence}</span>
    </Row>
  );
};

interface PartWordsProps {
  readonly part: TimeLinePart;
  readonly order: OrderRow;
  readonly route: Route | null;
  readonly names: Names;
}

/** Steps, people and times of a part. */
const PartWords = ({ part, order, route, names }: PartWordsProps) => {
  const text = useText('orders.timeLine');
  const words = useText('route');
  const states = useText('orders.state');
  const format = useFormat();
  const { kind, first, last, from, to, expected, overdue } = part;
  const exact = (at: number | null): string => (at === null ? text('untold') : format.dateTime(new Date(at).toISOString()).slice(5));
  const day = (at: number): string => format.date(new Date(at).toISOString()).slice(5);
  const step = route !== null && route.steps.length === order.step?.count && first === last ? route.steps[first - 1] : undefined;
  const who = step === undefined ? null : describeStep(step, names).who;
  const named = kind === 'present' && order.step?.name ? order.step.name : who === null ? '' : words.phrase(who.key, who.params);
  return (
    <Row justify="space-between" gap="none md">
      <Row component="span" gap="none xs" className={classes.part} data-kind={kind}>
        {kind === 'decided'
          ? text('decided', { state: states(order.state) })
          : first === last
            ? named === ''
              ? text('unnamed', { step: first })
              : text('step', { step: first, name: named })
            : text('steps', { first, last })}{' '}
        {kind === 'present' ? <StateMark state="note" label={text('here')} /> : null}
        {kind === 'past' ? <StateMark state="ready" look="icon" label={text('done')} /> : null}
      </Row>
      <Muted size="xs">
        {kind === 'present'
          ? overdue
            ? text('overdue', { from: exact(from) })
            : text('since', { from: exact(from), expected: expected === null ? 'none' : day(expected) })
          : kind === 'coming'
            ? from === null || to === null
              ? text('notKnown')
              : text('expected', { from: day(from), to: day(to) })
            : text('fromTo', { from: exact(from), to: exact(to) })}
      </Muted>
    </Row>
  );
};
