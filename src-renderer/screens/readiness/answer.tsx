import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Muted, type NamespaceText, PlainList, Row, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { PersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import classes from './answer.module.css';
import { countUncheckedGates, getReadyChange } from './view-model.ts';

interface AnswerProps {
  readonly readiness: Readiness;
  /** `null` until it is known. */
  readonly today: NonNullable<CallOutput<'fixes.causes'>>['today'] | null;
}

/** One sentence about who cannot order and what helps today, and the people of NEO's list as a bar. */
export const Answer = ({ readiness, today }: AnswerProps) => {
  const text = useText('readiness');
  const { ready, inScope, matched } = readiness;
  return (
    <section className={classes.answer}>
      <p className={classes.sentence}>
        {describeBlocked(readiness, text)}{' '}
        {today === null || today.causes === 0 ? null : <span className={classes.today}>{text('answer.today', today)}</span>}
      </p>
      <States readiness={readiness} />
      <Row gap="xs lg" align="baseline">
        {ready === 0 && matched > 0 ? <Muted>{text('sentence.matched', { matched, inScope })}</Muted> : null}
        <Muted>{describeChange(getReadyChange(readiness), text)}</Muted>
        <OpenGates readiness={readiness} />
      </Row>
    </section>
  );
};

const describeBlocked = ({ ready, blocked, notChecked, inScope }: Readiness, text: NamespaceText<'readiness'>): string => {
  if (inScope === 0) return text('sentence.noPeople');
  if (blocked > 0) return text('answer.blocked', { people: blocked });
  return ready === inScope ? text('answer.everybody', { people: ready }) : text('answer.notChecked', { people: notChecked });
};

/** Gates for which no person was checked, in one line, or the steps that remain before the first order. */
const OpenGates = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const steps = useCall('setup.guide', {}).value?.firstOrder.blockers.length ?? 0;
  const gates = countUncheckedGates(readiness);
  if (gates === 0 && steps === 0) return null;
  return (
    <Row gap="xs md" align="baseline">
      <Muted>{gates > 0 ? text('answer.gates', { count: gates }) : text('guide.text', { count: steps })}</Muted>
      <TextLink size="sm" onClick={() => navigate('setup')} after={<IconArrowRight size={14} aria-hidden />}>
        {text('guide.open')}
      </TextLink>
    </Row>
  );
};

/** All people of NEO's list as one bar in four parts, with links. */
const States = ({ readiness: { ready, blocked, notChecked, inScope, users } }: { readiness: Readiness }) => {
  const text = useText('readiness.states');
  const format = useFormat();
  if (inScope === 0) return null;
  const parts = [
    { state: 'blocked', people: blocked, list: 'blocked' },
    { state: 'notChecked', people: notChecked, list: 'not-checked' },
    { state: 'ready', people: ready, list: 'ready' },
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
          </li>
        ))}
      </PlainList>
    </>
  );
};

/** A number of people, with a link to them unless it is zero. */
const PeopleOf = ({ state, people, children }: { state: PersonOrderState; people: number; children: ReactNode }) =>
  people === 0 ? children : <TextLink onClick={() => navigate('people', { states: [state] })}>{children}</TextLink>;

const describeChange = (change: ReturnType<typeof getReadyChange>, text: NamespaceText<'readiness'>): string => {
  if (change === null) return '';
  if (change === 'first') return text('sentence.first');
  if (change === 0) return text('sentence.same');
  return text(change > 0 ? 'sentence.more' : 'sentence.fewer', { people: Math.abs(change) });
};
