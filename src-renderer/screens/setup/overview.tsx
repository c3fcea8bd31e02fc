import { navigate } from '#renderer/navigation/index.ts';
import { Muted, PlainList, Stack, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import classes from './setup.module.css';
import { groupStepsByTurn, listAssignees, listWaits } from './view-model.ts';

const SHOWN = 6;

interface OverviewProps {
  readonly guide: SetupGuide;
  readonly onSelect: (id: SetupStepId) => void;
}

/** Beside the step: needs of the first order, waiting times, and responsible parties. */
export const Overview = ({ guide, onSelect }: OverviewProps) => {
  const text = useText('setupScreen');
  return (
    <Stack component="aside" gap="xl" className={classes.overview} aria-label={text('panel')}>
      <FirstOrder guide={guide} onSelect={onSelect} />
      <Waits guide={guide} onSelect={onSelect} />
      <Turns guide={guide} onSelect={onSelect} />
    </Stack>
  );
};

const StepLink = ({ id, onSelect }: { id: SetupStepId; onSelect: OverviewProps['onSelect'] }) => {
  const names = useText('setupGuide.step');
  return (
    <TextLink size="sm" onClick={() => onSelect(id)}>
      {names(`${id}.name`)}
    </TextLink>
  );
};

const FirstOrder = ({ guide, onSelect }: OverviewProps) => {
  const text = useText('setupScreen.first');
  const { possible, blockers, ready, notChecked } = guide.firstOrder;
  const isOpen = blockers.length === 0 && notChecked !== null && notChecked > 0;
  return (
    <section>
      <h2>{text('title')}</h2>
      {possible ? (
        <p className={classes.verdict}>
          <StateMark state="ready" look="icon" />
          <span>{text('possible', { ready: ready ?? 0 })}</span>
        </p>
      ) : (
        <p className={classes.verdict}>
          <StateMark state={isOpen ? 'unknown' : 'block'} look="icon" />
          <span>
            {blockers.length > 0
              ? text('blocked', { count: blockers.length })
              : isOpen
                ? text('notChecked', { count: notChecked })
                : text('nobody')}
          </span>
        </p>
      )}
      {!possible && blockers.length === 0 ? (
        <TextLink size="sm" onClick={() => (isOpen ? navigate('breakdown') : navigate('matching', {}))}>
          {text(isOpen ? 'gates' : 'matching')}
        </TextLink>
      ) : null}
      <PlainList gap="xs">
        {blockers.slice(0, SHOWN).map((id) => (
          <li key={id}>
            <StepLink id={id} onSelect={onSelect} />
          </li>
        ))}
      </PlainList>
      {blockers.length > SHOWN ? <Muted component="p">{text('more', { count: blockers.length - SHOWN })}</Muted> : null}
    </section>
  );
};

const Waits = ({ guide, onSelect }: OverviewProps) => {
  const text = useText('setupScreen.waits');
  const format = useFormat();
  const waiting = listWaits(guide);
  return (
    <section>
      <h2>{text('title')}</h2>
      {waiting.length === 0 ? <Muted component="p">{text('none')}</Muted> : null}
      <PlainList gap="xs">
        {waiting.map(({ step, until }) => (
          <li key={step.id}>
            <StepLink id={step.id} onSelect={onSelect} />
            <Muted component="p">
              {until === null ? text(step.id === 'invitations' ? 'unlisted' : 'open') : text('until', { date: format.date(until) })}
            </Muted>
          </li>
        ))}
      </PlainList>
    </section>
  );
};

const Turns = ({ guide, onSelect }: OverviewProps) => {
  const text = useText('setupScreen.turns');
  const names = useText('setupGuide.turn');
  const moves = groupStepsByTurn(guide);
  return (
    <section>
      <h2>{text('title')}</h2>
      {moves.length === 0 ? <Muted component="p">{text('none')}</Muted> : null}
      {moves.map(({ turn, steps }) => (
        <div key={turn} className={classes.turn}>
          <h3>
            {names(turn)}
            <Muted size="xs" className={classes.fraction}>
              {text('count', { count: steps.length })}
            </Muted>
          </h3>
          <Muted component="p">
            {listAssignees(steps)
              .map((person) => (person === '' ? text('nobody') : person))
              .join('、')}
          </Muted>
          <PlainList gap="xs">
            {steps.slice(0, SHOWN).map(({ id }) => (
              <li key={id}>
                <StepLink id={id} onSelect={onSelect} />
              </li>
            ))}
          </PlainList>
        </div>
      ))}
    </section>
  );
};
