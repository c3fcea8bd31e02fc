import type { ReactNode } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Muted, type NamespaceText, PlainList, Row, TextLink, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { PersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import { GateStrip } from './gates/gate-strip.tsx';
import { Changes } from './progress/changes.tsx';
import classes from './share-line.module.css';
import { getReadinessHeadline, getReadyChange } from './view-model.ts';

/**
 * The summary sentence and bar: can order, cannot order, not checked, with share and change. While it is unknown whether anyone can order,
 * it starts with what was checked.
 */
export const ShareLine = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const format = useFormat();
  const { ready, blocked, notChecked, inScope, users, excluded, matched } = readiness;
  const { kind, people } = getReadinessHeadline(readiness);
  const share = format.share(people, inScope);
  const outside = users - inScope - excluded;
  return (
    <section className={classes.section}>
      <p className={classes.spoken}>
        <VisuallyHidden>{text(`sentence.spoken.${kind}`, { people, inScope, share, blocked, notChecked })}</VisuallyHidden>
      </p>
      <Row gap="xs lg" align="baseline" className={classes.line}>
        <span className={classes.label} aria-hidden>
          {text(`sentence.label.${kind}`)}
        </span>
        <span className={classes.ready} aria-hidden>
          {format.count(people)}
        </span>
        <span className={classes.of} aria-hidden>
          {text('sentence.of', { inScope })}
        </span>
        <span className={classes.share} aria-hidden>
          {share}
        </span>
        <Muted size="md">{changeText(getReadyChange(readiness), text)}</Muted>
      </Row>
      <States readiness={readiness} />
      {kind === 'orders' && ready === 0 && matched > 0 ? (
        <Muted component="p" mt="sm">
          {text('sentence.matched', { matched, inScope })}
        </Muted>
      ) : null}
      {kind === 'matching' ? (
        <Muted component="p" mt="sm">
          {text('sentence.nobodyYet')}
        </Muted>
      ) : null}
      <GateStrip readiness={readiness} />
      {outside > 0 ? (
        <Muted component="p" mt="sm">
          {text('sentence.outside', { users, outside })}
        </Muted>
      ) : null}
      <Changes readiness={readiness} />
      {inScope === 0 ? <p>{text('sentence.nobody')}</p> : ready === inScope ? <p>{text('sentence.allReady')}</p> : null}
    </section>
  );
};

/** All people of NEO's list as one bar in four parts, with links. */
const States = ({ readiness: { ready, blocked, notChecked, inScope, users } }: { readiness: Readiness }) => {
  const text = useText('readiness.states');
  const format = useFormat();
  if (inScope === 0) return null;
  const parts = [
    { state: 'ready', people: ready, list: 'ready' },
    { state: 'blocked', people: blocked, list: 'blocked' },
    { state: 'notChecked', people: notChecked, list: 'not-checked' },
    { state: 'outside', people: users - inScope, list: 'outside' },
  ] as const;
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ state, people }) =>
          people === 0 ? null : <span key={state} data-state={state} style={{ flexGrow: people, flexBasis: 0 }} />,
        )}
      </div>
      <PlainList beside gap="xs xl" className={classes.states}>
        {parts.map(({ state, people, list }) => (
          <li key={state} data-state={state}>
            <span className={classes.swatch} aria-hidden />
            <PeopleOf state={list} people={people}>
              {text(state)} <b>{text('people', { people })}</b>
            </PeopleOf>{' '}
            {state === 'outside' ? null : <Muted size="md">{format.share(people, inScope)}</Muted>}
            {state === 'blocked' && people > 0 ? (
              <TextLink ml="sm" onClick={() => navigate('matching', { firstGateOnly: true })}>
                {text('who')}
              </TextLink>
            ) : null}
          </li>
        ))}
      </PlainList>
    </>
  );
};

/** A number of people, with a link to them unless it is zero. */
const PeopleOf = ({ state, people, children }: { state: PersonOrderState; people: number; children: ReactNode }) =>
  people === 0 ? children : <TextLink onClick={() => navigate('people', { states: [state] })}>{children}</TextLink>;

const changeText = (change: ReturnType<typeof getReadyChange>, text: NamespaceText<'readiness'>): string => {
  if (change === null) return '';
  if (change === 'first') return text('sentence.first');
  if (change === 0) return text('sentence.same');
  return text(change > 0 ? 'sentence.more' : 'sentence.fewer', { people: Math.abs(change) });
};
