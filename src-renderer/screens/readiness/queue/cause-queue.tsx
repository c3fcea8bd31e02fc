import { type KeyboardEvent, useRef, useState } from 'react';
import { type CallState, useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { ErrorState, isComposing, Muted, SkeletonRows, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { CauseRow } from '#shared/contract/fixes/causes.ts';
import { Card } from './card.tsx';
import { getCardWork, listActors, listProgress } from './cards.ts';
import classes from './queue.module.css';
import { WorkState } from './work-state.tsx';

/** Number of causes shown initially; further ones are collapsed. */
const FIRST = 12;
const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Orders that lose their lock soon, then the causes for which people cannot order. Arrow keys move between the cards. */
export const CauseQueue = ({ answer }: { answer: CallState<CallOutput<'fixes.causes'>> }) => {
  const text = useText('readiness.queue');
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const orders = useCall('orders.summary', {}).value;
  const causes = answer.value?.causes ?? [];
  const inDanger = orders?.inDanger ?? 0;
  const shown = all ? causes : causes.slice(0, FIRST);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-card-button]') ?? [])];
    const at = buttons.indexOf(event.target as HTMLElement);
    if (move === undefined || at < 0 || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    buttons[move(at, buttons.length - 1)]?.focus();
  };
  return (
    <section aria-labelledby="queue-title">
      <h2 id="queue-title">{text('title')}</h2>
      {answer.error === null ? null : <ErrorState failure={answer.error} onRetry={answer.refetch} />}
      {answer.value === undefined && answer.loading ? (
        <SkeletonRows rows={6} />
      ) : answer.value && causes.length === 0 && inDanger === 0 ? (
        <Muted component="p" size="md" mt="sm">
          <StateMark state="ready" label={text('none')} />
        </Muted>
      ) : null}
      <ul ref={list} className={classes.queue} onKeyDown={onKeyDown} aria-labelledby="queue-title">
        {inDanger > 0 ? <OrdersCard orders={inDanger} first={orders?.first ?? null} isFirst /> : null}
        {shown.map((cause, at) => (
          <CauseCard key={`${cause.kind} ${cause.root?.id ?? ''}`} cause={cause} isFirst={at === 0 && inDanger === 0} />
        ))}
      </ul>
      {causes.length > FIRST ? (
        <TextLink size="sm" mt="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text('fewer') : text('more', { count: causes.length - FIRST })}
        </TextLink>
      ) : null}
    </section>
  );
};

const OrdersCard = ({ orders, first, isFirst }: { orders: number; first: string | null; isFirst: boolean }) => {
  const text = useText('readiness.queue');
  const format = useFormat();
  return (
    <Card
      title={text('orders.title')}
      actors={text('orders.actor')}
      count={text('orders.count', { count: orders })}
      action={text('orders.do')}
      isFirst={isFirst}
      onOpen={() => navigate('orders')}
    >
      <StateMark state="risk" label={first === null ? text('orders.soon') : text('orders.until', { date: format.date(first) })} />
    </Card>
  );
};

const CauseCard = ({ cause, isFirst }: { cause: CauseRow; isFirst: boolean }) => {
  const text = useText('readiness.queue');
  const titles = useText('readiness.next.action');
  const format = useFormat();
  const { action, target } = getCardWork(cause);
  const actors = listActors(cause);
  const facts = listProgress(cause);
  return (
    <Card
      title={cause.root === null ? titles(cause.kind) : text('ofRoot', { action: titles(cause.kind), root: cause.root.name })}
      actors={format.list(
        actors.map(({ actor, people }) =>
          actors.length === 1 ? text(`actor.${actor}`) : text('share', { actor: text(`actor.${actor}`), people }),
        ),
      )}
      count={cause.people === 0 ? text('arrived', { count: cause.arrived }) : text('people', { people: cause.people })}
      action={text(`do.${action}`)}
      isFirst={isFirst && cause.state !== 'arrived'}
      onOpen={() => navigate(target.screen, target.params)}
    >
      <WorkState state={cause.state} />
      {facts.length === 0 ? null : <Muted>{format.list(facts.map(({ key, count }) => text(`progress.${key}`, { count })))}</Muted>}
    </Card>
  );
};
