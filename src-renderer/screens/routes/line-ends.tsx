import { IconFlag, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { openPerson } from '#renderer/navigation/index.ts';
import { PersonLink } from '#renderer/parts/person-link/person-link.tsx';
import { Muted, Row, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import { lockVerdict } from '#shared/domain/checkout/lock.ts';
import { finalStepAt, type Route } from '#shared/domain/routes/route.ts';
import { dateAfter, LaneAxis } from './lane.tsx';
import classes from './line.module.css';
import { lockStanding } from './trial-view.ts';
import type { RouteDiagram } from './use-diagram.ts';
import type { Trial } from './use-trial.ts';

interface EndProps {
  readonly route: Route;
  readonly trial: Trial | null;
  /** `null` until the days are known. */
  readonly diagram: RouteDiagram | null;
}

/** The applicant, by name while a trial is shown. */
export const LineStart = ({ route, trial, diagram, onEverybody }: EndProps & { readonly onEverybody: () => void }) => {
  const text = useText('routesScreen.line');
  const drawn = useText('routesScreen.diagram');
  const words = useText('route');
  const format = useFormat();
  const applicant = trial?.answer?.applicant ?? null;
  const passage = diagram?.passage ?? null;
  return (
    <li className={classes.item}>
      <Row gap="xs md" className={classes.end}>
        <span className={classes.dot} aria-hidden>
          <IconUser size={14} />
        </span>
        <span className={classes.endName}>{words('sentence.applicant')}</span>
        {applicant === null ? (
          <Muted>{words(`handling.${route.applicantHandling ?? 'unset'}`)}</Muted>
        ) : (
          <>
            <span className={classes.slot}>
              <PersonLink id={applicant.id} name={applicant.name} onOpen={openPerson} />
            </span>
            <Muted>{text('asks', { organization: applicant.organization, date: format.date(trial?.date ?? '') })}</Muted>
          </>
        )}
        {passage === null ? null : (
          <Muted size="xs" className={classes.mayUse}>
            {drawn('mayUse', { people: passage.allowed })}
          </Muted>
        )}
      </Row>
      {passage === null || passage.turnedAway === 0 ? null : (
        <ul className={classes.problems}>
          <li>
            <StateMark state="block" look="icon" />
            <span>{drawn('turnedAway', { people: passage.turnedAway })}</span>
            <TextLink onClick={onEverybody}>{text('showStopped')}</TextLink>
          </li>
        </ul>
      )}
    </li>
  );
};

/** How the line ends: decided, or, in a trial, on which day and how that stands to the lock. */
export const LineEnd = ({ route, trial, diagram, before }: EndProps & { readonly before: ReactNode }) => {
  const text = useText('routesScreen.line');
  const words = useText('route');
  const format = useFormat();
  const answer = trial?.answer ?? null;
  const nobody = finalStepAt(route.steps) < 0;
  const standing = answer?.lock == null ? null : lockStanding(answer.lock, answer.reading);
  return (
    <li className={classes.item} data-end>
      {before}
      <Row gap="xs md" className={classes.end}>
        <span className={classes.dot} aria-hidden>
          <IconFlag size={14} />
        </span>
        {answer === null ? (
          <>
            <span className={classes.endName} data-nobody={nobody || undefined}>
              {words(nobody ? 'sentence.nobodyDecides' : 'sentence.decided')}
            </span>
            {diagram === null ? null : <Expected diagram={diagram} />}
          </>
        ) : answer.ends === null || answer.days === null || standing === null ? (
          <StateMark state="block" label={text('neverEnds')} />
        ) : (
          <span className={classes.ending}>
            <b>{text('ends', { date: format.date(answer.ends), days: answer.days })}</b>
            <StateMark state={standing.state} label={text(`lockVerdict.${standing.verdict}`)} />
            {standing.other === null ? null : (
              <Muted>{text.phrase(`otherReading.${standing.other.reading}.${standing.other.verdict}`)}</Muted>
            )}
          </span>
        )}
      </Row>
      {diagram === null || route.steps.length === 0 ? null : (
        <LaneAxis diagram={diagram} ends={answer === null ? diagram.schedule.days : answer.days} />
      )}
    </li>
  );
};

/** When the last decision is expected by the days written on the steps; days that nobody wrote judge nothing. */
const Expected = ({ diagram: { schedule, reading } }: { readonly diagram: RouteDiagram }) => {
  const text = useText('routesScreen.line');
  const drawn = useText('routesScreen.diagram');
  const format = useFormat();
  const { days, date, assumed } = schedule;
  if (days === null) return null;
  const verdict = lockVerdict(days, reading);
  return (
    <span className={classes.ending}>
      <span>{text('ends', { date: format.date(dateAfter(date, days)), days })}</span>
      {assumed ? (
        <Muted>{drawn('assumed')}</Muted>
      ) : (
        <StateMark state={verdict === 'within' ? 'ready' : 'risk'} label={text(`lockVerdict.${verdict}`)} />
      )}
    </span>
  );
};
